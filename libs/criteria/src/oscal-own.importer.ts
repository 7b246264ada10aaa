import { itemsOf, membersOf } from './document-members.rules.js';
import { oscalNamespace, plainMembers, string, type OscalMembers } from './oscal-names.rules.js';
import type { OperatorText } from './package-content.rules.js';

/** Whether a catalog was written by Guichet: everything of the package then stands in its own properties and parts. */
export function isOwnCatalog(catalog: OscalMembers): boolean {
  return propertiesOf(membersOf(catalog.metadata)).has('code');
}

/** Reads back a catalog written by Guichet, to the letter; what it gives is still to be validated as any document. */
export function readOwnCatalog(catalog: OscalMembers): { document: object; read: number } {
  const metadata = membersOf(catalog.metadata);
  const groups = itemsOf(catalog.groups).map(membersOf);
  const reader = new OwnReader();
  for (const group of groups) {
    const section = first(propertiesOf(group), 'key');
    for (const control of itemsOf(group.controls).map(membersOf)) reader.control(control, section);
  }
  const about = propertiesOf(metadata);
  const resources = itemsOf(membersOf(catalog['back-matter']).resources).map(membersOf);
  const named = (member: string) => resources.filter((one) => first(propertiesOf(one), 'member') === member);
  const [title, summary] = [named('title').map(resourceText).at(0), named('summary').map(resourceText).at(0)];
  const questions = new Map(named('profile-question').map((one) => [first(propertiesOf(one), 'key'), resourceText(one)]));
  return {
    read: reader.requirements.length,
    document: {
      format: 1,
      code: first(about, 'code'),
      version: string(metadata.version),
      domain: first(about, 'domain'),
      title: title ?? { fr: string(metadata.title) },
      ...(summary !== undefined && { summary }),
      sections: groups.map((group) => ({
        key: first(propertiesOf(group), 'key'),
        title: exactTitle(group) ?? { fr: string(group.title) },
      })),
      profiles: named('profile-label').map((one) => {
        const key = first(propertiesOf(one), 'key');
        return { key, label: resourceText(one), question: questions.get(key) ?? resourceText(one) };
      }),
      requirements: inOrder(reader.requirements),
      scenarios: inOrder(reader.scenarios),
      evidence: inOrder(reader.evidence),
      ...Object.fromEntries([...attached(named('scores'), 'scores'), ...attached(named('scoring'), 'scoring')]),
    },
  };
}

interface Placed {
  readonly order: string | undefined;
  readonly value: object;
}

class OwnReader {
  readonly requirements: Placed[] = [];
  readonly scenarios: Placed[] = [];
  readonly evidence: Placed[] = [];

  control(control: OscalMembers, section: string): void {
    const about = propertiesOf(control);
    const key = first(about, 'key');
    const parts = itemsOf(control.parts).map(membersOf);
    const spoken = (name: string) => parts.filter((part) => part.name === name && part.ns === undefined);
    const own = (name: string) => parts.filter((part) => isOwn(part, name));
    const why = bothParts(spoken('guidance'));
    const isUntitled = about.has('untitled');
    const translations = own('translation').map((part) => [
      string(part.class),
      Object.fromEntries(itemsOf(part.parts).map((one) => [string(membersOf(one).name), string(membersOf(one).prose)])),
    ]);
    this.requirements.push({
      order: about.get('order')?.[0],
      value: {
        key,
        number: first(about, 'number'),
        section,
        ...Object.fromEntries(plainMembers.flatMap(({ member, property, ...kind }) => plain(about, member, { property, ...kind }))),
        ...(!isUntitled && { title: exactTitle(control) ?? { fr: string(control.title) } }),
        statement: bothParts(spoken('statement')) ?? { fr: '' },
        ...(why !== undefined && { why }),
        externalReferences: own('reference').map(referenceOf),
        derivedFrom: own('origin').map((part) => only(propertiesOf(part), ['package', 'version', 'key', 'relation'])),
        translations: Object.fromEntries(translations),
      },
    });
    for (const part of own('scenario')) this.scenario(part, key);
    for (const part of own('evidence')) this.item(part, null, [key]);
  }

  private scenario(part: OscalMembers, requirement: string): void {
    const about = propertiesOf(part);
    const [key, requirements] = [first(about, 'key'), [requirement, ...(about.get('requirement') ?? [])]];
    const parts = itemsOf(part.parts).map(membersOf);
    const title = exactTitle(part);
    this.scenarios.push({
      order: about.get('order')?.[0],
      value: {
        key,
        ...only(about, ['number']),
        ...(title !== undefined && { title }),
        statement: textOf(part),
        requirements,
        steps: parts
          .filter((one) => isOwn(one, 'step'))
          .map((step) => ({ text: textOf(step), requirements: propertiesOf(step).get('requirement') ?? [] })),
      },
    });
    for (const item of parts.filter((one) => isOwn(one, 'evidence'))) this.item(item, key, requirements);
  }

  private item(part: OscalMembers, scenario: string | null, served: readonly string[]): void {
    const about = propertiesOf(part);
    this.evidence.push({
      order: about.get('order')?.[0],
      value: {
        key: first(about, 'key'),
        ...only(about, ['number']),
        scenario,
        requirements: about.get('requirement') ?? served,
        kinds: about.get('kind') ?? [],
        ...(about.has('reference-kind') && { referenceKind: first(about, 'reference-kind') }),
        label: textOf(part),
      },
    });
  }
}

function plain(
  about: ReadonlyMap<string, string[]>,
  member: string,
  { property, isNumber }: { property: string; isNumber?: true },
): [string, unknown][] {
  const value = about.get(property)?.[0];
  return value === undefined ? [] : [[member, isNumber ? Number(value) : value]];
}

function referenceOf(part: OscalMembers): object {
  return { document: string(part.title), ...only(propertiesOf(part), ['id', 'url']) };
}

function inOrder(placed: readonly Placed[]): object[] {
  const sorted = placed.some(({ order }) => order !== undefined)
    ? [...placed].sort((one, other) => Number(one.order ?? 0) - Number(other.order ?? 0))
    : placed;
  return sorted.map(({ value }) => value);
}

function isOwn(part: OscalMembers, name: string): boolean {
  return part.name === name && part.ns === oscalNamespace;
}

/** The text of a part, English in a part of its own inside. */
function textOf(part: OscalMembers): OperatorText {
  const english = itemsOf(part.parts)
    .map(membersOf)
    .find((one) => isOwn(one, 'english'));
  return { fr: string(part.prose), ...(english !== undefined && { en: string(english.prose) }) };
}

/** The texts of two parts of one name, the English one classed `en`. */
function bothParts(parts: readonly OscalMembers[]): OperatorText | undefined {
  const french = parts.find((part) => part.class !== 'en');
  const english = parts.find((part) => part.class === 'en');
  return french === undefined ? undefined : { fr: string(french.prose), ...(english !== undefined && { en: string(english.prose) }) };
}

function exactTitle(holder: OscalMembers): OperatorText | undefined {
  return itemsOf(holder.parts)
    .map(membersOf)
    .filter((part) => isOwn(part, 'title'))
    .map(textOf)
    .at(0);
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

function propertiesOf(holder: OscalMembers): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const one of itemsOf(holder.props).map(membersOf)) {
    if (one.ns !== oscalNamespace) continue;
    const values = found.get(string(one.name));
    if (values === undefined) found.set(string(one.name), [string(one.value)]);
    else values.push(string(one.value));
  }
  return found;
}

function first(properties: ReadonlyMap<string, string[]>, name: string): string {
  return properties.get(name)?.[0] ?? '';
}

function only(properties: ReadonlyMap<string, string[]>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(
      (name) =>
        properties
          .get(name)
          ?.slice(0, 1)
          .map((value) => [name, value]) ?? [],
    ),
  );
}
