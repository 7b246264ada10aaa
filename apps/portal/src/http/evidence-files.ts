import '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { EvidenceService, EvidenceStore, type DepositInput, type EvidenceVersion, type ServableFile } from '#evidence';
import { type Ctx, newId, refuse, transact } from '#platform';
import { openVersion, readDeposit } from './deposit.js';
import { sendFile } from './download.js';
import type { PortalRequest } from './request.js';

/** What was received: the version, and the fields that came before the file. */
export interface ReceivedForm {
  readonly version: EvidenceVersion;
  readonly fields: Readonly<Record<string, string>>;
  readonly input: DepositInput;
}

interface Parts {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly fileName: string; readonly size: number } | null;
}

/** Files of evidence over plain HTTP: received from a form, sent as a download. Both run outside the transaction of the request. */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly database: DataSource,
    private readonly evidence: EvidenceService,
    private readonly store: EvidenceStore,
  ) {}

  /**
   * Receives a plain form with one file, its bytes streamed to the disk and never held in memory. The fields stand before the file.
   * It is received, like any upload, when its last byte is stored; a refusal leaves no byte behind.
   * @param then what follows in the same transaction.
   */
  async receive(request: PortalRequest, then: (ctx: Ctx, received: ReceivedForm) => Promise<void> = async () => {}): Promise<ReceivedForm> {
    const versionId = newId();
    try {
      const { fields, file } = await readParts(request, this.store, versionId);
      request.body = fields; // what was typed comes back with a refused form
      const { sha256, ...deposit } = fields;
      const input = readDeposit(deposit);
      if (file === null) throw refuse.invalid('input.file-missing');
      return await this.within(request, false, async (ctx) => {
        await openVersion(ctx, this.evidence, input, { ...file, versionId });
        const version = await this.evidence.finishUpload(ctx, versionId, { stored: file.size, senderSha256: sha256 || null });
        const received = { version, fields, input };
        await then(ctx, received);
        return received;
      });
    } catch (error) {
      await this.store.discard(versionId);
      throw error;
    }
  }

  /** Sends a file once `find` has decided, in its own reading transaction, that the person may read it. */
  async send(request: PortalRequest, reply: FastifyReply, find: (ctx: Ctx) => Promise<ServableFile>): Promise<void> {
    await sendFile(reply, this.store, await this.within(request, true, find));
  }

  private within<T>(request: PortalRequest, readOnly: boolean, use: (ctx: Ctx) => Promise<T>): Promise<T> {
    const { actor, locale } = request.known;
    return transact(this.database, { actor, locale, requestId: request.id, readOnly }, use);
  }
}

async function readParts(request: PortalRequest, store: EvidenceStore, versionId: string): Promise<Parts> {
  if (!request.isMultipart()) throw refuse.invalid('input.unreadable');
  const fields: Record<string, string> = {};
  let file: Parts['file'] = null;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    } else if (part.filename === '') {
      part.file.resume(); // a file field left empty
    } else {
      const size = await store.receive(versionId, part.file);
      if (part.file.truncated) throw refuse.invalid('input.too-large');
      file = { fileName: part.filename ?? 'fichier', size };
    }
  }
  return { fields, file };
}
