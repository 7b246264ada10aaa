import { record } from '#audit';
import { mustSee, refuse, sha256, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { PublishedFile } from './published-file.entity.js';
import { PackageVersion } from './package.entity.js';
import { packageEvents } from './package.events.js';
import { exportPublic, publicFormats, type ExportedPackage, type PublicFormat } from './package.exporter.js';
import { packagePolicy } from './package.policy.js';

/** A file without its bytes. */
export type PublishedFileLine = Omit<PublishedFile, 'bytes'>;
const line = {
  packageVersionId: true,
  format: true,
  fileName: true,
  mediaType: true,
  size: true,
  sha256: true,
  losses: true,
  madeAt: true,
} as const satisfies Record<keyof PublishedFileLine, true>;

/** Files just written, by format. */
export type WrittenFiles = ReadonlyMap<PublicFormat, ExportedPackage>;

/** Keeps a published version in every public format. */
@Injectable()
export class PublishedFilesService {
  /** The version whose files are still to write; null when they are there, or when it is not published. */
  async due(ctx: Ctx, versionId: string): Promise<PackageVersion | null> {
    const version = await ctx.tx.findOneBy(PackageVersion, { id: versionId });
    if (version?.publishedAt == null) return null;
    const count = await ctx.tx.countBy(PublishedFile, { packageVersionId: versionId });
    return count < publicFormats.length ? version : null;
  }

  /** Writes a version in each public format, dated by its publication: the same files on any machine. No transaction is needed. */
  async write({ content, publishedAt }: Pick<PackageVersion, 'content' | 'publishedAt'>): Promise<WrittenFiles> {
    if (publishedAt === null) throw new TypeError('only a published version has files');
    const files = new Map<PublicFormat, ExportedPackage>();
    for (const format of publicFormats) files.set(format, await exportPublic(content, format, publishedAt));
    return files;
  }

  /** Keeps the files of a version; those already there stay. */
  async keep(ctx: Ctx, versionId: string, files: WrittenFiles): Promise<void> {
    const rows = [...files].map(([format, { bytes, fileName, mediaType, losses }]) => ({
      packageVersionId: versionId,
      format,
      fileName,
      mediaType,
      bytes,
      size: bytes.byteLength,
      sha256: sha256(bytes),
      losses,
      madeAt: ctx.now,
    }));
    await ctx.tx.createQueryBuilder().insert().into(PublishedFile).values(rows).orIgnore().updateEntity(false).execute();
    await record(ctx, packageEvents, 'package.write-files', {
      subject: { type: 'package_version', id: versionId },
      organisationId: null,
      data: { files: rows.map(({ format, sha256: hash }) => `${format} ${hash}`) },
    });
  }

  /** The files of a version, without their bytes, in the order of the formats. */
  async list(ctx: Ctx, versionId: string): Promise<PublishedFileLine[]> {
    const files = await ctx.tx.find(PublishedFile, { where: { packageVersionId: versionId }, select: line });
    return files.sort((one, other) => publicFormats.indexOf(one.format) - publicFormats.indexOf(other.format));
  }

  /** One file with its bytes, or 404. */
  async one(ctx: Ctx, version: PackageVersion, format: string): Promise<PublishedFile> {
    mustSee(ctx.actor, packagePolicy.see, version);
    const known = publicFormats.find((one) => one === format);
    const file = known && (await ctx.tx.findOneBy(PublishedFile, { packageVersionId: version.id, format: known }));
    if (!file) throw refuse.notFound('not-found');
    return file;
  }
}
