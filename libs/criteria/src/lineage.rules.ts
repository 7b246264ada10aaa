import type { Change, Difference } from './difference.rules.js';
import type { Derivation, DerivationLink, PackageContent, Requirement } from './package-content.rules.js';

/** The version a link comes from; null when the origin is only known by its number. */
export type Origin = Pick<PackageContent, 'code' | 'version'> | null;

/** A link to confirm: keys of the older and of the newer version, and how the second came from the first. */
export interface LineageLink {
  readonly from: string;
  readonly to: string;
  readonly relation: Derivation;
}

/** How a requirement came from another, as a difference tells it: the kind of the change, where lineage has a word for it. */
export function relationOf({ kind }: Pick<Change, 'kind'>): Derivation {
  switch (kind) {
    case 'unchanged':
    case 'reworded':
    case 'strengthened':
    case 'relaxed':
    case 'split':
    case 'merged':
    case 'renumbered':
      return kind;
    // A new chapter alone does not change what is asked.
    case 'moved':
      return 'unchanged';
    case 'new':
    case 'dropped':
      return 'derived';
  }
}

/** The links a difference computed, with their relation; those already confirmed are left out. */
export function proposedLinks({ changes }: Pick<Difference, 'changes'>): (LineageLink & { readonly change: Change })[] {
  return changes.flatMap((change) => {
    const { from, to, why } = change;
    return from === null || to === null || why === 'confirmed' ? [] : [{ from, to, relation: relationOf(change), change }];
  });
}

/** Whether a link needs no reading: the two texts are the same. */
export function isSure({ why }: Pick<Change, 'why'>): boolean {
  return why === 'same_text';
}

const isFrom = (origin: Origin, link: DerivationLink): boolean =>
  link.package === (origin?.code ?? null) && (link.version === null || origin === null || link.version === origin.version);

/** A content with confirmed links added; a link confirmed again takes its new relation. Keys it lacks are left out. */
export function withLineage(content: PackageContent, origin: Origin, links: readonly LineageLink[]): PackageContent {
  const added = new Map<string, LineageLink[]>();
  for (const link of links) added.set(link.to, [...(added.get(link.to) ?? []), link]);
  return changed(content, (requirement) => {
    const own = added.get(requirement.key);
    if (own === undefined) return requirement.derivedFrom;
    const isSaid = (link: DerivationLink) => isFrom(origin, link) && own.some(({ from }) => from === link.key);
    const news = new Map(own.map(({ from, relation }) => [from, relation]));
    return [
      ...requirement.derivedFrom.filter((link) => !isSaid(link)),
      ...[...news].map(([key, relation]) => ({ package: origin?.code ?? null, version: origin?.version ?? null, key, relation })),
    ];
  });
}

/** A content without some confirmed links. */
export function withoutLineage(
  content: PackageContent,
  origin: Origin,
  links: readonly Pick<LineageLink, 'from' | 'to'>[],
): PackageContent {
  const removed = new Set(links.map(({ from, to }) => `${from}\n${to}`));
  return changed(content, ({ key, derivedFrom }) =>
    derivedFrom.filter((link) => !(isFrom(origin, link) && removed.has(`${link.key}\n${key}`))),
  );
}

/** A content in which some requirements come from nothing in a version. */
export function withNoOrigin(content: PackageContent, origin: Origin, keys: readonly string[]): PackageContent {
  return changed(content, ({ key, derivedFrom }) =>
    keys.includes(key) ? derivedFrom.filter((link) => !isFrom(origin, link)) : derivedFrom,
  );
}

function changed(content: PackageContent, derivedFrom: (requirement: Requirement) => DerivationLink[]): PackageContent {
  return { ...content, requirements: content.requirements.map((one) => ({ ...one, derivedFrom: derivedFrom(one) })) };
}
