import { record } from '#audit';
import { authorize, mustSee, newId, sha256, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { contentHash } from './content-hash.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { readPackage } from './package-document.importer.js';
import { CriteriaPackage, ImportReport, PackageVersion } from './package.entity.js';
import { packageEvents } from './package.events.js';
import { finding } from './finding.messages.js';
import type { PackageFile } from './package-folder.adapter.js';
import { importPackage, type ImportHints, type ImportResult } from './package.importer.js';
import { openStatuses, packageLifecycle, type PackageAction, type PackageStatus } from './package.lifecycle.js';
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
   * Publishes the packages of a folder that are not there yet; running it again changes nothing. Refuses, naming every file:
   * invalid ones, two files for one version, and (409) a file changed although its version is frozen.
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

  /** Moves a version along its life. Publishing a version still open freezes it first; the one published before is succeeded. */
  async act(ctx: Ctx, id: string, action: PackageAction): Promise<void> {
    const version = await this.lock(ctx, id);
    authorize(ctx.actor, packagePolicy[action], version);
    if (action === 'publish' && isOpen(version.status)) await this.freeze(ctx, version);
    const status = packageLifecycle.next(version.status, action);
    switch (action) {
      case 'freeze':
        return this.freeze(ctx, version);
      case 'publish':
        await this.succeed(ctx, version);
        return this.move(ctx, version, { action, values: { status, publishedAt: ctx.now, effectiveFrom: ctx.now } });
      case 'consult':
      case 'redraft':
      case 'amend':
      case 'close':
        return this.move(ctx, version, { action, values: { status } });
    }
  }

  /** Fixes the content: its hash, then its projection for joins; from here on the database refuses any change. */
  private async freeze(ctx: Ctx, version: PackageVersion): Promise<void> {
    const status = packageLifecycle.next(version.status, 'freeze');
    await saveProjection(ctx, version.id, version.content);
    const hash = contentHash(version.content);
    await this.move(ctx, version, { action: 'freeze', values: { status, contentHash: hash, frozenAt: ctx.now } });
  }

  private async succeed(ctx: Ctx, newer: PackageVersion): Promise<void> {
    const olders = await ctx.tx.findBy(PackageVersion, { packageId: newer.packageId, status: 'published' });
    for (const older of olders) {
      await this.move(ctx, older, { action: 'amend', values: { status: packageLifecycle.next(older.status, 'amend') } });
    }
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
    const packageId = await this.packageOf(ctx, content);
    const open = await ctx.tx.findOneBy(PackageVersion, { packageId, label: content.version });
    if (open !== null) {
      if (!isOpen(open.status)) {
        if (open.contentHash === contentHash(content)) return open.id;
        throw refusePackage.conflict('package.version-frozen', { code: content.code, version: content.version });
      }
      // jsonb columns are typed as plain objects by the mapper, which cannot express a document.
      await ctx.tx.update(PackageVersion, { id: open.id }, { content: content as object, format: content.format });
      return open.id;
    }
    const id = newId();
    await ctx.tx.insert(PackageVersion, {
      id,
      packageId,
      label: content.version,
      status: 'draft',
      content: content as object, // as above
      contentHash: null,
      format: content.format,
      effectiveFrom: null,
      frozenAt: null,
      publishedAt: null,
      createdAt: ctx.now,
    });
    return id;
  }

  private async packageOf(ctx: Ctx, { code, domain, title }: PackageContent): Promise<string> {
    await ctx.tx.query(
      `INSERT INTO package (id, code, domain, title, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (code) DO UPDATE SET domain = EXCLUDED.domain, title = EXCLUDED.title`,
      [newId(), code, domain, JSON.stringify(title), ctx.now],
    );
    const { id } = await ctx.tx.findOneByOrFail(CriteriaPackage, { code });
    return id;
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

function isOpen(status: PackageStatus): boolean {
  return openStatuses.some((open) => open === status);
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
  return parsed;
}
