import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { importPackage } from './package.importer.js';
import { difference, type Change } from './difference.rules.js';
import { complete, type PackageContent } from './package-content.rules.js';
import { foldedText } from './similarity.rules.js';

const folder = process.env.GUICHET_REAL_DATA;
const real = (...path: string[]) => join(folder ?? '', ...path);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

interface Line {
  key: string;
  section: string;
  text: string;
  block?: string;
  feature?: string;
  may?: boolean;
}

function makeVersion(version: string, lines: readonly Line[]): PackageContent {
  const sections = [...new Set(lines.map(({ section }) => section))].map((key) => ({ key, title: { fr: key } }));
  const requirements = lines.map(({ key, section, text, block, feature, may }) => ({
    key,
    section,
    domain: 'interoperability',
    obligation: may === true ? ('may' as const) : ('must' as const),
    statement: { fr: text },
    block: block ?? null,
    feature: feature ?? null,
  }));
  return complete({ format: 1, code: 'REAL', version, domain: 'interoperability', title: { fr: 'Réel' }, sections, requirements });
}

type Row = Record<string, string>;
const statement = (content: PackageContent, key: string | null) => content.requirements.find((one) => one.key === key)?.statement.fr ?? '';
/** Links of a difference, whatever their kind, from the older key to the newer ones. */
const linksOf = (changes: readonly Change[]) => changes.filter(({ from, to }) => from !== null && to !== null);
describe('difference of real versions', () => {
  if (folder === undefined) {
    it('are not on this machine', () => {
      say('GUICHET_REAL_DATA is not set: the real versions were not compared.');
    });
    return;
  }

  describe('Ségur, two consultation rounds, labelled by the agency', () => {
    const [newText, oldText] = ["Enoncé de l'exigence - Itération #2", "Ancien énoncé de l'exigence - Itération #1"];
    const rows: Row[] = parse(readFileSync(real('anchors/ans-segur/segur-va2-concertation-it1-vs-it2.csv')), { bom: true, columns: true });
    /** The former text is left out of the table where the agency did not touch it. */
    const before = (row: Row) => row[oldText] || (['Inchangée', "En cours d'instruction"].includes(row.Evolution) ? row[newText] : '');
    const line = (row: Row, key: string, text: string): Line => ({
      key,
      section: row['Domaine (Chantier)'] || '-',
      block: row.Bloc,
      feature: row.Fonction,
      may: row["Nature de l'exigence"] === 'Préconisée',
      text,
    });
    /** A number of no meaning, the same at each run. */
    const scrambled = (place: number) => `X${(place * 7919) % 100_003}`;

    function compare(own: readonly Row[], isScrambled: boolean) {
      const old = own.flatMap((row, place) => {
        const text = before(row);
        return text === '' ? [] : [{ id: row['ID Exigence'], line: line(row, isScrambled ? scrambled(place) : row['ID Exigence'], text) }];
      });
      const idOf = new Map(old.map(({ id, line: { key } }) => [key, id]));
      const from = makeVersion(
        'it1',
        old.map((one) => one.line),
      );
      const to = makeVersion(
        'it2',
        own.filter((row) => row[newText] !== '').map((row) => line(row, row['ID Exigence'], row[newText])),
      );
      const { changes } = difference(from, to);
      const byNew = new Map(changes.map((change) => [change.to, change]));
      const byOld = new Map(changes.map((change) => [idOf.get(change.from ?? ''), change]));
      return own.map((row) => {
        const change = (row[newText] === '' ? byOld : byNew).get(row['ID Exigence']);
        const origin = change?.from == null ? null : idOf.get(change.from);
        return {
          row,
          kind: change?.kind ?? 'new',
          isOwn: origin === row['ID Exigence'],
          isAlone: change?.from == null || change.to === null,
          likeness: change?.likeness ?? 0,
        };
      });
    }

    /** What the table itself says, once its own two texts are compared. */
    function agrees({ row, isOwn, isAlone }: ReturnType<typeof compare>[number]): boolean {
      const isNew = before(row) === '';
      const isGone = row[newText] === '';
      return isNew || isGone ? isAlone : isOwn;
    }

    /** The label and the texts contradict each other: “new” or “obsolete” for a text found nearly word for word on the other side. */
    const isRenumbered = ({ row, isAlone, likeness }: ReturnType<typeof compare>[number]) =>
      (before(row) === '' || row[newText] === '') && !isAlone && likeness >= 320;

    it.each(['LGC', 'BIO', 'DB'])('%s: labels agree wherever the texts decide, with and without its numbers', (rem) => {
      const own = rows.filter((row) => row.REM === rem);
      for (const isScrambled of [false, true]) {
        const found = compare(own, isScrambled);
        const decided = found.filter((one) => !isRenumbered(one));
        const agreed = decided.filter(agrees).length;
        const share = agreed / decided.length;
        const contradicted = found.length - decided.length;
        say(
          `Ségur ${rem}, ${isScrambled ? 'random ids' : 'own ids'}: ${agreed} of ${decided.length} labels agree (${(100 * share).toFixed(1)} %); ${contradicted} rows labelled new or obsolete have their text under another number`,
        );
        expect(share).toBeGreaterThanOrEqual(isScrambled ? 0.95 : 1);
        for (const { row, kind, isOwn } of found.filter((one) => one.isOwn && one.row[newText] !== '' && !isScrambled)) {
          const isSame = foldedText(before(row)) === foldedText(row[newText]);
          expect([row['ID Exigence'], kind, isOwn]).toEqual([row['ID Exigence'], isSame ? 'unchanged' : 'reworded', true]);
        }
      }
    });
  });

  it('RGESN 2022 → 2024: the 6 identical criteria, and the 20 with the same text under another number', () => {
    const old = JSON.parse(readFileSync(real('criteria/eco/rgesn-v1-2022/rgesn-v1.json'), 'utf8')) as { criteres: Row[] };
    const recent = JSON.parse(readFileSync(real('criteria/eco/rgesn-2024/rgesn-2024.json'), 'utf8')) as Row[];
    const from = makeVersion(
      '2022',
      old.criteres.map((one) => ({ key: one.id, section: one.thematique, text: one.critere })),
    );
    const to = makeVersion(
      '2024',
      recent.map((one) => ({ key: one.numero, section: one.thematique, text: one.critere })),
    );
    const { changes, counts } = difference(from, to);
    const same = linksOf(changes).filter(({ why }) => why === 'same_text');
    expect(same.filter((change) => change.from === change.to)).toHaveLength(6);
    expect(same.filter((change) => change.from !== change.to && change.kind === 'renumbered')).toHaveLength(20);
    for (const change of same) expect(foldedText(statement(from, change.from))).toBe(foldedText(statement(to, change.to)));
    say(`RGESN 2022 → 2024: ${JSON.stringify(counts)}`);
  });

  it('ASVS 4.0.3, in French and English, and 5.0.0, in English alone, are compared in English', async () => {
    const read = async (path: string) => (await importPackage(readFileSync(real(path)), {})).content;
    const [from, to] = [
      await read('anchors/ciso-assistant/owasp-asvs-4.0.3.yaml'),
      await read('criteria/security/ciso-assistant/owasp-asvs-5.0.0.yaml'),
    ];
    if (from === null || to === null) throw new Error('unreadable');
    const { counts } = difference(from, to);
    expect(from.requirements.length - counts.dropped).toBeGreaterThan(150);
  });

  it('ASVS 4.0.3 → 5.0.0: one-to-one links against the official mapping', () => {
    const version = (label: string) => {
      const file = real(`criteria/security/owasp-asvs/asvs-${label}.flat.json`);
      const { requirements } = JSON.parse(readFileSync(file, 'utf8')) as { requirements: Row[] };
      const lines = requirements.map((one) => ({
        key: one.req_id,
        section: one.chapter_name,
        block: one.section_name,
        text: one.req_description,
      }));
      return makeVersion(
        label,
        lines.filter(({ text }) => text !== ''),
      );
    };
    const [from, to] = [version('4.0.3'), version('5.0.0')];
    const mapping = readFileSync(real('criteria/mappings/owasp-asvs/mapping_v4.0.3_to_v5.0.0.yml'), 'utf8');
    const official = [...mapping.matchAll(/^v4\.0\.3-([\d.]+):\n\s+tag-v5\.0\.0: (.*)$/gm)].map(([, key, tag]) => ({
      from: `V${key}`,
      to: [...tag.matchAll(/v5\.0\.0-([\d.]+)/g)].map(([, target]) => `V${target}`),
      isOneToOne: /^(?:MODIFIED, |GRAMMAR, )?MOVED TO \S+$/.test(tag),
    }));
    const targets = new Map(official.map((link) => [link.from, link.to]));
    const wanted = new Map(official.filter(({ isOneToOne }) => isOneToOne).map((link) => [link.from, link.to[0]]));
    const { changes, counts } = difference(from, to);
    const links = linksOf(changes);
    const right = links.filter((link) => targets.get(link.from ?? '')?.includes(link.to ?? '')).length;
    const found = links.filter((link) => wanted.get(link.from ?? '') === link.to).length;
    const [precision, recall] = [right / links.length, found / wanted.size];
    say(
      `ASVS: ${links.length} links, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} of ${wanted.size}; ${JSON.stringify(counts)}`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.8);
    const parts = links.filter(({ kind }) => kind === 'split' || kind === 'merged');
    const rightParts = parts.filter((link) => targets.get(link.from ?? '')?.includes(link.to ?? '')).length;
    say(`ASVS: ${rightParts} of ${parts.length} split or merged links are in the mapping`);
  });
});
