import { stringify } from 'yaml';
import type { PackageContent, Requirement } from './package-content.rules.js';

/** A CISO Assistant library of one framework: chapters, then their requirements; obligations are implementation groups. */
export function cisoLibrary(content: PackageContent): string {
  const slug = content.code.toLowerCase();
  const nodes = content.sections.flatMap((section) => [
    { urn: urn(slug, 'req_node', section.key), assessable: false, depth: 1, ref_id: section.key, name: section.title.fr },
    ...content.requirements.filter((one) => one.section === section.key).map((one) => node(slug, one, content)),
  ]);
  const library = {
    urn: `urn:guichet:risk:library:${slug}`,
    locale: 'fr',
    ref_id: content.code,
    name: content.title.fr,
    description: content.summary?.fr ?? content.title.fr,
    version: Number(/\d+/.exec(content.version)?.[0] ?? 1),
    objects: {
      framework: {
        urn: `urn:guichet:risk:framework:${slug}`,
        ref_id: content.code,
        name: content.title.fr,
        description: content.summary?.fr ?? content.title.fr,
        implementation_groups_definition: [
          { ref_id: 'must', name: 'Exigence' },
          { ref_id: 'may', name: 'Préconisation' },
        ],
        requirement_nodes: nodes,
      },
    },
  };
  return stringify(library, { lineWidth: 140, aliasDuplicateObjects: false });
}

function node(slug: string, one: Requirement, content: PackageContent): object {
  const evidence = content.evidence.filter(({ requirements }) => requirements.includes(one.key)).map(({ label }) => label.fr);
  const english = one.statement.en;
  return {
    urn: urn(slug, 'req_node', one.key),
    assessable: true,
    depth: 2,
    parent_urn: urn(slug, 'req_node', one.section),
    ref_id: one.number,
    ...(one.title !== null && { name: one.title.fr }),
    description: one.statement.fr,
    ...(one.why !== null && { annotation: one.why.fr }),
    ...(evidence.length > 0 && { typical_evidence: evidence.join('\n') }),
    implementation_groups: [one.obligation],
    // Their weights are whole numbers.
    weight: Math.max(1, Math.round(one.weight / 1000)),
    ...(english !== undefined && {
      translations: { en: { ...(one.title?.en !== undefined && { name: one.title.en }), description: english } },
    }),
  };
}

function urn(slug: string, kind: string, key: string): string {
  return `urn:guichet:risk:${kind}:${slug}:${encodeURIComponent(key.toLowerCase())}`;
}
