import { complete, readPackage, readPackageFolder, type PackageContent, type PackageDocument } from '#criteria';
import { criteriaFolder } from '../criteria-room.js';

/** Pseudo-random whole numbers below a bound, the same at each run (Park and Miller, 1988). */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** Clauses of the shipped packages, of which larger ones are made. */
async function clauses(): Promise<string[]> {
  const files = await readPackageFolder(criteriaFolder);
  const statements = files.flatMap(({ bytes }) => readPackage(bytes).content?.requirements.map(({ statement }) => statement.fr) ?? []);
  return statements.flatMap((statement) => statement.split(/(?<=[.;:])\s+/)).filter((clause) => clause.length > 30);
}

/** A package of any size in the words of the shipped ones, with a scenario and two evidence items per requirement. */
export async function makePackage(size: number, version: string): Promise<PackageContent> {
  const [texts, next] = [await clauses(), dice(size)];
  const pick = () => texts[next(texts.length)];
  const numbers = Array.from({ length: size }, (_, index) => ({
    section: `CH${Math.floor(index / 40) + 1}`,
    key: `CH${Math.floor(index / 40) + 1}.${String((index % 40) + 1).padStart(2, '0')}`,
  }));
  const sections = [...new Set(numbers.map(({ section }) => section))];
  const document: PackageDocument = {
    format: 1,
    code: 'REM-BANC',
    version,
    domain: 'interoperability',
    title: { fr: 'Banc' },
    sections: sections.map((key) => ({ key, title: { fr: `Chapitre ${key}` } })),
    requirements: numbers.map(({ key, section }) => ({
      key,
      section,
      domain: 'interoperability',
      obligation: next(5) === 0 ? 'may' : 'must',
      statement: { fr: `${pick()} ${pick()} ${pick()}` },
    })),
    scenarios: numbers.map(({ key }) => ({
      key: `${key}.01`,
      number: `${key}.01`,
      requirements: [key],
      statement: { fr: `${pick()} ${pick()}` },
    })),
    evidence: numbers.flatMap(({ key }) =>
      [1, 2].map((rank) => ({
        key: `${key}.01.0${rank}`,
        number: `${key}.01.0${rank}`,
        scenario: `${key}.01`,
        requirements: [key],
        kinds: ['video' as const],
        label: { fr: `Vidéo ${rank} : ${pick()}` },
      })),
    ),
  };
  return complete(document);
}

/** The next version of a package: one requirement in ten is gone, one in five reworded, all are renumbered. */
export function nextVersion(content: PackageContent): PackageContent {
  const next = dice(7);
  const kept = content.requirements.filter(() => next(10) !== 0);
  const requirements = kept.map((one, index) => ({
    ...one,
    key: `N${index + 1}`,
    number: `N${index + 1}`,
    statement:
      next(5) === 0
        ? {
            fr: one.statement.fr
              .split(' ')
              .filter(() => next(8) !== 0)
              .join(' '),
          }
        : one.statement,
  }));
  return { ...content, version: '2', requirements, scenarios: [], evidence: [] };
}
