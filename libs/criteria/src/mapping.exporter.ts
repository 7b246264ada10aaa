import { spreadsheetCsv, say, sha256, type Locale } from '#platform';
import { stringify } from 'yaml';
import {
  linkTransfer,
  mappingForm,
  mappingHash,
  type MappedEnd,
  type MappedPackage,
  type MappingContent,
  type MappingLink,
} from './mapping-content.rules.js';
import { rationaleKindLabels, relationLabels, transferLabels } from './mapping.messages.js';
import type { MappingStatus } from './mapping.lifecycle.js';
import { oneLine, own, uuidFrom } from './oscal-catalog.exporter.js';
import { bilingual } from './package-content.rules.js';

/** What a mapping is exported with: when, in which language, and where it stands in its life. */
export interface MappingExport {
  readonly at: Date;
  readonly locale: Locale;
  readonly status: MappingStatus;
}

interface Format {
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (content: MappingContent, told: MappingExport) => string;
}

/** Every format a mapping is written in. Our own and OSCAL are read back to the same document; the CSV is for reading. */
export const mappingExports = {
  yaml: {
    extension: 'yaml',
    mediaType: 'application/yaml',
    write: (content) => stringify(mappingForm(content), { lineWidth: 140, aliasDuplicateObjects: false }),
  },
  json: { extension: 'json', mediaType: 'application/json', write: (content) => jsonOf(mappingForm(content)) },
  csv: { extension: 'csv', mediaType: 'text/csv', write: (content, { locale }) => csvOf(content, locale) },
  oscal: { extension: 'json', mediaType: 'application/json', write: (content, told) => jsonOf(oscalMapping(content, told)) },
} as const satisfies Record<string, Format>;
/** Name of a format of export. */
export type MappingExportFormat = keyof typeof mappingExports;

/** A mapping written in one format: the file, its name and its media type. */
export function exportMapping(content: MappingContent, format: MappingExportFormat, told: MappingExport) {
  const { extension, mediaType, write } = mappingExports[format];
  const fileName = `${content.code}-${content.version}${format === 'oscal' ? '-oscal' : ''}.${extension}`;
  return { bytes: Buffer.from(write(content, told)), fileName, mediaType };
}

/** The links as CSV with `;` and a byte order mark, for a spreadsheet; no cell can be taken for a formula. */
function csvOf(content: MappingContent, locale: Locale): string {
  const heads = {
    fr: ['Source', 'Relation', 'Cible', 'Transmet', 'Fondement', 'Motif', 'Certitude (‰)', 'Couverture (‰)', 'Conditions'],
    en: ['Source', 'Relation', 'Target', 'Transfers', 'Rationale kind', 'Rationale', 'Sureness (‰)', 'Coverage (‰)', 'Conditions'],
  }[locale];
  const lines = content.links.map((link) => [
    namesOf(link.sources),
    say(relationLabels[link.relation], locale),
    namesOf(link.targets),
    say(transferLabels[linkTransfer(link)], locale),
    link.rationaleKind === null ? '' : say(rationaleKindLabels[link.rationaleKind], locale),
    link.rationale === null ? '' : bilingual(link.rationale)[locale],
    link.sureness ?? '',
    link.coverage ?? '',
    link.conditions.join('\n'),
  ]);
  return spreadsheetCsv([heads, ...lines]);
}

function namesOf(ends: readonly MappedEnd[]): string {
  return ends.map(({ key, part }) => part ?? key).join(' + ');
}

const oscalStatus = { draft: 'draft', published: 'complete', withdrawn: 'deprecated' } as const satisfies Record<MappingStatus, string>;

/** An OSCAL 1.2.1 mapping collection of one mapping, valid against the published schema; the same mapping gives the same bytes. */
export function oscalMapping(content: MappingContent, { at, status }: MappingExport): object {
  const hash = mappingHash(content);
  const id = (name: string) => uuidFrom(`sha256:${sha256(`${hash} ${name}`)}`);
  const gaps = { source: gapSummary(id('source-gap'), content.withoutTarget), target: gapSummary(id('target-gap'), content.withoutSource) };
  const { title, summary } = content;
  return {
    'mapping-collection': {
      uuid: id('collection'),
      metadata: {
        title: oneLine(title.fr),
        'last-modified': at.toISOString(),
        version: content.version,
        'oscal-version': '1.2.1',
        props: [
          own('code', content.code),
          own('hash', hash),
          ...(title.en === undefined ? [] : [own('title-en', title.en)]),
          ...(summary?.en === undefined ? [] : [own('summary-en', summary.en)]),
          ...(summary === null ? [own('without-summary', 'yes')] : []),
        ],
      },
      provenance: {
        method: 'human',
        'matching-rationale': 'semantic',
        status: oscalStatus[status],
        'mapping-description': (summary ?? title).fr,
      },
      mappings: [
        {
          uuid: id('mapping'),
          'source-resource': resource(content.source),
          'target-resource': resource(content.target),
          maps: content.links.map((link, place) => mapOf(link, id(`map ${place}`))),
          ...(gaps.source && { 'source-gap-summary': gaps.source }),
          ...(gaps.target && { 'target-gap-summary': gaps.target }),
        },
      ],
    },
  };
}

function resource({ package: code, version, address }: MappedPackage): object {
  const href = address !== null && URL.canParse(address, 'https://example.org') ? address : `urn:guichet:package:${code}`;
  return { type: 'catalog', href, props: [own('code', code), ...(version === null ? [] : [own('version', version)])] };
}

const relationWords = {
  equal: 'equivalent-to',
  superset: 'superset-of',
  subset: 'subset-of',
  intersects: 'intersects-with',
  none: 'no-relationship',
} as const satisfies Record<MappingLink['relation'], string>;

function mapOf(link: MappingLink, uuid: string): object {
  const isSameText = link.relation === 'equal' && link.rationaleKind === 'syntactic';
  return {
    uuid,
    ...(link.rationaleKind !== null && { 'matching-rationale': link.rationaleKind }),
    relationship: isSameText ? 'equal-to' : relationWords[link.relation],
    sources: link.sources.map(itemOf),
    targets: link.targets.map(itemOf),
    ...(link.conditions.length > 0 && { qualifiers: link.conditions.map(qualifierOf) }),
    ...(link.sureness !== null && { 'confidence-score': { percentage: link.sureness / 1000 } }),
    ...(link.coverage !== null && { coverage: { 'target-coverage': link.coverage / 1000 } }),
    ...(link.rationale?.en !== undefined && { props: [own('rationale-en', link.rationale.en)] }),
    ...(link.rationale !== null && { remarks: link.rationale.fr }),
  };
}

function itemOf({ key, part }: MappedEnd): object {
  return part === null ? { type: 'control', 'id-ref': key } : { type: 'statement', 'id-ref': part, props: [own('key', key)] };
}

function qualifierOf(description: string): object {
  return { subject: 'both', predicate: 'has-requirement', category: 'addressable', description };
}

/** Keys that are no OSCAL token are told as patterns, which may hold any character. */
function gapSummary(uuid: string, keys: readonly string[]): object | null {
  if (keys.length === 0) return null;
  const isToken = (key: string) => /^[\p{L}_][\p{L}\p{N}.\-_]*$/u.test(key);
  const [ids, patterns] = [keys.filter(isToken), keys.filter((key) => !isToken(key))];
  const selections = [
    ...(ids.length > 0 ? [{ 'with-ids': ids }] : []),
    ...(patterns.length > 0 ? [{ matching: patterns.map((pattern) => ({ pattern })) }] : []),
  ];
  return { uuid, 'unmapped-controls': selections };
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
