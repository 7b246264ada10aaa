import { canonical } from '#platform';
import { stringify } from 'yaml';
import { cisoLibrary } from './ciso-assistant.exporter.js';
import { authorForm, exchangeForm } from './content-hash.rules.js';
import { writeConvergence } from './convergence.exporter.js';
import { oscalCatalog } from './oscal-catalog.exporter.js';
import type { PackageContent } from './package-content.rules.js';
import { importPackage } from './package.importer.js';
import { writeRemCsv, writeRemWorkbook } from './rem.exporter.js';

interface Format {
  readonly extension: string;
  readonly mediaType: string;
  /** Holds what reviewers alone may read: given to the agency only. */
  readonly isInternal: boolean;
  readonly write: (content: PackageContent, at: Date) => Promise<Buffer> | Buffer;
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Every format a package may be exported to. */
export const exportFormats = {
  yaml: {
    extension: 'yaml',
    mediaType: 'application/yaml',
    isInternal: true,
    write: (content) => yamlOf(authorForm(content)),
  },
  json: { extension: 'json', mediaType: 'application/json', isInternal: true, write: (content) => jsonOf(authorForm(content)) },
  rem: { extension: 'xlsx', mediaType: workbook, isInternal: false, write: writeRemWorkbook },
  csv: { extension: 'csv', mediaType: 'text/csv', isInternal: false, write: (content) => writeRemCsv(content, 'published') },
  'rem-csv': { extension: 'csv', mediaType: 'text/csv', isInternal: true, write: (content) => writeRemCsv(content, 'pre-publication') },
  convergence: { extension: 'xlsx', mediaType: workbook, isInternal: false, write: writeConvergence },
  oscal: { extension: 'json', mediaType: 'application/json', isInternal: false, write: (content, at) => jsonOf(oscalCatalog(content, at)) },
  ciso: { extension: 'yaml', mediaType: 'application/yaml', isInternal: false, write: (content) => Buffer.from(cisoLibrary(content)) },
} as const satisfies Record<string, Format>;
/** Name of a format of export. */
export type ExportFormat = keyof typeof exportFormats;

/** Formats in which a published version is given to everyone: without what reviewers alone may read. */
export const publicFormats = ['json', 'yaml', 'rem', 'csv', 'convergence', 'oscal', 'ciso'] as const satisfies readonly ExportFormat[];
/** One value of `publicFormats`. */
export type PublicFormat = (typeof publicFormats)[number];

/** What a format could not hold: a member of the package, and on how many of its items. */
export interface Loss {
  readonly member: string;
  readonly count: number;
}

/** A package written in one format, with everything that format could not hold. */
export interface ExportedPackage {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly mediaType: string;
  readonly losses: readonly Loss[];
}

/** Whether the name of a file tells its format, because another format has the same extension. */
const isNamed = (format: ExportFormat): boolean => format === 'oscal' || format === 'convergence' || format === 'ciso';

/** Writes a package; what is lost is found by reading the file again, so the list is never wrong. `at` dates the formats that ask for it. */
export async function exportPackage(content: PackageContent, format: ExportFormat, at: Date): Promise<ExportedPackage> {
  const { extension, mediaType, write } = exportFormats[format];
  const bytes = await write(content, at);
  const fileName = `${content.code}-${content.version}${isNamed(format) ? `-${format}` : ''}.${extension}`;
  const { content: again } = await importPackage(bytes, { fileName, code: content.code, version: content.version });
  return { bytes, fileName, mediaType, losses: lossesBetween(content, again) };
}

/**
 * Writes a package for everyone. In our own format it is the hashed form itself, where the list of verification points stands as its
 * hash: whoever has the file computes the hash of the version. Other formats are written without the points.
 */
export async function exportPublic(content: PackageContent, format: PublicFormat, at: Date): Promise<ExportedPackage> {
  const count = content.requirements.filter(({ verificationPoints }) => verificationPoints.length > 0).length;
  const kept = count > 0 ? [{ member: 'requirements.verificationPoints', count }] : [];
  if (format !== 'json' && format !== 'yaml') {
    const written = await exportPackage(withoutPoints(content), format, at);
    return { ...written, losses: [...kept, ...written.losses] };
  }
  const { mediaType, extension } = exportFormats[format];
  const form = exchangeForm(content);
  const bytes = format === 'json' ? jsonOf(form) : yamlOf(form);
  return { bytes, mediaType, fileName: `${content.code}-${content.version}.${extension}`, losses: kept };
}

/** A package as everyone may read it. */
export function withoutPoints(content: PackageContent): PackageContent {
  return { ...content, requirements: content.requirements.map((requirement) => ({ ...requirement, verificationPoints: [] })) };
}

/** Members of a package that another reading of it lacks or tells otherwise, with how many items are concerned. */
export function lossesBetween(content: PackageContent, again: PackageContent | null): Loss[] {
  const lists = ['sections', 'profiles', 'requirements', 'scenarios', 'evidence', 'scores'] as const;
  const counts = new Map<string, number>();
  const note = (member: string) => counts.set(member, (counts.get(member) ?? 0) + 1);
  for (const member of ['domain', 'title', 'summary', 'scoring'] as const) {
    if (again === null || canonical(content[member]) !== canonical(again[member])) note(member);
  }
  for (const list of lists) {
    const others = (again?.[list] ?? []).map(labelled);
    const byKey = new Map<string, object>(others.map((other) => [other.key, other]));
    // A format that prints numbers only gives an item back under its number.
    const byNumber = new Map<unknown, object>(others.map((other) => ['number' in other ? other.number : other.key, other]));
    for (const item of content[list].map(labelled)) {
      const other = byKey.get(item.key) ?? ('number' in item ? byNumber.get(item.number) : undefined);
      if (other === undefined) note(list);
      else for (const member of differing(item, other)) note(`${list}.${member}`);
    }
  }
  return [...counts].map(([member, count]) => ({ member, count }));
}

/** Without a number of its own, an item is printed under its key: that is no loss. */
function labelled<T extends { readonly key: string }>(item: T): T {
  return 'number' in item ? { ...item, number: item.number ?? item.key } : item;
}

function differing(item: object, other: object): string[] {
  const values = new Map(Object.entries(other));
  return Object.entries(item)
    .filter(([member, value]) => canonical(value) !== canonical(values.get(member) ?? null))
    .map(([member]) => member);
}

function jsonOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function yamlOf(value: unknown): Buffer {
  return Buffer.from(stringify(value, { lineWidth: 140, aliasDuplicateObjects: false }));
}
