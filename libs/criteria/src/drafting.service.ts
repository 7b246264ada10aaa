import { record } from '#audit';
import { authorize, canonical, mustSee, type Ctx, type FieldError } from '#platform';
import { Injectable } from '@nestjs/common';
import { keepConsultedLabel } from './consultation-gate.queries.js';
import { edited, subjectOf, touchedBy } from './drafting-edit.rules.js';
import { refuseDraft } from './drafting.messages.js';
import { baseOf } from './drafting.queries.js';
import { createVersion, packageOf, writeDraft, type DraftSave } from './drafting-rows.service.js';
import { blankContent, blocksSave, derivedContent, followed, type DraftEdit, type PackageFacts } from './drafting.rules.js';
import type { Finding } from './finding.messages.js';
import { complete, type PackageContent, type PackageDocument, type Section } from './package-content.rules.js';
import { packageFindings } from './package-validation.rules.js';
import { CriteriaPackage, PackageVersion } from './package.entity.js';
import { PackageRevision } from './drafting.entity.js';
import { isOpen, packageLifecycle, isPublic } from './package.lifecycle.js';
import { packageEvents } from './package.events.js';
import { packagePolicy } from './package.policy.js';

/** A package to begin: what is known of it, and its first section. */
export interface NewPackage extends Pick<PackageFacts, 'version' | 'domain' | 'title'> {
  readonly code: string;
  readonly section: Section;
}

/** A draft after a save. */
export interface SavedDraft {
  readonly id: string;
  /** The number to give with the next save. */
  readonly version: number;
  /** False when the content was the same already: no revision was made. */
  readonly isChanged: boolean;
}

/** Writes drafts: begins packages and versions, saves one change or a whole document, goes back to a revision. */
@Injectable()
export class DraftingService {
  /** Begins a package from nothing. Refuses (409) a code that exists: its next version is started from a published one. */
  async start(ctx: Ctx, { code, section, ...facts }: NewPackage): Promise<SavedDraft> {
    authorize(ctx.actor, packagePolicy.write, { status: 'draft' });
    const content = blankContent({ code, ...facts }, section);
    refuseForm(packageFindings(content));
    if ((await ctx.tx.findOneBy(CriteriaPackage, { code })) !== null) throw refuseDraft.conflict('draft.code-taken', { code });
    return this.create(ctx, content, { action: 'start', subject: null, basedOn: null });
  }

  /** Starts a new version from a published one: same keys, every requirement saying that it comes from there unchanged. */
  async derive(ctx: Ctx, from: string, label: string): Promise<SavedDraft> {
    const base = mustSee(ctx.actor, packagePolicy.readDraft, await ctx.tx.findOneBy(PackageVersion, { id: from }));
    authorize(ctx.actor, packagePolicy.write, { status: 'draft' });
    if (!isPublic(base.status)) throw refuseDraft.conflict('draft.base-unpublished');
    const content = derivedContent(base.content, label);
    refuseForm(packageFindings(content));
    return this.create(ctx, content, { action: 'derive', subject: base.label, basedOn: base.id });
  }

  /**
   * Saves one change. A change started from an older revision is joined to the present one when what it touches is the same in
   * both; else it is refused (409 `draft.stale`). Refuses (422) what the format does not allow: nothing is half saved.
   */
  async save(ctx: Ctx, id: string, { version, edit }: { readonly version: number; readonly edit: DraftEdit }): Promise<SavedDraft> {
    const draft = await this.lock(ctx, id);
    if (version !== draft.version) await this.refuseStale(ctx, draft, { version, edit });
    const content = edited(draft.content, edit);
    return this.keep(ctx, draft, content, { action: edit.kind, subject: subjectOf(edit) });
  }

  /** Saves a whole document over a draft. @throws DomainError 409 when the version is not the present one, 422 with every remark. */
  async replace(
    ctx: Ctx,
    id: string,
    { version, document }: { readonly version: number; readonly document: unknown },
  ): Promise<SavedDraft> {
    const draft = await this.lock(ctx, id);
    if (version !== draft.version) throw refuseDraft.conflict('draft.stale');
    refuseForm(packageFindings(document));
    // The schema has just proved the shape.
    const content = complete(document as PackageDocument);
    if (content.code !== draft.content.code) throw refuseDraft.invalid('draft.code-fixed', { code: draft.content.code });
    return this.keep(ctx, draft, content, { action: 'replace', subject: null });
  }

  /** Goes back to a revision: a new save, so that nothing is lost. */
  async restore(ctx: Ctx, id: string, { version, revision }: { readonly version: number; readonly revision: number }): Promise<SavedDraft> {
    const draft = await this.lock(ctx, id);
    if (version !== draft.version) throw refuseDraft.conflict('draft.stale');
    const kept = await ctx.tx.findOneBy(PackageRevision, { packageVersionId: id, version: revision });
    if (kept === null) throw refuseDraft.notFound('draft.revision-gone', { version: revision });
    return this.keep(ctx, draft, kept.content, { action: 'restore', subject: String(revision) });
  }

  private async create(ctx: Ctx, content: PackageContent, save: DraftSave & { readonly basedOn: string | null }): Promise<SavedDraft> {
    const packageId = await packageOf(ctx, content);
    await this.refuseTaken(ctx, packageId, content);
    const id = await createVersion(ctx, { packageId, content, ...save });
    await record(ctx, packageEvents, 'package.draft', {
      subject: { type: 'package_version', id },
      organisationId: null,
      data: { code: content.code, version: content.version, basedOn: save.basedOn, requirements: content.requirements.length },
    });
    return { id, version: 1, isChanged: true };
  }

  private async keep(ctx: Ctx, draft: PackageVersion, content: PackageContent, save: DraftSave): Promise<SavedDraft> {
    refuseForm(packageFindings(content));
    const base = await baseOf(ctx, draft);
    const next = base === null ? content : followed(base.content, draft.content, content);
    if (content.version !== draft.label) await keepConsultedLabel(ctx, draft.id);
    if (content.version !== draft.label) await this.refuseTaken(ctx, draft.packageId, content);
    const version = await writeDraft(ctx, draft, next, save);
    return { id: draft.id, version, isChanged: version !== draft.version };
  }

  private async refuseTaken(ctx: Ctx, packageId: string, { code, version }: PackageContent): Promise<void> {
    if (!(await ctx.tx.existsBy(PackageVersion, { packageId, label: version }))) return;
    throw refuseDraft.invalid('draft.version-taken', { code, version }, [
      { field: '/version', code: 'draft.version-taken', text: refuseDraft.invalid('draft.version-taken').text, params: { code, version } },
    ]);
  }

  private async lock(ctx: Ctx, id: string): Promise<PackageVersion> {
    const found = await ctx.tx.findOne(PackageVersion, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const draft = mustSee(ctx.actor, packagePolicy.readDraft, found);
    authorize(ctx.actor, packagePolicy.write, draft);
    if (isOpen(draft.status)) return draft;
    throw refuseDraft.conflict('draft.closed', { version: draft.label, status: packageLifecycle.show(draft.status).label });
  }

  private async refuseStale(ctx: Ctx, draft: PackageVersion, { version, edit }: { readonly version: number; readonly edit: DraftEdit }) {
    const base = await ctx.tx.findOneBy(PackageRevision, { packageVersionId: draft.id, version });
    if (base === null || canonical(touchedBy(base.content, edit)) !== canonical(touchedBy(draft.content, edit))) {
      throw refuseDraft.conflict('draft.stale');
    }
  }
}

/** Refuses (422) a document whose form does not hold, every error at once, each at its path. */
function refuseForm(findings: readonly Finding[]): void {
  const fields = findings.filter(blocksSave).map(({ path, column, code, message }): FieldError => ({
    field: code === 'schema.required' ? `${path}/${column}` : path,
    code,
    text: message,
  }));
  if (fields.length > 0) throw refuseDraft.invalid('draft.invalid', {}, fields);
}
