import { record } from '#audit';
import { authorize, mustSee, newId, sha256, type Ctx, type FieldError } from '#platform';
import { Injectable } from '@nestjs/common';
import { heedConsultations } from './consultation-gate.queries.js';
import { contentHash } from './content-hash.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { readPackage } from './package-document.importer.js';
import { CriteriaPackage, ImportReport, PackageVersion } from './package.entity.js';
import { draftFindings } from './drafting-findings.rules.js';
import { knownOrigins } from './drafting.queries.js';
import { createVersion, packageOf, writeDraft } from './drafting-rows.service.js';
import { blocksFreeze } from './drafting.rules.js';
import { effectiveInstant } from './effective-date.rules.js';
import { packageEvents } from './package.events.js';
import { finding } from './finding.messages.js';
import type { PackageFile } from './package-folder.adapter.js';
import { importPackage, type ImportHints, type ImportResult } from './package.importer.js';
import { isOpen, packageLifecycle, type PackageAction } from './package.lifecycle.js';
import { refusePackage } from './package.messages.js';
import { packagePolicy } from './package.policy.js';
import { saveProjection } from './projection.service.js';

/** What became of one file of the folder. */
export interface LoadedFile {
  readonly path: string;
  readonly code: string;
  readonly version: string;
  readonly outcome: 'published' | 'unchanged';
}

/** What an import left behind: always a report, and a draft when the file gave a package. */
export interface KeptImport {
  readonly reportId: string;
  readonly versionId: string | null;
}

interface ParsedFile {
  readonly path: string;
  readonly content: PackageContent;
}

/** Writes packages: loads the folder of the house, imports files as drafts, freezes, publishes. */
@Injectable()
export class PackagesService {
  /**
   * Publishes the packages of a folder that are not there yet, the versions of a package from the oldest to the newest, whatever
   * the order of their files; running it again changes nothing. Refuses, naming every file: invalid ones, two files for one version, and (409) a file changed although its version is frozen.
   */
  async loadFolder(ctx: Ctx, files: readonly PackageFile[]): Promise<LoadedFile[]> {
    authorize(ctx.actor, packagePolicy.import, { status: 'draft' });
    const parsed = parseFiles(files);
    // One load at a time: two processes that start together must not both publish.
    await ctx.tx.query(`SELECT pg_advisory_xact_lock(hashtext('criteria.load'))`);
    const existing: (PackageVersion | null)[] = [];
    for (const { content } of parsed) existing.push(await this.find(ctx, content.code, content.version));
    const changed = parsed.filter(({ content }, index) => {
      const version = existing[index];
      return version !== null && !isOpen(version.status) && version.contentHash !== contentHash(content);
    });
    if (changed.length > 0) throw refusePackage.conflict('package.file-changed', { files: names(changed) });
    const loaded: LoadedFile[] = [];
    for (const [index, { path, content }] of parsed.entries()) {
      const version = existing[index];
      const isThere = version !== null && !isOpen(version.status) && version.status !== 'frozen';
      if (!isThere) await this.act(ctx, await this.saveDraft(ctx, content), 'publish');
      loaded.push({ path, code: content.code, version: content.version, outcome: isThere ? 'unchanged' : 'published' });
    }
    return loaded;
  }

  /** Reads a file as a package and keeps what it gave; see `keepImport`. */
  async importFile(ctx: Ctx, bytes: Uint8Array, hints: ImportHints = {}): Promise<KeptImport> {
    authorize(ctx.actor, packagePolicy.import, { status: 'draft' });
    return this.keepImport(ctx, await importPackage(bytes, hints), sha256(bytes));
  }

  /** Keeps every package of a file already read, each with its report; see `keepImport`. */
  async keepImports(ctx: Ctx, imported: readonly ImportResult[], fileSha256: string): Promise<KeptImport[]> {
    const kept: KeptImport[] = [];
    for (const one of imported) kept.push(await this.keepImport(ctx, one, fileSha256));
    return kept;
  }

  /** Keeps an import already read: its report for ever, and its content as the draft of its version when that is still open. */
  async keepImport(ctx: Ctx, imported: ImportResult, fileSha256: string): Promise<KeptImport> {
    authorize(ctx.actor, packagePolicy.import, { status: 'draft' });
    const { content } = imported;
    const current = content === null ? null : await this.find(ctx, content.code, content.version);
    const isTaken = current !== null && !isOpen(current.status);
    const versionId = content === null || isTaken ? null : await this.saveDraft(ctx, content);
    // A refusal would lose the report: it is a remark of the report instead.
    const findings = isTaken ? [finding('version.frozen', {}, { version: current.label }), ...imported.findings] : imported.findings;
    const reportId = newId();
    await ctx.tx.insert(ImportReport, {
      id: reportId,
      packageVersionId: versionId,
      fileSha256,
      format: imported.format,
      rowsRead: imported.rows.read,
      rowsKept: imported.rows.kept,
      rowsRejected: imported.rows.rejected,
      findings,
      importedAt: ctx.now,
      importedBy: ctx.actor.accountId,
    });
    await record(ctx, packageEvents, 'package.import', {
      subject: { type: 'import_report', id: reportId },
      organisationId: null,
      data: { versionId, fileSha256, format: imported.format, ...imported.rows, findings: findings.length },
    });
    return { reportId, versionId };
  }

  /**
   * Moves a version along its life. Publishing a version still open freezes it first; on the day it takes effect, the one in force
   * is succeeded. `effectiveOn`, for a publication: a civil day of Paris, today or later; today unless told.
   * @throws DomainError 422 when errors remain (each at its path), or when the day is past.
   */
  async act(ctx: Ctx, id: string, action: PackageAction, { effectiveOn }: { readonly effectiveOn?: string } = {}): Promise<void> {
    const version = await this.lock(ctx, id);
    authorize(ctx.actor, packagePolicy[action], version);
    await heedConsultations(ctx, version, action);
    if (action === 'publish' && isOpen(version.status)) await this.freeze(ctx, version);
    const status = packageLifecycle.next(version.status, action);
    switch (action) {
      case 'freeze':
        return this.freeze(ctx, version);
      case 'publish': {
        const effectiveFrom = effectiveInstant(ctx.now, effectiveOn);
        await this.move(ctx, version, { action, values: { status, publishedAt: ctx.now, effectiveFrom } });
        const { domain, title } = version.content;
        await ctx.tx.update(CriteriaPackage, { id: version.packageId }, { domain, title });
        await this.succeed(ctx, version.packageId);
        return;
      }
      case 'consult':
        await this.refuseErrors(ctx, version.content);
        return this.move(ctx, version, { action, values: { status } });
      case 'redraft':
      case 'amend':
      case 'close':
        return this.move(ctx, version, { action, values: { status } });
    }
  }

  /** Succeeds every version whose newer one has taken effect; running it again changes nothing. @returns how many. */
  async takeEffect(ctx: Ctx): Promise<number> {
    authorize(ctx.actor, packagePolicy.amend, { status: 'published' });
    return this.succeed(ctx, null);
  }

  /** Fixes the content: its hash, then its projection for joins; from here on the database refuses any change. */
  private async freeze(ctx: Ctx, version: PackageVersion): Promise<void> {
    const status = packageLifecycle.next(version.status, 'freeze');
    await this.refuseErrors(ctx, version.content);
    await saveProjection(ctx, version.id, version.content);
    const hash = contentHash(version.content);
    await this.move(ctx, version, { action: 'freeze', values: { status, contentHash: hash, frozenAt: ctx.now } });
  }

  private async refuseErrors(ctx: Ctx, content: PackageContent): Promise<void> {
    const errors = draftFindings(content, await knownOrigins(ctx, content)).filter(blocksFreeze);
    if (errors.length === 0) return;
    const fields = errors.map(({ path, code, message }): FieldError => ({ field: path, code, text: message }));
    throw refusePackage.invalid('package.not-ready', { count: errors.length }, fields);
  }

  /** Succeeds the published versions, of one package or of all, that are not the latest in force. */
  private async succeed(ctx: Ctx, packageId: string | null): Promise<number> {
    const due = await ctx.tx.query<{ id: string }[]>(
      `SELECT older.id FROM package_version older
        WHERE older.status = 'published' AND ($1::uuid IS NULL OR older.package_id = $1)
          AND EXISTS (SELECT FROM package_version newer
                       WHERE newer.package_id = older.package_id AND newer.status = 'published' AND newer.effective_from <= $2
                         AND (newer.effective_from, newer.published_at, newer.id) > (older.effective_from, older.published_at, older.id))
        ORDER BY older.id`,
      [packageId, ctx.now],
    );
    for (const { id } of due) {
      const older = await this.lock(ctx, id);
      if (!packageLifecycle.allows(older.status, 'amend')) continue; // another run was first
      await this.move(ctx, older, { action: 'amend', values: { status: packageLifecycle.next(older.status, 'amend') } });
    }
    return due.length;
  }

  private async move(
    ctx: Ctx,
    version: PackageVersion,
    {
      action,
      values,
    }: {
      action: PackageAction;
      values: Partial<Pick<PackageVersion, 'status' | 'contentHash' | 'frozenAt' | 'publishedAt' | 'effectiveFrom'>>;
    },
  ): Promise<void> {
    await ctx.tx.update(PackageVersion, { id: version.id }, values);
    Object.assign(version, values);
    await record(ctx, packageEvents, `package.${action}`, {
      subject: { type: 'package_version', id: version.id },
      organisationId: null,
      data: { code: version.content.code, version: version.label, hash: version.contentHash },
    });
  }

  /** Creates the version of a content, or replaces the content of the open one. @returns its id. */
  private async saveDraft(ctx: Ctx, content: PackageContent): Promise<string> {
    const packageId = await packageOf(ctx, content);
    const label = content.version;
    const open = await ctx.tx.findOne(PackageVersion, { where: { packageId, label }, lock: { mode: 'pessimistic_write' } });
    const save = { action: 'import', subject: null } as const;
    if (open === null) return createVersion(ctx, { packageId, content, basedOn: null, ...save });
    if (isOpen(open.status)) await writeDraft(ctx, open, content, save);
    else if (open.contentHash !== contentHash(content)) {
      throw refusePackage.conflict('package.version-frozen', { code: content.code, version: content.version });
    }
    return open.id;
  }

  private async find(ctx: Ctx, code: string, label: string): Promise<PackageVersion | null> {
    const owner = await ctx.tx.findOneBy(CriteriaPackage, { code });
    return owner === null ? null : ctx.tx.findOneBy(PackageVersion, { packageId: owner.id, label });
  }

  private async lock(ctx: Ctx, id: string): Promise<PackageVersion> {
    const version = await ctx.tx.findOne(PackageVersion, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, packagePolicy.see, version);
  }
}

function names(files: readonly { readonly path: string }[]): string {
  return files.map(({ path }) => path).join(', ');
}

function parseFiles(files: readonly PackageFile[]): ParsedFile[] {
  const read = files.map(({ path, bytes }) => ({ path, content: readPackage(bytes).content }));
  const parsed = read.flatMap(({ path, content }) => (content === null ? [] : [{ path, content }]));
  const invalid = read.filter(({ content }) => content === null);
  if (invalid.length > 0) throw refusePackage.invalid('package.file-invalid', { files: names(invalid) });
  const versionOf = ({ content }: ParsedFile) => `${content.code} ${content.version}`;
  const repeated = parsed.filter((file) => parsed.filter((other) => versionOf(other) === versionOf(file)).length > 1);
  if (repeated.length > 0) throw refusePackage.invalid('package.file-repeated', { files: names(repeated) });
  return parsed.sort((a, b) => versions.compare(a.content.code, b.content.code) || versions.compare(a.content.version, b.content.version));
}

/** Versions in their order: 2026.2 comes before 2026.10. */
const versions = new Intl.Collator('en', { numeric: true });
