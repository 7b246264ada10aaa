import { sha256 } from '#platform';
import { contentHash } from './content-hash.rules.js';
import { oscalNamespace, plainMembers } from './oscal-names.rules.js';
import {
  contentDefaults,
  requirementDefaults,
  type ExpectedEvidence,
  type OperatorText,
  type PackageContent,
  type Requirement,
  type Scenario,
} from './package-content.rules.js';

/** Version of OSCAL that is written. */
const oscalVersion = '1.2.1';

interface Property {
  name: string;
  value: string;
  ns?: string;
}

/**
 * An OSCAL catalog of a package, valid against the published schema; the same content at the same instant gives the same bytes.
 * Chapters are groups, requirements are controls; what OSCAL has no place for stands in properties and parts of our name space.
 * Verification points are for reviewers and are never written.
 */
export function oscalCatalog(content: PackageContent, at: Date): object {
  const hash = contentHash(content);
  const writer = new CatalogWriter(content);
  const resources = resourcesOf(content, hash);
  return {
    catalog: {
      uuid: uuidFrom(hash),
      metadata: {
        title: oneLine(content.title.fr),
        'last-modified': at.toISOString(),
        version: content.version,
        'oscal-version': oscalVersion,
        props: [own('code', content.code), own('domain', content.domain), own('hash', hash)],
      },
      groups: content.sections.map((section) => {
        const controls = writer.requirementsOf(section.key).map((one) => writer.control(one));
        return {
          id: token('g', section.key),
          title: oneLine(section.title.fr),
          props: [own('key', section.key), { name: 'label', value: oneLine(section.key) }],
          ...some('parts', exactTitle(section.title)),
          ...some('controls', controls),
        };
      }),
      ...(resources.length > 0 && { 'back-matter': { resources } }),
    },
  };
}

class CatalogWriter {
  private readonly bySection: Map<string, Requirement[]>;
  private readonly scenariosOf: Map<string, Scenario[]>;
  private readonly evidenceOf: Map<string, ExpectedEvidence[]>;
  private readonly aloneOf: Map<string, ExpectedEvidence[]>;
  /** Printed rank of each item, where the order of the catalog does not tell it. */
  private readonly rank: Record<'requirements' | 'scenarios' | 'evidence', ReadonlyMap<string, number> | null>;

  constructor(content: PackageContent) {
    this.bySection = grouped(content.requirements, ({ section }) => section);
    this.scenariosOf = grouped(content.scenarios, ({ requirements }) => requirements[0]);
    this.evidenceOf = grouped(content.evidence, ({ scenario }) => scenario);
    this.aloneOf = grouped(content.evidence, ({ scenario, requirements }) => (scenario === null ? requirements[0] : null));
    const requirements = content.sections.flatMap(({ key }) => this.requirementsOf(key));
    const scenarios = requirements.flatMap(({ key }) => this.scenariosOf.get(key) ?? []);
    const evidence = requirements.flatMap(({ key }) => [
      ...(this.scenariosOf.get(key) ?? []).flatMap((scenario) => this.evidenceOf.get(scenario.key) ?? []),
      ...(this.aloneOf.get(key) ?? []),
    ]);
    this.rank = {
      requirements: ranks(content.requirements, requirements),
      scenarios: ranks(content.scenarios, scenarios),
      evidence: ranks(content.evidence, evidence),
    };
  }

  requirementsOf(section: string): readonly Requirement[] {
    return this.bySection.get(section) ?? [];
  }

  control(one: Requirement): object {
    const links = one.externalReferences.flatMap(({ document, url }) =>
      url === null ? [] : [{ href: url, rel: 'reference', text: oneLine(document) }],
    );
    return {
      id: token('c', one.key),
      title: oneLine(one.title?.fr ?? one.number),
      props: this.propertiesOf(one),
      ...some('links', links),
      parts: [
        ...both('statement', one.statement, token('s', one.key)),
        ...(one.why === null ? [] : both('guidance', one.why, token('w', one.key))),
        ...(one.title === null ? [] : exactTitle(one.title)),
        ...one.externalReferences.map(({ document, id, url }) => ({
          name: 'reference',
          ns: oscalNamespace,
          title: document,
          ...some('props', [...given('id', id), ...given('url', url)]),
        })),
        ...one.derivedFrom.map((origin) => ({
          name: 'origin',
          ns: oscalNamespace,
          props: [
            ...given('package', origin.package),
            ...given('version', origin.version),
            own('key', origin.key),
            own('relation', origin.relation),
          ],
        })),
        ...Object.entries(one.translations).map(([tag, texts]) => ({
          name: 'translation',
          ns: oscalNamespace,
          class: tag,
          parts: Object.entries(texts).map(([name, prose]) => ({ name, ns: oscalNamespace, prose })),
        })),
        ...(this.scenariosOf.get(one.key) ?? []).map((scenario) => this.scenario(scenario)),
        ...(this.aloneOf.get(one.key) ?? []).map((item) => this.item(item, [one.key])),
      ],
    };
  }

  private propertiesOf(one: Requirement): Property[] {
    return [
      { name: 'label', value: oneLine(one.number) },
      own('key', one.key),
      own('number', one.number),
      ...plainMembers.flatMap(({ member, property }) => {
        const [value, fallback] = [
          one[member],
          member in requirementDefaults ? Object.entries(requirementDefaults).find(([name]) => name === member)?.[1] : undefined,
        ];
        return value === null || value === fallback ? [] : [own(property, String(value))];
      }),
      ...(one.title === null ? [own('untitled', 'yes')] : []),
      ...this.placed('requirements', one.key),
    ];
  }

  private scenario(scenario: Scenario): object {
    return said('scenario', scenario.statement, {
      id: token('v', scenario.key),
      ...(scenario.title !== null && { title: oneLine(scenario.title.fr) }),
      props: [
        own('key', scenario.key),
        ...given('number', scenario.number),
        ...scenario.requirements.slice(1).map((key) => own('requirement', key)),
        ...this.placed('scenarios', scenario.key),
      ],
      parts: [
        ...(scenario.title === null ? [] : [said('title', scenario.title)]),
        ...scenario.steps.map(({ text, requirements }) =>
          said(
            'step',
            text,
            some(
              'props',
              requirements.map((key) => own('requirement', key)),
            ),
          ),
        ),
        ...(this.evidenceOf.get(scenario.key) ?? []).map((item) => this.item(item, scenario.requirements)),
      ],
    });
  }

  private item(item: ExpectedEvidence, served: readonly string[]): object {
    const isPlain = item.requirements.length === served.length && item.requirements.every((key, index) => key === served[index]);
    return said('evidence', item.label, {
      props: [
        own('key', item.key),
        ...given('number', item.number),
        ...item.kinds.map((kind) => own('kind', kind)),
        ...given('reference-kind', item.referenceKind),
        ...(isPlain ? [] : item.requirements.map((key) => own('requirement', key))),
        ...this.placed('evidence', item.key),
      ],
    });
  }

  private placed(list: 'requirements' | 'scenarios' | 'evidence', key: string): Property[] {
    const rank = this.rank[list]?.get(key);
    return rank === undefined ? [] : [own('order', String(rank))];
  }
}

/** What belongs to the package as a whole and is no chapter: texts, profiles and scores. */
function resourcesOf(content: PackageContent, hash: string): object[] {
  const { title, summary } = content;
  const isPlain = title.en === undefined && oneLine(title.fr) === title.fr;
  const told = [
    ...(isPlain ? [] : [{ props: [own('member', 'title')], ...texts(title) }]),
    ...(summary === null ? [] : [{ props: [own('member', 'summary')], ...texts(summary) }]),
    ...content.profiles.flatMap(({ key, label, question }) => [
      { title: oneLine(label.fr), props: [own('member', 'profile-label'), own('key', key)], ...texts(label) },
      { title: oneLine(label.fr), props: [own('member', 'profile-question'), own('key', key)], ...texts(question) },
    ]),
    ...(['scoring', 'scores'] as const)
      .filter((member) => JSON.stringify(content[member]) !== JSON.stringify(contentDefaults[member]))
      .map((member) => ({
        title: member,
        props: [own('member', member)],
        base64: {
          filename: `${member}.json`,
          'media-type': 'application/json',
          value: Buffer.from(JSON.stringify(content[member])).toString('base64'),
        },
      })),
  ];
  return told.map((resource, index) => ({ uuid: uuidFrom(`sha256:${sha256(`${hash} ${index}`)}`), ...resource }));
}

function texts({ fr, en }: OperatorText): object {
  return { description: fr, ...(en !== undefined && { remarks: en }) };
}

/** A part of ours: its text, English inside. */
function said(
  name: string,
  { fr, en }: OperatorText,
  { parts = [], ...more }: { parts?: readonly object[] } & Record<string, unknown> = {},
): object {
  const inner = [...(en === undefined ? [] : [{ name: 'english', ns: oscalNamespace, prose: en }]), ...parts];
  return { name, ns: oscalNamespace, ...more, prose: fr, ...some('parts', inner) };
}

/** A part that OSCAL knows, then its English. */
function both(name: string, { fr, en }: OperatorText, id: string): object[] {
  return [{ id, name, prose: fr }, ...(en === undefined ? [] : [{ name, class: 'en', prose: en }])];
}

/** The title as it is written, when the line of the holder does not say all of it. */
function exactTitle(title: OperatorText): object[] {
  return title.en === undefined && oneLine(title.fr) === title.fr ? [] : [said('title', title)];
}

function some(name: string, list: readonly object[]): Record<string, readonly object[]> {
  return list.length > 0 ? { [name]: list } : {};
}

function given(name: string, value: string | null): Property[] {
  return value === null ? [] : [own(name, value)];
}

/** A property in the name space of Guichet. */
export function own(name: string, value: string): Property {
  return { name, ns: oscalNamespace, value: oneLine(value) };
}

function grouped<T>(list: readonly T[], keyOf: (item: T) => string | null | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    if (key === null || key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function ranks(printed: readonly { key: string }[], written: readonly { key: string }[]): ReadonlyMap<string, number> | null {
  if (printed.every(({ key }, index) => key === written.at(index)?.key)) return null;
  return new Map(printed.map(({ key }, index) => [key, index]));
}

/** Markup lines and values hold no line break, and no space at their ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** An identifier of OSCAL (NCName) that is unique for a key: its readable part, then a little of its hash when characters were lost. */
function token(prefix: string, key: string): string {
  const plain = key.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return plain === key ? `${prefix}-${key}` : `${prefix}-${plain}-${sha256(key).slice(0, 8)}`;
}

/** A name-based UUID (version 5 in form) made from the content hash. */
export function uuidFrom(hash: string): string {
  const hex = hash.replace('sha256:', '');
  const variant = '89ab'[Number.parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
