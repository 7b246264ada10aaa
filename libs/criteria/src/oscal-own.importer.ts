import { itemsOf, membersOf } from './document-members.rules.js';
import type { DocumentImport } from './ciso-assistant.importer.js';
import { oscalNamespace, string, type OscalMembers } from './oscal-names.rules.js';
import { contentDefaults, requirementDefaults as defaults, type OperatorText, type PackageContent } from './package-content.rules.js';

/** Whether a catalog was written by Guichet: everything of the package then stands in its own properties and parts. */
export function isOwnCatalog(catalog: OscalMembers): boolean {
  return valueOf(membersOf(catalog.metadata), 'code') !== null;
}

/** Reads back a catalog written by Guichet, to the letter; what it gives is still to be checked, since anyone may have changed it. */
export function readOwnCatalog(catalog: OscalMembers): DocumentImport {
  const metadata = membersOf(catalog.metadata);
  const groups = itemsOf(catalog.groups).map(membersOf);
  const reader = new OwnReader();
  for (const group of groups) {
    const section = valueOf(group, 'key') ?? '';
    for (const control of itemsOf(group.controls)) reader.control(membersOf(control), section);
  }
  const resources = itemsOf(membersOf(catalog['back-matter']).resources).map(membersOf);
  const named = (member: string) => resources.filter((one) => valueOf(one, 'member') === member);
  const questions = new Map(named('profile-question').map((one) => [valueOf(one, 'key'), resourceText(one)]));
  const content = {
    ...contentDefaults,
    format: 1,
    code: valueOf(metadata, 'code') ?? '',
    version: string(metadata.version),
    domain: valueOf(metadata, 'domain') ?? '',
    title: named('title').map(resourceText).at(0) ?? { fr: string(metadata.title) },
    summary: named('summary').map(resourceText).at(0) ?? null,
    sections: groups.map((group) => ({ key: valueOf(group, 'key') ?? '', title: exactTitle(group) ?? { fr: string(group.title) } })),
    profiles: named('profile-label').map((one) => {
      const key = valueOf(one, 'key') ?? '';
      return { key, label: resourceText(one), question: questions.get(key) ?? resourceText(one) };
    }),
    requirements: inOrder(reader.requirements),
    scenarios: inOrder(reader.scenarios),
    evidence: inOrder(reader.evidence),
    ...Object.fromEntries([...attached(named('scores'), 'scores'), ...attached(named('scoring'), 'scoring')]),
  };
  const read = reader.requirements.length;
  // every member is there; the values are those of the file, which the schema is about to prove
  return { content: content as unknown as PackageContent, rows: { read, kept: read, rejected: 0 }, findings: [] };
}

interface Placed {
  readonly order: string | null;
  readonly value: object;
}

class OwnReader {
  readonly requirements: Placed[] = [];
  readonly scenarios: Placed[] = [];
  readonly evidence: Placed[] = [];

  control(control: OscalMembers, section: string): void {
    const key = valueOf(control, 'key') ?? '';
    const parts = itemsOf(control.parts).map(membersOf);
    const own = (name: string) => parts.filter((part) => isOwn(part, name));
    const isUntitled = valueOf(control, 'untitled') !== null;
    this.requirements.push({
      order: valueOf(control, 'order'),
      value: {
        key,
        number: valueOf(control, 'number') ?? key,
        section,
        block: valueOf(control, 'block'),
        feature: valueOf(control, 'feature'),
        domain: valueOf(control, 'domain'),
        obligation: valueOf(control, 'obligation'),
        criticality: valueOf(control, 'criticality'),
        naPolicy: valueOf(control, 'na-policy') ?? defaults.naPolicy,
        profile: valueOf(control, 'profile'),
        life: valueOf(control, 'life') ?? defaults.life,
        effectiveFrom: valueOf(control, 'effective-from'),
        effectiveUntil: valueOf(control, 'effective-until'),
        weight: numberOf(control, 'weight') ?? defaults.weight,
        tier: numberOf(control, 'tier'),
        title: isUntitled ? null : (exactTitle(control) ?? { fr: string(control.title) }),
        statement: spoken(parts, 'statement') ?? { fr: '' },
        why: spoken(parts, 'guidance'),
        verificationPoints: [],
        externalReferences: own('reference').map((part) => ({
          document: string(part.title),
          id: valueOf(part, 'id'),
          url: valueOf(part, 'url'),
        })),
        derivedFrom: own('origin').map((part) => ({
          package: valueOf(part, 'package'),
          version: valueOf(part, 'version'),
          key: valueOf(part, 'key'),
          relation: valueOf(part, 'relation'),
        })),
        translations: Object.fromEntries(own('translation').map(translationOf)),
      },
    });
    for (const part of own('scenario')) this.scenario(part, key);
    for (const part of own('evidence')) this.item(part, null, [key]);
  }

  private scenario(part: OscalMembers, requirement: string): void {
    const [key, requirements] = [valueOf(part, 'key') ?? '', [requirement, ...valuesOf(part, 'requirement')]];
    const parts = itemsOf(part.parts).map(membersOf);
    this.scenarios.push({
      order: valueOf(part, 'order'),
      value: {
        key,
        number: valueOf(part, 'number'),
        title: exactTitle(part),
        statement: textOf(part),
        requirements,
        steps: parts
          .filter((one) => isOwn(one, 'step'))
          .map((step) => ({ text: textOf(step), requirements: valuesOf(step, 'requirement') })),
      },
    });
    for (const item of parts) if (isOwn(item, 'evidence')) this.item(item, key, requirements);
  }

  private item(part: OscalMembers, scenario: string | null, served: readonly string[]): void {
    const named = valuesOf(part, 'requirement');
    this.evidence.push({
      order: valueOf(part, 'order'),
      value: {
        key: valueOf(part, 'key') ?? '',
        number: valueOf(part, 'number'),
        scenario,
        requirements: named.length > 0 ? named : [...served],
        kinds: valuesOf(part, 'kind'),
        referenceKind: valueOf(part, 'reference-kind'),
        label: textOf(part),
      },
    });
  }
}

function translationOf(part: OscalMembers): [string, object] {
  const texts = itemsOf(part.parts).map(membersOf);
  return [string(part.class), Object.fromEntries(texts.map((one) => [string(one.name), string(one.prose)]))];
}

function inOrder(placed: readonly Placed[]): object[] {
  const sorted = placed.some(({ order }) => order !== null)
    ? [...placed].sort((one, other) => Number(one.order ?? 0) - Number(other.order ?? 0))
    : placed;
  return sorted.map(({ value }) => value);
}

function isOwn(part: OscalMembers, name: string): boolean {
  return part.name === name && part.ns === oscalNamespace;
}

/** The text of a part, English in a part of its own inside. */
function textOf(part: OscalMembers): OperatorText {
  const fr = string(part.prose);
  for (const one of itemsOf(part.parts)) {
    const inner = membersOf(one);
    if (isOwn(inner, 'english')) return { fr, en: string(inner.prose) };
  }
  return { fr };
}

/** The texts of the parts of a name that OSCAL knows, the English one classed `en`. */
function spoken(parts: readonly OscalMembers[], name: string): OperatorText | null {
  const named = parts.filter((part) => part.name === name && part.ns === undefined);
  const french = named.find((part) => part.class !== 'en');
  if (french === undefined) return null;
  const english = named.find((part) => part.class === 'en');
  return { fr: string(french.prose), ...(english !== undefined && { en: string(english.prose) }) };
}

function exactTitle(holder: OscalMembers): OperatorText | null {
  const part = itemsOf(holder.parts)
    .map(membersOf)
    .find((one) => isOwn(one, 'title'));
  return part === undefined ? null : textOf(part);
}

function resourceText(resource: OscalMembers): OperatorText {
  return { fr: string(resource.description), ...(typeof resource.remarks === 'string' && { en: resource.remarks }) };
}

/** A member written whole in a resource, as JSON in base 64. */
function attached(resources: readonly OscalMembers[], member: string): [string, unknown][] {
  return resources.slice(0, 1).flatMap((resource): [string, unknown][] => {
    try {
      return [[member, JSON.parse(Buffer.from(string(membersOf(resource.base64).value), 'base64').toString('utf8'))]];
    } catch {
      return [[member, null]]; // not JSON: validation says that the member is wrong
    }
  });
}

/** The value of a property of ours. */
function valueOf(holder: OscalMembers, name: string): string | null {
  for (const one of itemsOf(holder.props)) {
    const property = membersOf(one);
    if (property.name === name && property.ns === oscalNamespace) return string(property.value);
  }
  return null;
}

function valuesOf(holder: OscalMembers, name: string): string[] {
  const found: string[] = [];
  for (const one of itemsOf(holder.props)) {
    const property = membersOf(one);
    if (property.name === name && property.ns === oscalNamespace) found.push(string(property.value));
  }
  return found;
}

function numberOf(holder: OscalMembers, name: string): number | null {
  const value = valueOf(holder, name);
  return value === null ? null : Number(value);
}
