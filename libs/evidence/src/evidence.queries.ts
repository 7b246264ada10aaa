import { Injectable } from '@nestjs/common';
import { mustSee, type Ctx } from '#platform';
import { In } from 'typeorm';
import { EvidenceItem } from './evidence-item.entity.js';
import { EvidenceVersion } from './evidence-version.entity.js';
import { refuseEvidence } from './evidence.messages.js';
import { evidencePolicy } from './evidence.policy.js';
import { depositedStatuses, servedStatuses } from './version.lifecycle.js';

/** An item with its versions, the newest first. */
export interface ItemWithVersions {
  readonly item: EvidenceItem;
  readonly versions: readonly EvidenceVersion[];
}

/** A file that may be served. */
export interface ServableFile {
  readonly version: EvidenceVersion;
  readonly storageKey: string;
  readonly fileName: string;
  readonly size: number;
  readonly mediaType: string;
}

/** Reads of the evidence of one's own organisation, and by id for the rooms that build on it. */
@Injectable()
export class EvidenceQueries {
  /** Items of the actor's organisation, the newest first, after `after` (exclusive). */
  async list(ctx: Ctx, page: { readonly after?: string; readonly limit?: number } = {}): Promise<ItemWithVersions[]> {
    const items = await ctx.tx
      .createQueryBuilder(EvidenceItem, 'item')
      .where('item.organisationId = :own', { own: ctx.actor.organisationId })
      .andWhere(page.after ? 'item.id < :after' : 'true', { after: page.after })
      .orderBy('item.id', 'DESC')
      .limit(page.limit ?? 50)
      .getMany();
    return this.withVersions(ctx, items);
  }

  /** One item of the actor's organisation, or 404. */
  async item(ctx: Ctx, id: string): Promise<ItemWithVersions> {
    const item = mustSee(ctx.actor, evidencePolicy.read, await ctx.tx.findOneBy(EvidenceItem, { id }));
    const [found] = await this.withVersions(ctx, [item]);
    return found;
  }

  /** Versions by id, with their items, as far as the transaction may see them: the caller has already decided who reads. */
  async versions(ctx: Ctx, ids: readonly string[]): Promise<Map<string, { item: EvidenceItem; version: EvidenceVersion }>> {
    if (ids.length === 0) return new Map();
    const versions = await ctx.tx.findBy(EvidenceVersion, { id: In([...new Set(ids)]) });
    const items = await ctx.tx.findBy(EvidenceItem, { id: In(versions.map(({ itemId }) => itemId)) });
    const itemOf = new Map(items.map((item) => [item.id, item]));
    return new Map(
      versions.flatMap((version) => {
        const item = itemOf.get(version.itemId);
        return item ? [[version.id, { item, version }] as const] : [];
      }),
    );
  }

  /** The newest version of each item that counts as deposited, by item id; an item without one is absent. */
  async deposited(ctx: Ctx, itemIds: readonly string[]): Promise<Map<string, EvidenceVersion>> {
    if (itemIds.length === 0) return new Map();
    const versions = await ctx.tx.find(EvidenceVersion, {
      where: { itemId: In([...new Set(itemIds)]), status: In([...depositedStatuses]) },
      order: { number: 'ASC' },
    });
    return new Map(versions.map((version) => [version.itemId, version]));
  }

  /** A file as it may be served, or why not: an infected or unusable one never is. The caller has already decided who reads. */
  async servable(ctx: Ctx, versionId: string): Promise<ServableFile> {
    const version = mustSee(ctx.actor, () => true, await ctx.tx.findOneBy(EvidenceVersion, { id: versionId }));
    const { storageKey, fileName, size, mediaType } = version;
    const isServed = servedStatuses.includes(version.status);
    if (!isServed || storageKey === null || size === null) throw refuseEvidence.conflict('evidence.not-servable');
    return { version, storageKey, fileName: fileName ?? version.id, size, mediaType: mediaType ?? 'application/octet-stream' };
  }

  /** A file of the actor's own organisation, or 404. */
  async ownFile(ctx: Ctx, versionId: string): Promise<ServableFile> {
    mustSee(ctx.actor, evidencePolicy.read, await ctx.tx.findOneBy(EvidenceVersion, { id: versionId }));
    return this.servable(ctx, versionId);
  }

  private async withVersions(ctx: Ctx, items: readonly EvidenceItem[]): Promise<ItemWithVersions[]> {
    if (items.length === 0) return [];
    const versions = await ctx.tx.find(EvidenceVersion, {
      where: { itemId: In(items.map(({ id }) => id)) },
      order: { number: 'DESC' },
    });
    return items.map((item) => ({ item, versions: versions.filter(({ itemId }) => itemId === item.id) }));
  }
}
