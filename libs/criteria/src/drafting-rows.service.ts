import { record } from '#audit';
import { newId, type Ctx } from '#platform';
import { isDeepStrictEqual } from 'node:util';
import { keptRevisions } from './drafting.entity.js';
import { changesBetween, countChanges, type DraftAction, type DraftChanges } from './drafting.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { CriteriaPackage, PackageVersion } from './package.entity.js';
import { packageEvents } from './package.events.js';

/** What a save was made by: the change, and the key it concerns. */
export interface DraftSave {
  readonly action: DraftAction;
  readonly subject: string | null;
}

/** The package of a content, made when it is not there yet; what it is called is told by its publication. */
export async function packageOf(ctx: Ctx, { code, domain, title }: PackageContent): Promise<string> {
  await ctx.tx.query(
    `INSERT INTO package (id, code, domain, title, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code) DO NOTHING`,
    [newId(), code, domain, JSON.stringify(title), ctx.now],
  );
  const { id } = await ctx.tx.findOneByOrFail(CriteriaPackage, { code });
  return id;
}

/** Writes a new draft with its first revision. @returns its id. */
export async function createVersion(
  ctx: Ctx,
  draft: DraftSave & { readonly packageId: string; readonly content: PackageContent; readonly basedOn: string | null },
): Promise<string> {
  const { packageId, content, basedOn } = draft;
  const id = newId();
  await ctx.tx.insert(PackageVersion, {
    id,
    packageId,
    label: content.version,
    status: 'draft',
    // jsonb columns are typed as plain objects by the mapper, which cannot express a document.
    content: content as object,
    contentHash: null,
    format: content.format,
    version: 1,
    basedOn,
    effectiveFrom: null,
    frozenAt: null,
    publishedAt: null,
    createdAt: ctx.now,
  });
  await keepRevision(ctx, { id, version: 1, content }, { ...draft, changes: { facts: true } });
  return id;
}

/** Writes the next revision of an open draft, locked by the caller, and records the save; the same content changes nothing. @returns its version. */
export async function writeDraft(ctx: Ctx, draft: PackageVersion, content: PackageContent, save: DraftSave): Promise<number> {
  if (isDeepStrictEqual(content, draft.content)) return draft.version;
  const version = draft.version + 1;
  const changes = changesBetween(draft.content, content);
  const values = { content: content as object, format: content.format, label: content.version, version }; // jsonb, as above
  await ctx.tx.update(PackageVersion, { id: draft.id }, values);
  await keepRevision(ctx, { id: draft.id, version, content }, { ...save, changes });
  await record(ctx, packageEvents, 'package.save', {
    subject: { type: 'package_version', id: draft.id },
    organisationId: null,
    data: { version, action: save.action, changes: countChanges(changes), requirements: content.requirements.length },
  });
  return version;
}

async function keepRevision(
  ctx: Ctx,
  { id, version, content }: { readonly id: string; readonly version: number; readonly content: PackageContent },
  { action, subject, changes }: DraftSave & { readonly changes: DraftChanges },
): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO package_revision (package_version_id, slot, version, content, action, subject, changes, saved_by, saved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (package_version_id, slot) DO UPDATE SET version = EXCLUDED.version, content = EXCLUDED.content, action = EXCLUDED.action,
       subject = EXCLUDED.subject, changes = EXCLUDED.changes, saved_by = EXCLUDED.saved_by, saved_at = EXCLUDED.saved_at`,
    [id, version % keptRevisions, version, JSON.stringify(content), action, subject, JSON.stringify(changes), ctx.actor.accountId, ctx.now],
  );
}
