import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { record } from '#audit';
import { authorize, isSystem, type Ctx } from '#platform';
import { EvidenceItem } from './evidence-item.entity.js';
import { EvidenceVersion } from './evidence-version.entity.js';
import { evidenceEvents } from './evidence.events.js';
import type { Examination } from './examiner.adapter.js';
import { isRefused, type Finding, type Inspection } from './inspection.rules.js';
import { versionLifecycle, type VersionAction, type VersionStatus } from './version.lifecycle.js';

/** Days an unfinished upload is kept: its sender may still resume it. */
const unfinishedDays = 30;

/** A file to examine: the version and the kind it must answer to. */
export interface FileToExamine {
  readonly version: EvidenceVersion;
  readonly item: EvidenceItem;
}

const eventOf = {
  clear: 'evidence.clear',
  admit: 'evidence.admit',
  quarantine: 'evidence.quarantine',
  reject: 'evidence.reject',
} as const satisfies Partial<Record<VersionAction, keyof typeof evidenceEvents>>;
type Conclusion = keyof typeof eventOf;

/** The portal's side of evidence: a received file is examined outside any transaction, then settled. */
@Injectable()
export class InspectionService {
  /** Says that the examination of a received file begins; nothing to say when it is past. */
  async begin(ctx: Ctx, versionId: string): Promise<void> {
    authorize(ctx.actor, isSystem, null);
    const version = await this.locked(ctx, versionId);
    if (version === null || version.storageKey === null || !versionLifecycle.allows(version.status, 'inspect')) return;
    await ctx.tx.update(EvidenceVersion, { id: versionId }, { status: versionLifecycle.next(version.status, 'inspect') });
  }

  /** The file to examine, or null when nothing remains to examine. */
  async pending(ctx: Ctx, versionId: string): Promise<FileToExamine | null> {
    authorize(ctx.actor, isSystem, null);
    const version = await ctx.tx.findOneBy(EvidenceVersion, { id: versionId });
    if (version === null || version.storageKey === null || !isPending(version.status)) return null;
    return { version, item: await ctx.tx.findOneByOrFail(EvidenceItem, { id: version.itemId }) };
  }

  /** Records what the examination found. Done twice, the second changes nothing. */
  async settle(ctx: Ctx, versionId: string, examination: Examination): Promise<void> {
    authorize(ctx.actor, isSystem, null);
    const version = await this.locked(ctx, versionId);
    if (version === null || !isPending(version.status)) return;
    // The sender's fingerprint may have arrived while the file was examined.
    const findings = withDifference(examination.findings, version.senderSha256, examination.sha256);
    const { sha256, mediaType, signature, scanner } = examination;
    const scan: Inspection = { inspectedAt: ctx.now.toISOString(), scanner, ...(signature !== null && { signature }), findings };
    const scanning = version.status === 'received' ? versionLifecycle.next(version.status, 'inspect') : version.status;
    await this.conclude(ctx, { ...version, status: scanning, sha256, mediaType, scan }, conclude({ signature, findings, scanner }));
  }

  /** Compares again once the sender's fingerprint is known: a difference refuses a version that was admitted. */
  async compare(ctx: Ctx, versionId: string): Promise<void> {
    authorize(ctx.actor, isSystem, null);
    const version = await this.locked(ctx, versionId);
    if (version?.sha256 == null || version.scan === null || !versionLifecycle.allows(version.status, 'reject')) return;
    const findings = withDifference(version.scan.findings, version.senderSha256, version.sha256);
    if (findings.length > version.scan.findings.length)
      await this.conclude(ctx, { ...version, scan: { ...version.scan, findings } }, 'reject');
  }

  /** Gives up the uploads that were begun long ago and never finished; their bytes are then discarded. @returns their ids. */
  async abandonStale(ctx: Ctx): Promise<string[]> {
    authorize(ctx.actor, isSystem, null);
    const before = new Date(ctx.now.getTime() - unfinishedDays * 86_400_000);
    const stale = await ctx.tx.find(EvidenceVersion, {
      where: { status: In(versionLifecycle.statusesBefore('abandon')), startedAt: LessThan(before) },
      order: { id: 'ASC' },
      take: 500,
    });
    for (const { id, itemId, number, organisationId, status } of stale) {
      await ctx.tx.update(EvidenceVersion, { id, status }, { status: versionLifecycle.next(status, 'abandon') });
      const subject = { type: 'evidence_version', id };
      await record(ctx, evidenceEvents, 'evidence.abandon', { subject, organisationId, data: { itemId, number } });
    }
    return stale.map(({ id }) => id);
  }

  private async conclude(ctx: Ctx, version: EvidenceVersion, action: Conclusion): Promise<void> {
    const { id, itemId, number, organisationId, sha256, mediaType, scan } = version;
    const status = versionLifecycle.next(version.status, action);
    await ctx.tx.update(EvidenceVersion, { id }, { status, sha256, mediaType, scan });
    await record(ctx, evidenceEvents, eventOf[action], {
      subject: { type: 'evidence_version', id },
      organisationId,
      data: { itemId, number, sha256, rules: (scan?.findings ?? []).map(({ rule }) => rule) },
    });
  }

  private async locked(ctx: Ctx, id: string): Promise<EvidenceVersion | null> {
    return ctx.tx.findOne(EvidenceVersion, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }
}

/** Received, or taken and not settled: a worker may have died in between. */
function isPending(status: VersionStatus): boolean {
  return status === 'received' || status === 'scanning';
}

/** The findings, with the difference of fingerprints when there is one and it is not among them. */
function withDifference(findings: readonly Finding[], senderSha256: string | null, sha256: string): readonly Finding[] {
  const differs = senderSha256 !== null && senderSha256 !== sha256;
  return differs && !findings.some(({ rule }) => rule === 'fingerprint-differs')
    ? [...findings, { rule: 'fingerprint-differs' }]
    : findings;
}

/** A virus comes first, then what makes the file unusable; without a scanner the file is admitted as not scanned. */
export function conclude({ signature, findings, scanner }: Pick<Examination, 'signature' | 'findings' | 'scanner'>): Conclusion {
  if (signature !== null) return 'quarantine';
  if (isRefused(findings)) return 'reject';
  return scanner === 'clamd' ? 'clear' : 'admit';
}
