import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { authorize, Config, mustSee, newId, sha256, type Ctx, type FieldError, type Params } from '#platform';
import { EvidenceItem } from './evidence-item.entity.js';
import { EvidenceVersion } from './evidence-version.entity.js';
import { evidenceEvents } from './evidence.events.js';
import { evidenceMessages, refuseEvidence } from './evidence.messages.js';
import type { NewFile, NewItem, NewReference } from './evidence.dto.js';
import { evidencePolicy } from './evidence.policy.js';
import { isReferenceKind, largestFile } from './kinds.rules.js';
import { readReference, referenceFacts } from './reference.rules.js';
import { formatSize, parisDay } from './display.rules.js';
import { storageKey } from './storage.adapter.js';
import { versionLifecycle } from './version.lifecycle.js';

/** What reception established of an upload. */
export interface Reception {
  /** Bytes on the disk. */
  readonly stored: number;
  /** SHA-256 computed by the sender, when it sent one. */
  readonly senderSha256?: string | null;
}

/** The vendor's side of evidence: items, uploads, references. The bytes themselves are moved by the edge and the worker. */
@Injectable()
export class EvidenceService {
  constructor(private readonly config: Config) {}

  /** Largest file the operator accepts, in bytes, whatever its kind. */
  get largestUpload(): number {
    return this.config.UPLOAD_MAX_BYTES;
  }

  /** Opens an item, without any version yet. */
  async createItem(ctx: Ctx, input: NewItem): Promise<EvidenceItem> {
    const organisationId = ctx.actor.organisationId ?? '';
    authorize(ctx.actor, evidencePolicy.deposit, { organisationId });
    const item = ctx.tx.create(EvidenceItem, {
      id: newId(),
      organisationId,
      kind: input.kind,
      title: titleOf(input.title),
      declaredFictitious: input.declaredFictitious,
      createdBy: ctx.actor.accountId ?? '',
      createdAt: ctx.now,
    });
    await ctx.tx.insert(EvidenceItem, item);
    return item;
  }

  /** Gives an item another title; its versions do not move. */
  async rename(ctx: Ctx, itemId: string, title: string): Promise<void> {
    const item = await this.lockedItem(ctx, itemId);
    authorize(ctx.actor, evidencePolicy.rename, item);
    await ctx.tx.update(EvidenceItem, { id: itemId }, { title: titleOf(title) });
  }

  /**
   * Opens an upload: the version exists, in `uploading`, before its first byte. Refuses what the kind or the operator does not accept.
   * @param id known beforehand where the bytes were stored first (plain forms).
   */
  async startUpload(ctx: Ctx, itemId: string, file: NewFile, id = newId()): Promise<EvidenceVersion> {
    const item = await this.lockedItem(ctx, itemId);
    authorize(ctx.actor, evidencePolicy.deposit, item);
    if (isReferenceKind(item.kind)) throw refuseEvidence.invalid('evidence.kind-is-reference');
    if (file.size === 0) throw refuseEvidence.invalid('evidence.file-empty');
    const limit = largestFile(item.kind, this.config.UPLOAD_MAX_BYTES);
    if (file.size > limit) throw refuseEvidence.invalid('evidence.file-too-large', { limit: formatSize(limit) });
    return this.addVersion(ctx, item, {
      id,
      status: 'uploading',
      storageKey: storageKey(item.organisationId, item.id, id),
      fileName: file.fileName.normalize('NFC'),
      size: file.size,
      effectiveOn: documentDay(ctx, file.effectiveOn),
    });
  }

  /**
   * Records that the last byte is stored: this instant counts against a milestone, whenever the upload began.
   * Done twice, it changes nothing. Refuses an upload of which bytes are missing.
   */
  async finishUpload(ctx: Ctx, versionId: string, reception: Reception): Promise<EvidenceVersion> {
    const version = await this.lockedVersion(ctx, versionId);
    authorize(ctx.actor, evidencePolicy.deposit, version);
    if (version.status !== 'uploading' && version.status !== 'abandoned') return version;
    const status = versionLifecycle.next(version.status, 'finish');
    if (reception.stored !== version.size) {
      throw refuseEvidence.invalid('evidence.incomplete', { stored: reception.stored, size: version.size ?? 0 });
    }
    const senderSha256 = reception.senderSha256 ? readFingerprint(reception.senderSha256) : null;
    const change = { status, receivedAt: ctx.now, senderSha256 };
    await ctx.tx.update(EvidenceVersion, { id: versionId }, change);
    await this.tell(ctx, 'evidence.receive', version, { size: version.size });
    return { ...version, ...change };
  }

  /** What the sender computed on the whole file, once it is sent; a difference with what is stored refuses the version. Said once. */
  async declareFingerprint(ctx: Ctx, versionId: string, senderSha256: string): Promise<void> {
    const version = await this.lockedVersion(ctx, versionId);
    authorize(ctx.actor, evidencePolicy.deposit, version);
    const declared = readFingerprint(senderSha256);
    if (version.senderSha256 !== null || version.receivedAt === null) return;
    await ctx.tx.update(EvidenceVersion, { id: versionId }, { senderSha256: declared });
    await this.tell(ctx, 'evidence.fingerprint', version, { sha256: declared });
  }

  /** Gives an upload up: the caller then discards its bytes. Its number stays taken. */
  async abandonUpload(ctx: Ctx, versionId: string): Promise<void> {
    const version = await this.lockedVersion(ctx, versionId);
    authorize(ctx.actor, evidencePolicy.abandon, version);
    const status = versionLifecycle.next(version.status, 'abandon');
    await ctx.tx.update(EvidenceVersion, { id: versionId }, { status });
    await this.tell(ctx, 'evidence.abandon', version);
  }

  /** Deposits a reference to another system: received at once, with nothing to scan. */
  async addReference(ctx: Ctx, itemId: string, input: NewReference): Promise<EvidenceVersion> {
    const item = await this.lockedItem(ctx, itemId);
    authorize(ctx.actor, evidencePolicy.deposit, item);
    if (!isReferenceKind(item.kind)) throw refuseEvidence.invalid('evidence.kind-is-file');
    const reference = readReference(item.kind, input.value);
    if (reference === null) {
      const { example } = referenceFacts[item.kind];
      throw refuseEvidence.invalid('evidence.reference-form', { example }, [fieldError('value', 'evidence.reference-form', { example })]);
    }
    const version = await this.addVersion(ctx, item, {
      id: newId(),
      status: 'received',
      reference,
      receivedAt: ctx.now,
      effectiveOn: documentDay(ctx, input.effectiveOn),
    });
    await this.tell(ctx, 'evidence.refer', version, { sha256: sha256(reference.value) });
    return version;
  }

  /** The upload a person may go on with, or 404: another organisation's does not exist. */
  async upload(ctx: Ctx, versionId: string): Promise<EvidenceVersion> {
    const version = await ctx.tx.findOneBy(EvidenceVersion, { id: versionId });
    const seen = mustSee(ctx.actor, evidencePolicy.read, version);
    authorize(ctx.actor, evidencePolicy.deposit, seen);
    return seen;
  }

  private async addVersion(ctx: Ctx, item: EvidenceItem, facts: Partial<EvidenceVersion>): Promise<EvidenceVersion> {
    const [{ last }] = await ctx.tx.query<[{ last: number | null }]>(
      'SELECT max(number) AS last FROM evidence_version WHERE item_id = $1',
      [item.id],
    );
    const version = ctx.tx.create(EvidenceVersion, {
      itemId: item.id,
      organisationId: item.organisationId,
      number: (last ?? 0) + 1,
      createdBy: ctx.actor.accountId ?? '',
      startedAt: ctx.now,
      ...facts,
    });
    await ctx.tx.insert(EvidenceVersion, version);
    return version;
  }

  private async lockedItem(ctx: Ctx, id: string): Promise<EvidenceItem> {
    const item = await ctx.tx.findOne(EvidenceItem, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, evidencePolicy.read, item);
  }

  private async lockedVersion(ctx: Ctx, id: string): Promise<EvidenceVersion> {
    const version = await ctx.tx.findOne(EvidenceVersion, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, evidencePolicy.read, version);
  }

  private async tell(
    ctx: Ctx,
    name: keyof typeof evidenceEvents,
    version: EvidenceVersion,
    data: Record<string, unknown> = {},
  ): Promise<void> {
    const subject = { type: 'evidence_version', id: version.id };
    const what = { itemId: version.itemId, number: version.number, ...data };
    await record(ctx, evidenceEvents, name, { subject, organisationId: version.organisationId, data: what });
  }
}

function fieldError(field: string, code: keyof typeof evidenceMessages, params: Params = {}): FieldError {
  return { field, code, text: evidenceMessages[code], params };
}

function titleOf(typed: string): string {
  const title = typed.normalize('NFC').trim();
  if (title === '') throw refuseEvidence.invalid('evidence.title-missing', {}, [fieldError('title', 'evidence.title-missing')]);
  return title;
}

/** The day a document bears, in Paris; tomorrow is refused. */
function documentDay(ctx: Ctx, day: string | null | undefined): string | null {
  if (day === null || day === undefined || day === '') return null;
  if (day > parisDay(ctx.now))
    throw refuseEvidence.invalid('evidence.date-future', {}, [fieldError('effectiveOn', 'evidence.date-future')]);
  return day;
}

function readFingerprint(typed: string): string {
  const sha = typed.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(sha)) throw refuseEvidence.invalid('evidence.fingerprint-form');
  return sha;
}
