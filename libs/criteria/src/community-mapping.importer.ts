import { itemsOf, membersOf, textOf } from './document-members.rules.js';
import type { MappedPackage } from './mapping-content.rules.js';
import { MappingDraft, type MappingAccount, type ReadMapping } from './mapping-draft.rules.js';

const asvsKey = /^v(\d[\w.]*)-([\w.]+)$/;
/** What a tag says of each requirement it names. Another verb, or a wording said modified, only says that the two meet. */
const asvsVerbs: Readonly<Record<string, string>> = {
  'MERGED TO': 'subset',
  'COVERED BY': 'subset',
  'MERGED FROM': 'superset',
  COVERS: 'superset',
};

/** Whether a parsed document is a mapping between two versions of the OWASP ASVS: `v4.0.3-1.1.5: {tag-v5.0.0: …}`. */
export function isAsvsMapping(document: unknown): boolean {
  const [first] = Object.entries(membersOf(document));
  return first !== undefined && asvsKey.test(first[0]) && Object.keys(membersOf(first[1])).some((member) => member.startsWith('tag-v'));
}

/** Reads the official mapping of two versions of the OWASP ASVS; the tag itself is kept as rationale. */
export function readAsvsMapping(document: unknown, account: MappingAccount): ReadMapping[] {
  const draft = new MappingDraft(account);
  const versions = { source: '', target: '' };
  for (const [name, value] of Object.entries(membersOf(document))) {
    const [, version, key] = asvsKey.exec(name) ?? ['', '', name];
    const [tagName = '', tag] = Object.entries(membersOf(value)).at(0) ?? [];
    versions.source ||= version;
    versions.target ||= tagName.replace('tag-v', '');
    addTagged(draft, { path: `/${name}`, key, tag: textOf(tag) });
  }
  const code = 'OWASP-ASVS';
  return draft.mapping({
    code: `${code}-${versions.source}-${versions.target}`.replaceAll('.', '-'),
    version: '1',
    title: { fr: `OWASP ASVS ${versions.source} → ${versions.target}` },
    summary: null,
    source: { package: code, version: versions.source || null, address: null },
    target: { package: code, version: versions.target || null, address: null },
  });
}

function addTagged(draft: MappingDraft, { path, key, tag }: { path: string; key: string; tag: string }): void {
  const named = [...tag.matchAll(/([A-Z][A-Z ]*[A-Z])?[\s,]*v[\d.]+-([\w.]+)/g)];
  if (named.length === 0) return draft.alone('withoutTarget', key);
  const wording = /\b(MODIFIED|GRAMMAR)\b/.exec(tag)?.[1];
  let verb = '';
  for (const [, newVerb, other] of named) {
    verb = newVerb?.trim() || verb;
    // the forward file calls "moved" what the reverse one calls "modified, moved": only the reverse one is believed
    const isSameText = (verb === 'MOVED FROM' && wording !== 'MODIFIED') || (verb === 'MOVED TO' && wording === 'GRAMMAR');
    const relation = isSameText ? 'equal' : (asvsVerbs[verb] ?? 'intersects');
    draft.add({ path, sources: [{ key, part: null }], targets: [{ key: other, part: null }], relation, rationale: tag });
  }
}

/** Whether a parsed document is a mapping between the criteria of the OpenSSF badge and the OSPS baseline. */
export function isOpenSsfMapping(document: unknown): boolean {
  return membersOf(itemsOf(membersOf(document).mappings).at(0)).source_criterion !== undefined;
}

/**
 * Reads a mapping of the OpenSSF, which says how strongly, from 0 to 3, the answer to one criterion implies the same answer to another:
 * "met" implied at 3 makes the source a superset, "unmet" implied at 3 a subset, both an equal.
 */
export function readOpenSsfMapping(document: unknown, account: MappingAccount): ReadMapping[] {
  const draft = new MappingDraft(account);
  const links = itemsOf(membersOf(document).mappings).map(membersOf);
  for (const [place, link] of links.entries()) {
    const [met, unmet] = [strengthOf(link.confidence_met), strengthOf(link.confidence_unmet)];
    draft.add({
      path: `/mappings/${place}`,
      sources: [{ key: textOf(link.source_criterion), part: null }],
      targets: [{ key: textOf(link.target_criterion), part: null }],
      relation: met === 3 ? (unmet === 3 ? 'equal' : 'superset') : unmet === 3 ? 'subset' : met + unmet > 0 ? 'intersects' : 'none',
      sureness: met >= 0 && met <= 3 ? Math.round((met * 1000) / 3) : null,
    });
  }
  const isFromBaseline = textOf(links.at(0)?.source_criterion).startsWith('osps_');
  const ends: MappedPackage[] = ['OSPS-BASELINE', 'OPENSSF-BADGE'].map((code) => ({ package: code, version: null, address: null }));
  const [source, target] = isFromBaseline ? ends : ends.reverse();
  return draft.mapping({
    code: `${source.package}-${target.package}`,
    version: '1',
    title: { fr: `${source.package} → ${target.package}` },
    summary: null,
    source,
    target,
  });
}

/** `3`, or `[2, "Unmet"]` when another answer is implied: then nothing is, of the same answer. */
function strengthOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
