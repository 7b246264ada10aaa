import { finding, type Finding } from './finding.messages.js';
import type { PackageContent, Requirement } from './package-content.rules.js';
import { packageFindings } from './package-validation.rules.js';

/** The keys of a version that a draft may name as an origin. */
export interface KnownVersion {
  readonly package: string;
  readonly version: string;
  readonly keys: readonly string[];
}

/** Every remark on a draft, errors first: those of any package, then what its editor should look at before freezing it. */
export function draftFindings(content: PackageContent, known: readonly KnownVersion[] = []): Finding[] {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return [...packageFindings(content), ...editorialFindings(content, known)].sort((a, b) => rank[a.level] - rank[b.level]);
}

function editorialFindings(content: PackageContent, known: readonly KnownVersion[]): Finding[] {
  const proven = new Set(content.evidence.flatMap(({ requirements }) => requirements));
  const hasEnglish = content.requirements.some(({ statement }) => statement.en !== undefined);
  const numbers = new Set<string>();
  const keysOf = new Map(known.map((one) => [`${one.package}\n${one.version}`, new Set(one.keys)]));
  return content.requirements.flatMap((one, place) => {
    const isRepeated = numbers.has(one.number);
    numbers.add(one.number);
    const isUnproven = one.obligation === 'must' && one.life === 'current' && !proven.has(one.key);
    const at = (column: string) => ({ path: `/requirements/${place}/${column}`, column });
    return [
      ...(isRepeated ? [finding('number.repeated', at('number'), { number: one.number })] : []),
      ...(isUnproven ? [finding('must.without_evidence', at('evidence'), { key: one.key })] : []),
      ...(hasEnglish && one.statement.en === undefined ? [finding('english.missing', at('statement'), { key: one.key })] : []),
      ...danglingOrigins(one, keysOf).map((origin) => finding('lineage.dangling', at('derivedFrom'), origin)),
    ];
  });
}

function danglingOrigins({ derivedFrom }: Requirement, keysOf: ReadonlyMap<string, ReadonlySet<string>>) {
  return derivedFrom.flatMap((origin) => {
    const { package: code, version, key } = origin;
    if (code === null || version === null) return [];
    const keys = keysOf.get(`${code}\n${version}`);
    return keys === undefined || keys.has(key) ? [] : [{ package: code, version, key }];
  });
}
