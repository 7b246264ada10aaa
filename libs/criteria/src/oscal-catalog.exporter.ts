import { sha256 } from '#platform';
import { contentHash } from './content-hash.rules.js';
import { oscalNamespace } from './oscal-catalog.importer.js';
import type { PackageContent, Requirement, Scenario } from './package-content.rules.js';

/** Version of OSCAL that is written. */
const oscalVersion = '1.2.1';

interface Property {
  name: string;
  value: string;
  ns?: string;
  class?: string;
}

/** An OSCAL catalog of a package, valid against the published schema; the same content at the same instant gives the same bytes. */
export function oscalCatalog(content: PackageContent, at: Date): object {
  const hash = contentHash(content);
  const groups = content.sections
    .map((section) => ({ section, requirements: content.requirements.filter((one) => one.section === section.key) }))
    .filter(({ requirements }) => requirements.length > 0)
    .map(({ section, requirements }) => ({
      id: token('g', section.key),
      title: oneLine(section.title.fr),
      props: [own('key', section.key), { name: 'label', value: oneLine(section.key) }],
      controls: requirements.map((one) => control(one, content)),
    }));
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
      groups,
    },
  };
}

function control(one: Requirement, content: PackageContent): object {
  const scenarios = content.scenarios.filter(({ requirements }) => requirements[0] === one.key);
  const links = one.externalReferences.map(({ document, url }) => ({ href: url ?? '#', rel: 'reference', text: oneLine(document) }));
  return {
    id: token('c', one.key),
    title: oneLine(one.title?.fr ?? one.number),
    props: propertiesOf(one),
    ...(links.length > 0 && { links }),
    parts: [
      { id: token('s', one.key), name: 'statement', prose: one.statement.fr },
      ...(one.statement.en === undefined ? [] : [{ id: token('e', one.key), name: 'statement', class: 'en', prose: one.statement.en }]),
      ...(one.why === null ? [] : [{ id: token('w', one.key), name: 'guidance', prose: one.why.fr }]),
      ...scenarios.map(scenarioPart),
    ],
  };
}

function propertiesOf(one: Requirement): Property[] {
  const optional: [string, string | null][] = [
    ['criticality', one.criticality],
    ['profile', one.profile],
    ['block', one.block],
    ['feature', one.feature],
    ['untitled', one.title === null ? 'yes' : null],
  ];
  return [
    { name: 'label', value: oneLine(one.number) },
    own('key', one.key),
    own('number', one.number),
    own('domain', one.domain),
    own('obligation', one.obligation),
    own('na-policy', one.naPolicy),
    own('weight', String(one.weight)),
    own('life', one.life),
    ...optional.flatMap(([name, value]) => (value === null ? [] : [own(name, value)])),
  ];
}

function scenarioPart(scenario: Scenario): object {
  return {
    id: token('v', scenario.key),
    name: 'scenario',
    ns: oscalNamespace,
    ...(scenario.number !== null && { title: oneLine(scenario.number) }),
    props: [own('key', scenario.key), ...scenario.requirements.slice(1).map((key) => own('requirement', key))],
    prose: scenario.statement.fr,
  };
}

function own(name: string, value: string): Property {
  return { name, ns: oscalNamespace, value: oneLine(value) };
}

/** Markup lines and values hold no line break, and no space at their ends. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** An identifier of OSCAL (NCName) that is unique for a key: its readable part, then a little of its hash when characters were lost. */
function token(prefix: string, key: string): string {
  const plain = key.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return plain === key ? `${prefix}-${key}` : `${prefix}-${plain}-${sha256(key).slice(0, 8)}`;
}

/** A name-based UUID (version 5 in form) made from the content hash. */
function uuidFrom(hash: string): string {
  const hex = hash.replace('sha256:', '');
  const variant = '89ab'[Number.parseInt(hex[16], 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
