import { Ajv2020 } from 'ajv/dist/2020.js';
import { isAsvsMapping, isOpenSsfMapping, readAsvsMapping, readOpenSsfMapping } from './community-mapping.importer.js';
import { isCisoMapping, readCisoMapping } from './ciso-mapping.importer.js';
import { membersOf } from './document-members.rules.js';
import { finding, type Finding } from './finding.messages.js';
import { bindMapping, type BoundPackages } from './mapping-binding.rules.js';
import { completeMapping, type MappingContent, type MappingDocument } from './mapping-content.rules.js';
import { MappingAccount, type ReadMapping } from './mapping-draft.rules.js';
import { mappingSchema } from './mapping-schema.rules.js';
import { isOscalMapping, readOscalMapping } from './oscal-mapping.importer.js';
import { readDocument } from './package-document.importer.js';
import { formFindings } from './package-validation.rules.js';
import type { RowCount } from './rem.importer.js';

/** Formats a mapping may be imported from. */
export const mappingFormats = ['oscal-mapping', 'ciso-mapping', 'asvs-mapping', 'openssf-mapping', 'mapping'] as const;
/** One value of `mappingFormats`. */
export type MappingFormat = (typeof mappingFormats)[number];

/** The whole account of a file of equivalences. `rows` counts links and mentions "without counterpart": read = kept + rejected. */
export interface MappingImport {
  readonly format: MappingFormat | null;
  readonly mappings: readonly MappingContent[];
  readonly rows: RowCount;
  readonly findings: readonly Finding[];
}

const readers = [
  { format: 'oscal-mapping', recognises: isOscalMapping, read: readOscalMapping },
  { format: 'ciso-mapping', recognises: isCisoMapping, read: readCisoMapping },
  { format: 'asvs-mapping', recognises: isAsvsMapping, read: readAsvsMapping },
  { format: 'openssf-mapping', recognises: isOpenSsfMapping, read: readOpenSsfMapping },
  { format: 'mapping', recognises: isMapping, read: readOwn },
] as const;

/**
 * Reads equivalences in any of their formats, recognised from the document, within the bounds of every document of the room. With a
 * package, its end is checked: a link to a requirement that it lacks is rejected, with its row. Nothing is fetched.
 */
export function importMapping(bytes: Uint8Array, packages: BoundPackages = { source: null, target: null }): MappingImport {
  const { value, findings, lineOf } = readDocument(bytes);
  if (value === undefined) return refused(null, findings);
  const reader = readers.find(({ recognises }) => recognises(value));
  if (reader === undefined) return refused(null, [finding('file.unknown_format')]);
  const account = new MappingAccount(lineOf);
  const read = reader.read(value, account);
  if (read.length === 0 && account.findings.every(({ level }) => level !== 'error')) account.remark('mapping.no_links', '');
  const mappings = read.map((mapping) => bound(mapping, facing(mapping, read[0], packages), account));
  const kept = mappings.filter(({ links }) => links.length > 0);
  const rows = { read: account.read, kept: account.kept, rejected: account.read - account.kept };
  return { format: reader.format, mappings: kept, rows, findings: account.findings };
}

function bound({ content, paths }: ReadMapping, packages: BoundPackages, account: MappingAccount): MappingContent {
  const { content: checked, findings, lost } = bindMapping(content, packages, (link) => account.placeOf(paths[link]));
  account.findings.push(...findings);
  account.kept -= lost;
  return checked;
}

/** A file often holds a mapping and its reverse: the packages given are those of the first, exchanged for the second. */
function facing({ content }: ReadMapping, first: ReadMapping, { source, target }: BoundPackages): BoundPackages {
  const isReverse = content.source.package === first.content.target.package && content.source.package !== first.content.source.package;
  return isReverse ? { source: target, target: source } : { source, target };
}

const validator = new Ajv2020({ allErrors: true, strictTypes: false }).compile(mappingSchema);

function isMapping(document: unknown): boolean {
  const { format, links } = membersOf(document);
  return format !== undefined && links !== undefined;
}

function readOwn(document: unknown, account: MappingAccount): ReadMapping[] {
  if (!validator(document)) {
    for (const found of formFindings(validator.errors ?? [])) account.findings.push({ ...found, ...account.placeOf(found.path) });
    return [];
  }
  // The schema has just proved the shape.
  const content = completeMapping(document as unknown as MappingDocument);
  const rows = content.links.length + content.withoutTarget.length + content.withoutSource.length;
  account.read += rows;
  account.kept += rows;
  return [{ content, paths: content.links.map((_, place) => `/links/${place}`) }];
}

function refused(format: MappingFormat | null, findings: readonly Finding[]): MappingImport {
  return { format, mappings: [], rows: { read: 0, kept: 0, rejected: 0 }, findings };
}
