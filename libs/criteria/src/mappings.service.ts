import { record } from '#audit';
import { authorize, mustSee, newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { bindMapping, type BoundPackages } from './mapping-binding.rules.js';
import { mappingHash, type MappingContent, type MappingLink } from './mapping-content.rules.js';
import { changedLinks, sameEnds, type LinkChange } from './mapping-edit.rules.js';
import { Mapping, type MappingAccountKept } from './mapping.entity.js';
import { mappingEvents } from './mapping.events.js';
import type { MappingImport } from './mapping.importer.js';
import { mappingLifecycle, type MappingAction } from './mapping.lifecycle.js';
import { refuseMapping } from './mapping.messages.js';
import { mappingPolicy } from './mapping.policy.js';
import { MappingsQueries, type KnownPackage } from './mappings.queries.js';

/** Writes equivalences: imports them as drafts, changes drafts, publishes, withdraws. */
@Injectable()
export class MappingsService {
  constructor(private readonly queries: MappingsQueries) {}

  /** Keeps the mappings of a file as drafts, with its account; a draft of the same code and version is replaced. @returns their ids. */
  async keepImport(
    ctx: Ctx,
    { format, mappings, rows, findings }: MappingImport,
    asked: { readonly version?: string } = {},
  ): Promise<string[]> {
    authorize(ctx.actor, mappingPolicy.write, { status: 'draft' });
    const account: MappingAccountKept = { format: format ?? '', rows, findings };
    const ids: string[] = [];
    for (const content of mappings)
      ids.push(await this.saveDraft(ctx, { ...content, ...(asked.version && { version: asked.version }) }, account));
    for (const id of ids) await this.tell(ctx, id, 'mapping.import', { format, ...rows, findings: findings.length });
    return ids;
  }

  /** Adds, replaces or removes a link of a draft, from the revision that was read. @returns the new revision. */
  async changeLink(ctx: Ctx, id: string, revision: number, change: LinkChange): Promise<number> {
    const mapping = await this.draft(ctx, id, revision);
    const links = changedLinks(mapping.content, change);
    if (links === null) throw refuseMapping.notFound('mapping.no-such-link');
    if (change.kind !== 'remove') await this.refuseUnsound(ctx, mapping.content, change);
    return this.rewrite(ctx, mapping, { ...mapping.content, links });
  }

  /** Attaches the ends of a draft to package versions: keys are written as there, links that lead nowhere are left out and told. */
  async bind(ctx: Ctx, id: string, revision: number, ends: { readonly sourceId: string; readonly targetId: string }): Promise<number> {
    const mapping = await this.draft(ctx, id, revision);
    const [source, target] = [await this.queries.known(ctx, ends.sourceId), await this.queries.known(ctx, ends.targetId)];
    if (source === null || target === null) throw refuseMapping.conflict('mapping.not-bound');
    const { content, findings, lost } = bindMapping(mapping.content, { source, target });
    const read = mapping.content.links.length + mapping.content.withoutTarget.length + mapping.content.withoutSource.length;
    const account = { format: 'mapping', rows: { read, kept: read - lost, rejected: lost }, findings };
    return this.rewrite(ctx, mapping, content, account);
  }

  /** Publishes a draft whose ends are frozen packages that hold every key: from here on it never changes. */
  async publish(ctx: Ctx, id: string): Promise<void> {
    const mapping = await this.lock(ctx, id);
    authorize(ctx.actor, mappingPolicy.publish, mapping);
    const status = mappingLifecycle.next(mapping.status, 'publish');
    const { content } = mapping;
    if (content.links.length === 0) throw refuseMapping.conflict('mapping.empty');
    const packages = await this.ends(ctx, content);
    if (packages === null) throw refuseMapping.conflict('mapping.not-bound');
    const { lost } = bindMapping(content, packages);
    if (lost > 0) throw refuseMapping.conflict('mapping.dangling', { count: lost });
    await this.move(ctx, mapping, 'publish', { status, contentHash: mappingHash(content), publishedAt: ctx.now });
  }

  /** Withdraws a published mapping: it stays readable, carries nothing more, and what it carried lapses. */
  async withdraw(ctx: Ctx, id: string, reason: string): Promise<void> {
    const mapping = await this.lock(ctx, id);
    authorize(ctx.actor, mappingPolicy.withdraw, mapping);
    const status = mappingLifecycle.next(mapping.status, 'withdraw');
    if (reason.trim() === '') throw refuseMapping.invalid('mapping.reason-missing');
    await this.move(ctx, mapping, 'withdraw', { status, withdrawnAt: ctx.now, withdrawalReason: reason.trim().slice(0, 2000) });
  }

  private async saveDraft(ctx: Ctx, content: MappingContent, account: MappingAccountKept): Promise<string> {
    const { code, version } = content;
    const known = await ctx.tx.findOneBy(Mapping, { code, version });
    if (known !== null) {
      const mapping = await this.lock(ctx, known.id);
      if (mapping.status !== 'draft') throw refuseMapping.conflict('mapping.taken', { code, version });
      await this.save(ctx, mapping, content, account);
      return mapping.id;
    }
    const id = newId();
    const row: Mapping = {
      ...columnsOf(content),
      id,
      status: 'draft',
      contentHash: null,
      revision: 1,
      account,
      createdAt: ctx.now,
      createdBy: ctx.actor.accountId,
      publishedAt: null,
      withdrawnAt: null,
      withdrawalReason: null,
    };
    await ctx.tx.insert(Mapping, row as object); // jsonb columns are typed as plain objects by the mapper, which cannot express a document
    return id;
  }

  private async refuseUnsound(ctx: Ctx, content: MappingContent, change: Exclude<LinkChange, { kind: 'remove' }>): Promise<void> {
    const { link } = change;
    if (link.sources.length === 0 || link.targets.length === 0) throw refuseMapping.invalid('mapping.ends-missing');
    const same = sameEnds(content, link);
    if (same !== -1 && (change.kind === 'add' || same !== change.place)) throw refuseMapping.conflict('mapping.link-exists');
    const packages = await this.queries.packagesOf(ctx, content);
    const unknown = unknownEnd(link, packages);
    if (unknown !== null) throw refuseMapping.invalid('mapping.end-unknown', unknown);
  }

  private async ends(ctx: Ctx, { source, target }: MappingContent): Promise<{ source: KnownPackage; target: KnownPackage } | null> {
    if (source.version === null || target.version === null) return null;
    const [from, to] = [await this.queries.named(ctx, source), await this.queries.named(ctx, target)];
    return from?.isFrozen && to?.isFrozen ? { source: from, target: to } : null;
  }

  private async rewrite(ctx: Ctx, mapping: Mapping, content: MappingContent, account = mapping.account): Promise<number> {
    const revision = await this.save(ctx, mapping, content, account);
    await this.tell(ctx, mapping.id, 'mapping.edit', { revision, links: content.links.length });
    return revision;
  }

  private async save(ctx: Ctx, mapping: Mapping, content: MappingContent, account: MappingAccountKept | null): Promise<number> {
    const revision = mapping.revision + 1;
    const values = { ...columnsOf(content), account, revision };
    await ctx.tx.update(Mapping, { id: mapping.id }, values as object); // as above
    return revision;
  }

  private async move(ctx: Ctx, { id, content }: Mapping, action: MappingAction, values: Partial<Mapping>): Promise<void> {
    await ctx.tx.update(Mapping, { id }, values as object); // as above
    await this.tell(ctx, id, `mapping.${action}`, { code: content.code, version: content.version, links: content.links.length });
  }

  private tell(ctx: Ctx, id: string, name: keyof typeof mappingEvents, data: Readonly<Record<string, unknown>>): Promise<unknown> {
    return record(ctx, mappingEvents, name, { subject: { type: 'mapping', id }, organisationId: null, data });
  }

  private async draft(ctx: Ctx, id: string, revision: number): Promise<Mapping> {
    const mapping = await this.lock(ctx, id);
    authorize(ctx.actor, mappingPolicy.write, mapping);
    if (mapping.status !== 'draft') throw refuseMapping.conflict('mapping.not-draft');
    if (mapping.revision !== revision) throw refuseMapping.conflict('mapping.stale');
    return mapping;
  }

  private async lock(ctx: Ctx, id: string): Promise<Mapping> {
    const mapping = await ctx.tx.findOne(Mapping, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, mappingPolicy.see, mapping);
  }
}

function columnsOf(content: MappingContent) {
  const { code, version, source, target } = content;
  return {
    code,
    version,
    content,
    sourcePackage: source.package,
    sourceVersion: source.version,
    targetPackage: target.package,
    targetVersion: target.version,
  };
}

function unknownEnd(link: MappingLink, packages: BoundPackages): { key: string; package: string } | null {
  for (const side of ['source', 'target'] as const) {
    const known = packages[side];
    const missing = known === null ? undefined : link[`${side}s`].find(({ key }) => known.requirements.every((one) => one.key !== key));
    if (known !== null && missing !== undefined) return { key: missing.key, package: `${known.code} ${known.version}` };
  }
  return null;
}
