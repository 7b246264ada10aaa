import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import {
  contentHash,
  difference,
  differenceDocument,
  LineageQueries,
  openStatuses,
  type Difference,
  type DifferenceDocument,
  type PackageVersion,
} from '#criteria';
import { sha256, type Ctx } from '#platform';

/** As many differences as hold this many changes: some tens of megabytes, more pairs than a reader ever compares. */
const bounds = { maxSize: 40_000, sizeCalculation: ({ changes }: Pick<Difference, 'changes'>) => changes.length + 1 };

/**
 * Differences already computed, by the hashes of both contents and what editors rejected: two versions of 700 requirements
 * take some tenths of a second, once. A draft that changes gets another hash, hence another difference.
 */
@Injectable()
export class KeptDifferences {
  private readonly found = new LRUCache<string, Difference>(bounds);
  private readonly documents = new LRUCache<string, DifferenceDocument>(bounds);

  constructor(private readonly lineage: LineageQueries) {}

  /** The difference of two versions in the language of the reader. */
  async between(ctx: Ctx, from: PackageVersion, to: PackageVersion): Promise<DifferenceDocument> {
    const says = await this.lineage.says(ctx, from.id, to.id);
    const key = [hashOf(from), hashOf(to), sha256(Buffer.from(JSON.stringify(says)))].join(' ');
    const inLanguage = `${key} ${ctx.locale}`;
    const kept = this.documents.get(inLanguage);
    if (kept !== undefined) return kept;
    const found = this.found.get(key) ?? difference(from.content, to.content, says);
    const document = differenceDocument(found, from.content, to.content, ctx.locale);
    this.found.set(key, found);
    this.documents.set(inLanguage, document);
    return document;
  }
}

/** Whether nothing in a difference can change any more: both contents are frozen. */
export function isSettled(...versions: readonly PackageVersion[]): boolean {
  return versions.every(({ status }) => !openStatuses.some((open) => open === status));
}

function hashOf({ contentHash: hash, content }: PackageVersion): string {
  return hash ?? contentHash(content);
}
