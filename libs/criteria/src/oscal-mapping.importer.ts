import { itemsOf, membersOf, textOf } from './document-members.rules.js';
import { codeFrom, textFrom, versionFrom } from './imported.rules.js';
import type { MappedEnd, MappedPackage } from './mapping-content.rules.js';
import { mappedPackage, MappingDraft, type MappingAccount, type ReadMapping } from './mapping-draft.rules.js';
import { oscalNamespace } from './oscal-names.rules.js';

type Members = Record<string, unknown>;

/** Statuses of a mapping whose author does not hold it for finished or current. */
const unfinished = ['not-complete', 'draft', 'deprecated', 'superseded'];
/** Members of a link that only explain it: counted, not taken. */
const leftOut = ['links', 'ns'] as const;

/** Whether a parsed document is an OSCAL mapping collection. */
export function isOscalMapping(document: unknown): boolean {
  return Object.keys(membersOf(membersOf(document)['mapping-collection'])).length > 0;
}

/** Reads an OSCAL mapping collection, from 1.0.4 to 1.2.1: one mapping for each pair of resources. */
export function readOscalMapping(document: unknown, account: MappingAccount): ReadMapping[] {
  const collection = membersOf(membersOf(document)['mapping-collection']);
  const mappings = listOf(collection.mappings);
  const reader = new CollectionReader(collection, account);
  return mappings.flatMap((mapping, place) =>
    reader.mapping(mapping, {
      path: `/mapping-collection/mappings${Array.isArray(collection.mappings) ? `/${place}` : ''}`,
      rank: mappings.length > 1 ? `-${place + 1}` : '',
    }),
  );
}

class CollectionReader {
  private readonly provenance: Members;
  private readonly metadata: Members;
  private readonly isOurs: boolean;

  constructor(
    collection: Members,
    private readonly account: MappingAccount,
  ) {
    this.provenance = membersOf(collection.provenance);
    this.metadata = membersOf(collection.metadata);
    this.isOurs = property(this.metadata, 'code') !== '';
  }

  mapping(mapping: Members, { path, rank }: { path: string; rank: string }): ReadMapping[] {
    const draft = new MappingDraft(this.account);
    // our own collections leave it out of the links that have none
    const kind = this.isOurs ? '' : textOf(mapping['matching-rationale']) || textOf(this.provenance['matching-rationale']);
    const status = textOf(mapping.status) || textOf(this.provenance.status);
    if (unfinished.includes(status)) this.account.remark('mapping.not_final', path, { status });
    const maps = itemsOf(mapping.maps).map(membersOf);
    for (const [place, map] of maps.entries()) this.link(draft, map, { path: `${path}/maps/${place}`, kind });
    for (const member of leftOut) {
      const count = maps.filter((map) => map[member] !== undefined).length;
      if (count > 0) this.account.remark('mapping.left_out', `${path}/maps`, { member, count });
    }
    for (const key of gaps(mapping['source-gap-summary'])) draft.alone('withoutTarget', key);
    for (const key of gaps(mapping['target-gap-summary'])) draft.alone('withoutSource', key);
    const title = textOf(this.metadata.title) || 'OSCAL';
    const hasSummary = property(this.metadata, 'without-summary') === '';
    const summary = hasSummary ? textOf(mapping['mapping-description']) || textOf(this.provenance['mapping-description']) : '';
    const locale = this.isOurs ? 'fr' : 'en';
    return draft.mapping({
      code: property(this.metadata, 'code') || codeFrom(`${title}${rank}`),
      version: versionFrom(textOf(this.metadata.version) || '1'),
      title: { ...textFrom(title.slice(0, 300), locale), ...english(property(this.metadata, 'title-en')) },
      summary: summary === '' ? null : { ...textFrom(summary.slice(0, 4000), locale), ...english(property(this.metadata, 'summary-en')) },
      source: resource(membersOf(mapping['source-resource'])),
      target: resource(membersOf(mapping['target-resource'])),
    });
  }

  private link(draft: MappingDraft, map: Members, { path, kind }: { path: string; kind: string }): void {
    const score = membersOf(map['confidence-score']);
    const covered = membersOf(map.coverage)['target-coverage'] ?? property(map, 'control2control_map_percentage');
    draft.add({
      path,
      sources: endsOf(map.sources),
      targets: endsOf(map.targets),
      relation: textOf(map.relationship).toLowerCase(),
      rationaleKind: (textOf(map['matching-rationale']) || kind).toLowerCase(),
      rationale: textOf(map.remarks),
      rationaleEn: property(map, 'rationale-en'),
      sureness: this.account.share(score.percentage, `${path}/confidence-score/percentage`, 1),
      coverage: this.account.share(covered, `${path}/coverage`, typeof covered === 'string' ? 100 : 1),
      conditions: listOf(map.qualifiers).map((one) => (this.isOurs ? textOf(one.description) : qualifier(one))),
    });
  }
}

/** A statement `ra-5_smt.a` is a part of the control `ra-5`; one named otherwise stands for itself. */
function endsOf(value: unknown): MappedEnd[] {
  return itemsOf(value)
    .map(membersOf)
    .map((item) => {
      const id = textOf(item['id-ref']);
      const named = property(item, 'key');
      const control = textOf(item.type) === 'statement' ? /^(.+?)_smt(?:\.|$)/.exec(id)?.[1] : undefined;
      if (named !== '') return { key: named, part: textOf(item.type) === 'statement' ? id : null };
      return control === undefined ? { key: id, part: null } : { key: control, part: id };
    });
}

function resource(reference: Members): MappedPackage {
  const version = versionOf(reference);
  const code = property(reference, 'code');
  const href = textOf(reference.href);
  return code === ''
    ? mappedPackage(href, version)
    : { package: codeFrom(code), version, address: href.startsWith('urn:guichet:') ? null : href };
}

function versionOf(reference: Members): string | null {
  const version = property(reference, 'version');
  return version === '' ? null : versionFrom(version);
}

function gaps(summary: unknown): string[] {
  return itemsOf(membersOf(summary)['unmapped-controls'])
    .map(membersOf)
    .flatMap((one) => [...itemsOf(one['with-ids']).map(textOf), ...itemsOf(one.matching).map((match) => textOf(membersOf(match).pattern))]);
}

function property(holder: Members, name: string): string {
  const found = itemsOf(holder.props)
    .map(membersOf)
    .filter((one) => textOf(one.name) === name);
  return textOf((found.find(({ ns }) => ns === oscalNamespace) ?? found.at(0))?.value);
}

function qualifier({ subject, predicate, category, description }: Members): string {
  const words = [subject, predicate, category, description].map(textOf);
  return words.filter((word) => word !== '').join(' · ');
}

/** One thing or a list of them: OSCAL allows both in places. */
function listOf(value: unknown): Members[] {
  return Array.isArray(value) ? value.map(membersOf) : value === undefined ? [] : [membersOf(value)];
}

function english(text: string): { en?: string } {
  return text === '' ? {} : { en: text };
}
