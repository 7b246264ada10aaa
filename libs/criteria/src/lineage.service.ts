import { record } from '#audit';
import { authorize, mustSee, newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { difference } from './difference.rules.js';
import { writeDraft } from './drafting-rows.service.js';
import { resolveLinks, type ImportedLinks } from './lineage.importer.js';
import { LineageDecision, type LineageChoice } from './lineage.entity.js';
import { refuseLineage } from './lineage.messages.js';
import { LineageQueries } from './lineage.queries.js';
import { isSure, proposedLinks, withLineage, withNoOrigin, withoutLineage, type LineageLink, type Origin } from './lineage.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { ImportReport, PackageVersion } from './package.entity.js';
import { packageEvents } from './package.events.js';
import { isOpen } from './package.lifecycle.js';
import { packagePolicy } from './package.policy.js';
import { insertRows } from './projection.service.js';

/** A link with the reason an imported file gives for it. */
export interface NotedLink extends LineageLink {
  readonly note?: string | null;
}

/** The two versions of a lineage; `fromVersionId` null: the origin is only known by its number. */
export interface LineagePair {
  readonly toVersionId: string;
  readonly fromVersionId: string | null;
}

interface OpenPair {
  readonly to: PackageVersion;
  readonly from: PackageVersion | null;
  readonly origin: Origin;
}

interface Decided {
  readonly toKey: string;
  readonly fromKey: string | null;
  readonly relation?: LineageLink['relation'];
  readonly note?: string | null;
}

/** Writes the lineage of a draft: links confirmed go in its content, links rejected are kept so that they are not proposed again. */
@Injectable()
export class LineageService {
  constructor(private readonly queries: LineageQueries) {}

  /** Confirms links; a link rejected before is taken back. @returns the batch, with which they are undone. */
  async confirm(ctx: Ctx, pair: LineagePair, links: readonly NotedLink[]): Promise<string> {
    const open = await this.open(ctx, pair);
    this.mustKnow(open, links);
    return this.keepConfirmed(ctx, open, links);
  }

  /** Confirms every proposed link whose two texts are the same. @returns how many, and the batch. */
  async confirmSure(ctx: Ctx, pair: LineagePair & { readonly fromVersionId: string }): Promise<{ count: number; batchId: string }> {
    const open = await this.open(ctx, pair);
    const says = await this.queries.says(ctx, pair.fromVersionId, pair.toVersionId);
    const found = open.from === null ? { changes: [] } : difference(open.from.content, open.to.content, says);
    const links = proposedLinks(found).filter(({ change }) => isSure(change));
    if (links.length === 0) throw refuseLineage.conflict('lineage.nothing');
    return { count: links.length, batchId: await this.keepConfirmed(ctx, open, links) };
  }

  /** Says that a requirement does not come from another: a confirmed link is removed, and it is not proposed again. */
  async reject(ctx: Ctx, pair: LineagePair & { readonly fromVersionId: string }, link: Pick<LineageLink, 'from' | 'to'>): Promise<string> {
    const open = await this.open(ctx, pair);
    this.mustKnow(open, [link]);
    await this.saveContent(ctx, open, withoutLineage(open.to.content, open.origin, [link]));
    await this.forget(ctx, pair, [{ fromKey: link.from, toKey: link.to }]);
    return this.keep(ctx, open, 'rejected', [{ fromKey: link.from, toKey: link.to }]);
  }

  /** Says that a requirement comes from nothing in the older version. */
  async withoutOrigin(ctx: Ctx, pair: LineagePair & { readonly fromVersionId: string }, key: string): Promise<string> {
    const open = await this.open(ctx, pair);
    this.mustKnow(open, [{ to: key }]);
    await this.saveContent(ctx, open, withNoOrigin(open.to.content, open.origin, [key]));
    await this.forget(ctx, pair, [{ fromKey: null, toKey: key }]);
    return this.keep(ctx, open, 'without', [{ fromKey: null, toKey: key }]);
  }

  /** Confirms the links of a file that hold, and keeps the report of those that do not. @returns the report. */
  async importLinks(ctx: Ctx, pair: LineagePair, imported: ImportedLinks, fileSha256: string): Promise<string> {
    const open = await this.open(ctx, pair);
    const { links, rows, findings } = resolveLinks(imported, open.from?.content ?? null, open.to.content);
    if (links.length > 0) await this.keepConfirmed(ctx, open, links);
    const id = newId();
    await ctx.tx.insert(ImportReport, {
      id,
      packageVersionId: open.to.id,
      fileSha256,
      format: 'lineage',
      rowsRead: rows.read,
      rowsKept: rows.kept,
      rowsRejected: rows.rejected,
      findings: [...findings],
      importedAt: ctx.now,
      importedBy: ctx.actor.accountId,
    });
    return id;
  }

  /** Undoes decisions taken together: what was confirmed leaves the content, what was rejected may be proposed again. */
  async undo(ctx: Ctx, toVersionId: string, batchId: string): Promise<number> {
    const rows = await ctx.tx.findBy(LineageDecision, { batchId, toVersionId });
    if (rows.length === 0) throw refuseLineage.conflict('lineage.undone');
    const open = await this.open(ctx, { toVersionId, fromVersionId: rows[0].fromVersionId });
    const confirmed = rows.flatMap(({ decision, fromKey, toKey }) =>
      decision === 'confirmed' && fromKey !== null ? [{ from: fromKey, to: toKey }] : [],
    );
    await this.saveContent(ctx, open, withoutLineage(open.to.content, open.origin, confirmed));
    await ctx.tx.delete(LineageDecision, { batchId, toVersionId });
    await this.tell(ctx, open, { undone: rows.length });
    return rows.length;
  }

  private async keepConfirmed(ctx: Ctx, open: OpenPair, links: readonly NotedLink[]): Promise<string> {
    await this.saveContent(ctx, open, withLineage(open.to.content, open.origin, links));
    const decided = links.map(({ from, to, relation, note }) => ({ fromKey: from, toKey: to, relation, note }));
    await this.forget(ctx, { toVersionId: open.to.id, fromVersionId: open.from?.id ?? null }, decided);
    return this.keep(ctx, open, 'confirmed', decided);
  }

  /** Loads and locks the draft, then its origin; refuses one that may no longer change. */
  private async open(ctx: Ctx, { toVersionId, fromVersionId }: LineagePair): Promise<OpenPair> {
    const found = await ctx.tx.findOne(PackageVersion, { where: { id: toVersionId }, lock: { mode: 'pessimistic_write' } });
    const to = mustSee(ctx.actor, packagePolicy.see, found);
    authorize(ctx.actor, packagePolicy.write, to);
    if (!isOpen(to.status)) throw refuseLineage.conflict('lineage.frozen', { version: to.label });
    if (fromVersionId === toVersionId) throw refuseLineage.conflict('lineage.itself');
    if (fromVersionId === null) return { to, from: null, origin: null };
    const from = mustSee(ctx.actor, packagePolicy.see, await ctx.tx.findOneBy(PackageVersion, { id: fromVersionId }));
    return { to, from, origin: { code: from.content.code, version: from.label } };
  }

  private mustKnow({ from, to }: OpenPair, links: readonly { readonly from?: string; readonly to: string }[]): void {
    const [known, knownFrom] = [keysOf(to), from === null ? null : keysOf(from)];
    for (const link of links) {
      if (!known.has(link.to)) throw refuseLineage.conflict('lineage.unknown', { key: link.to, version: to.label });
      if (from === null || knownFrom === null || link.from === undefined || knownFrom.has(link.from)) continue;
      throw refuseLineage.conflict('lineage.unknown', { key: link.from, version: from.label });
    }
  }

  private async saveContent(ctx: Ctx, { to, origin }: OpenPair, content: PackageContent): Promise<void> {
    const subject = origin === null ? null : `${origin.code} ${origin.version}`;
    await writeDraft(ctx, to, content, { action: 'relate', subject });
  }

  /** A new decision on a link replaces the former ones; a confirmed link also says that its requirement has an origin. */
  private async forget(ctx: Ctx, { toVersionId, fromVersionId }: LineagePair, links: readonly Decided[]): Promise<void> {
    await ctx.tx.query(
      `DELETE FROM lineage_decision d USING unnest($3::text[], $4::text[]) AS said (to_key, from_key)
        WHERE d.to_version_id = $1 AND d.from_version_id IS NOT DISTINCT FROM $2::uuid AND d.to_key = said.to_key
          AND (d.from_key IS NOT DISTINCT FROM said.from_key OR d.from_key IS NULL OR said.from_key IS NULL)`,
      [toVersionId, fromVersionId, links.map(({ toKey }) => toKey), links.map(({ fromKey }) => fromKey)],
    );
  }

  private async keep(ctx: Ctx, open: OpenPair, decision: LineageChoice, links: readonly Decided[]): Promise<string> {
    const batchId = newId();
    const shared = { batchId, toVersionId: open.to.id, fromVersionId: open.from?.id ?? null, decision };
    const rows = links.map(({ fromKey, toKey, relation, note }) => ({
      ...{ id: newId(), ...shared, fromKey, toKey, relation: relation ?? null, note: note ?? null },
      ...{ decidedAt: ctx.now, decidedBy: ctx.actor.accountId },
    }));
    await insertRows(ctx, LineageDecision, rows);
    await this.tell(ctx, open, { [decision]: links.length });
    return batchId;
  }

  private async tell(ctx: Ctx, { to, origin }: OpenPair, counts: Readonly<Record<string, number>>): Promise<void> {
    await record(ctx, packageEvents, 'package.relate', {
      subject: { type: 'package_version', id: to.id },
      organisationId: null,
      data: { code: to.content.code, version: to.label, origin: origin === null ? null : `${origin.code} ${origin.version}`, ...counts },
    });
  }
}

function keysOf({ content }: PackageVersion): Set<string> {
  return new Set(content.requirements.map(({ key }) => key));
}
