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

/** A file of equivalences that was read, not yet checked against packages. */
export interface MappingFile {
  readonly format: MappingFormat | null;
  readonly read: readonly ReadMapping[];
  readonly account: MappingAccount;
}

/** Reads equivalences in any of their formats, recognised from the document, within the bounds of every document of the room. Nothing is fetched. */
export function readMappingFile(bytes: Uint8Array): MappingFile {
  const { value, findings, lineOf } = readDocument(bytes);
  const account = new MappingAccount(lineOf);
  account.findings.push(...findings);
  const reader = value === undefined ? undefined : readers.find(({ recognises }) => recognises(value));
  if (reader === undefined) {
    if (value !== undefined) account.findings.push(finding('file.unknown_format'));
    return { format: null, read: [], account };
  }
  const read = reader.read(value, account);
  if (read.length === 0 && account.findings.every(({ level }) => level !== 'error')) account.remark('mapping.no_links', '');
  return { format: reader.format, read, account };
}

/** Checks what was read against the packages at both ends: a link to a requirement they lack is rejected, with its row. To be done once. */
export function checkMappings(
  { format, read, account }: MappingFile,
  packagesOf: (content: MappingContent) => BoundPackages,
): MappingImport {
  const mappings = read.map((mapping) => bound(mapping, packagesOf(mapping.content), account));
  const rows = { read: account.read, kept: account.kept, rejected: account.read - account.kept };
  return { format, mappings: mappings.filter(({ links }) => links.length > 0), rows, findings: account.findings };
}

/** Reads a file of equivalences and checks it against the packages given for its first mapping. */
export function importMapping(bytes: Uint8Array, packages: BoundPackages = { source: null, target: null }): MappingImport {
  const file = readMappingFile(bytes);
  return checkMappings(file, (content) => facing(content, file.read[0].content, packages));
}

function bound({ content, paths }: ReadMapping, packages: BoundPackages, account: MappingAccount): MappingContent {
  const { content: checked, findings, lost } = bindMapping(content, packages, (link) => account.placeOf(paths[link]));
  account.findings.push(...findings);
  account.kept -= lost;
  return checked;
}

/** A file often holds a mapping and its reverse: the packages given are those of the first, exchanged for the second. */
export function facing(content: MappingContent, first: MappingContent, { source, target }: BoundPackages): BoundPackages {
  const isReverse = content.source.package === first.target.package && content.source.package !== first.source.package;
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
