import { itemsOf, membersOf, textOf } from './document-members.rules.js';
import { codeFrom, textFrom, versionFrom } from './imported.rules.js';
import type { MappedEnd } from './mapping-content.rules.js';
import { mappedPackage, MappingDraft, type MappingAccount, type ReadMapping } from './mapping-draft.rules.js';

/** Whether a parsed document is a CISO Assistant library that holds mapping sets. */
export function isCisoMapping(document: unknown): boolean {
  return setsOf(document).length > 0;
}

/** Reads the mapping sets of a CISO Assistant library. A requirement is named by the last word of its URN. */
export function readCisoMapping(document: unknown, account: MappingAccount): ReadMapping[] {
  const library = membersOf(document);
  return setsOf(document).flatMap(({ path, set }) => {
    const draft = new MappingDraft(account);
    const [source, target] = [textOf(set.source_framework_urn), textOf(set.target_framework_urn)];
    for (const [place, value] of itemsOf(set.requirement_mappings).entries()) {
      addLink(draft, account, { at: `${path}/requirement_mappings/${place}`, link: membersOf(value), source, target });
    }
    const name = textOf(set.name) || textOf(library.name) || 'CISO Assistant';
    const summary = textOf(set.description) || textOf(library.description);
    return draft.mapping({
      code: pairCode(source, target),
      version: versionFrom(textOf(library.version) || '1'),
      title: textFrom(name.slice(0, 300), textOf(library.locale)),
      summary: summary === '' ? null : textFrom(summary.slice(0, 4000), textOf(library.locale)),
      source: mappedPackage(source),
      target: mappedPackage(target),
    });
  });
}

function addLink(
  draft: MappingDraft,
  account: MappingAccount,
  { at, link, source, target }: { at: string; link: Record<string, unknown>; source: string; target: string },
): void {
  const ends = [
    { urn: textOf(link.source_requirement_urn), framework: source },
    { urn: textOf(link.target_requirement_urn), framework: target },
  ];
  const foreign = ends.find(({ urn, framework }) => urn !== '' && frameworkOf(urn) !== framework.split(':').at(-1));
  if (foreign !== undefined) {
    account.read += 1;
    return account.remark('mapping.foreign_end', at, { key: foreign.urn.slice(0, 200), package: foreign.framework.slice(0, 200) });
  }
  const [sources, targets] = ends.map(({ urn }): MappedEnd[] => [{ key: urn.split(':').at(-1) ?? '', part: null }]);
  draft.add({
    path: at,
    sources,
    targets,
    relation: textOf(link.relationship).toLowerCase(),
    rationaleKind: textOf(link.rationale).toLowerCase(),
    rationale: textOf(link.annotation),
    sureness: account.share(link.strength_of_relationship, `${at}/strength_of_relationship`, 100),
  });
}

/** A file often holds the reverse under the same name: the code is made of both ends. */
function pairCode(source: string, target: string): string {
  const [from, to] = [source, target].map((urn) => codeFrom(urn.split(':').at(-1) ?? '').slice(0, 17));
  return codeFrom(`${from} to ${to}`);
}

/** The framework of `urn:…:req_node:iso27001-2022:a.5.1`. */
function frameworkOf(urn: string): string | undefined {
  return urn.split(':').at(-2);
}

function setsOf(document: unknown): { path: string; set: Record<string, unknown> }[] {
  const objects = membersOf(membersOf(document).objects);
  const several = itemsOf(objects.requirement_mapping_sets).map((set, place) => ({
    path: `/objects/requirement_mapping_sets/${place}`,
    set: membersOf(set),
  }));
  const one = { path: '/objects/requirement_mapping_set', set: membersOf(objects.requirement_mapping_set) };
  return [...several, one].filter(({ set }) => Array.isArray(set.requirement_mappings));
}
