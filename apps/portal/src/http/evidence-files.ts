import '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { AnswerService } from '#candidatures';
import { EvidenceService, EvidenceStore, type DepositInput, type EvidenceVersion, type ServableFile } from '#evidence';
import { type Ctx, newId, refuse, transact } from '#platform';
import { openVersion, readDeposit } from './deposit.js';
import { sendFile } from './download.js';
import type { PortalRequest } from './request.js';

/** What was received: the version, and the fields of the form. */
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
    private readonly answers: AnswerService,
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
      const input = readDeposit(fields);
      return await this.within(request, false, async (ctx) => {
        const received = { fields, input, version: await this.keep(ctx, input, { fields, file, versionId }) };
        await then(ctx, received);
        return received;
      });
    } catch (error) {
      await this.store.discard(versionId);
      throw error;
    }
  }

  /** The version a form is about: the file it carries, or one that a script has just sent by pieces. */
  private async keep(ctx: Ctx, input: DepositInput, received: Parts & { readonly versionId: string }): Promise<EvidenceVersion> {
    const { fields, file, versionId } = received;
    const { upload, sha256 } = fields;
    if (file === null) {
      if (!upload) throw refuse.invalid('input.file-missing');
      const version = await this.evidence.upload(ctx, upload);
      if (sha256) await this.evidence.declareFingerprint(ctx, upload, sha256);
      return version;
    }
    const rooms = { evidence: this.evidence, answers: this.answers };
    await openVersion(ctx, rooms, input, { ...file, versionId });
    return this.evidence.finishUpload(ctx, versionId, { stored: file.size, senderSha256: sha256 || null });
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
