import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { criteriaFolder } from '../criteria-room.js';
import { criteriaCommand } from './criteria.command.js';
import { scoreCommand } from './score.command.js';

const folder = mkdtempSync(join(tmpdir(), 'guichet-criteria-'));
const interop = join(criteriaFolder, 'interop', 'INTEROP-2026.1.yaml');
const changed = join(folder, 'changed.yaml');
const results = join(folder, 'results.json');

beforeAll(() => {
  writeFileSync(
    changed,
    readFileSync(interop, 'utf8').replace('version: "2026.1"', 'version: "2026.9"').replace('obligation: may', 'obligation: must'),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a verb as typed; gives its exit code and what it printed. */
async function typed(command: typeof criteriaCommand, ...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    return { code: await command.run(args), out };
  } finally {
    spy.mockRestore();
  }
}

describe('./guichet criteria', () => {
  it('says what became of each requirement between two files', async () => {
    const { code, out } = await typed(criteriaCommand, 'diff', interop, changed, '--json');
    const { counts, changes } = JSON.parse(out) as {
      counts: Record<string, number>;
      changes: { from: string; to: string; kind: string }[];
    };
    expect(code).toBe(0);
    expect(counts.strengthened).toBe(1);
    expect(counts.unchanged).toBe(changes.length - 1);
    expect(changes.every(({ from, to }) => from === to)).toBe(true);
  });

  it('accounts for a file that holds several packages as a list', async () => {
    const several = join(folder, 'rems.csv');
    const row = 'INS_Identité;INS/A.01;Le système DOIT lire.';
    writeFileSync(several, ['Section;N° exigence;Énoncé;Rem Ségur', `${row};LGC`, `${row};RIS`].join('\n'));
    const { code, out } = await typed(criteriaCommand, 'import', several, '--dry-run', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      [
        { format: 'rem-csv', package: 'REM-LGC', rows: { read: 1, kept: 1, rejected: 0 }, requirements: 1 },
        { package: 'REM-RIS', rows: { read: 1, kept: 1, rejected: 0 } },
      ],
    ]);
    const one = await typed(criteriaCommand, 'import', interop, '--dry-run', '--json');
    expect([one.code, JSON.parse(one.out)]).toMatchObject([0, { format: 'package', package: 'INTEROP', version: '2026.1' }]);
    const other = join(folder, 'profile.json');
    writeFileSync(other, '{"profile": {}}');
    const refused = await typed(criteriaCommand, 'import', other, '--dry-run', '--json');
    expect([refused.code, JSON.parse(refused.out)]).toMatchObject([1, { package: null, findings: [{ code: 'file.other_kind' }] }]);
  });

  it('writes a package in another format, and lists what is lost', async () => {
    const out = join(folder, 'interop.json');
    const told = await typed(criteriaCommand, 'export', interop, '--to', 'oscal', '--out', out, '--json');
    const { losses } = JSON.parse(told.out) as { losses: { member: string }[] };
    expect(losses.map(({ member }) => member)).toEqual(['requirements.verificationPoints']);
    expect(readFileSync(out, 'utf8')).toContain('"oscal-version": "1.2.1"');
    await expect(criteriaCommand.run(['export', interop, '--to', 'word'])).rejects.toThrow('cli.usage');
  });

  it('writes the links of a file as lineage, and reports those that dangle', async () => {
    const links = join(folder, 'links.csv');
    const out = join(folder, 'linked.yaml');
    writeFileSync(links, 'de;a;relation\nINS.01;INS.01;\nINS.02;NOPE;\n');
    const told = await typed(criteriaCommand, 'lineage', changed, links, '--from', interop, '--out', out, '--json');
    const account = JSON.parse(told.out) as { rows: object; links: object[]; findings: { row: number; code: string }[] };
    expect(told.code).toBe(1);
    expect(account.rows).toEqual({ read: 2, kept: 1, rejected: 1 });
    expect(account.links).toEqual([{ from: 'INS.01', to: 'INS.01', relation: 'unchanged', note: null }]);
    expect(account.findings).toMatchObject([{ row: 3, code: 'links.unknown_to' }]);
    const diff = await typed(criteriaCommand, 'diff', interop, out, '--json');
    expect(JSON.parse(diff.out)).toMatchObject({
      changes: expect.arrayContaining([expect.objectContaining({ to: 'INS.01', why: 'confirmed' })]),
    });
    writeFileSync(links, 'de;a\nINS.01;INS.01\n');
    expect((await typed(criteriaCommand, 'lineage', changed, links, '--from', interop)).code).toBe(0);
    await expect(criteriaCommand.run(['lineage', changed])).rejects.toThrow('cli.usage');
  });

  it('gives the verdict and what blocks', async () => {
    const diff = await typed(criteriaCommand, 'diff', interop, interop, '--json');
    const { changes } = JSON.parse(diff.out) as { changes: { to: string }[] };
    const given = Object.fromEntries(changes.map(({ to }) => [to, 'conform']));
    writeFileSync(results, JSON.stringify({ answers: {}, results: { ...given, [changes[0].to]: 'minor' } }));
    const { code, out } = await typed(criteriaCommand, 'evaluate', interop, results, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([1, { verdict: 'not_conform', blocking: [changes[0].to], unknown: [] }]);
    const { requirements } = JSON.parse(out) as { requirements: object[] };
    expect(requirements).toHaveLength(changes.length);
    expect(requirements[0]).toMatchObject({ key: changes[0].to, standing: 'minor', effect: 'blocks' });
    const told = await typed(criteriaCommand, 'evaluate', interop, results);
    expect(told.out).toMatch(new RegExp(`^  ${changes[0].to}: `, 'm'));
    writeFileSync(results, JSON.stringify({ answers: { web: 'oui' }, results: {} }));
    await expect(criteriaCommand.run(['evaluate', interop, results])).rejects.toThrow('evaluate.answer');
    writeFileSync(results, JSON.stringify({ results: { [changes[0].to]: 'good' } }));
    await expect(criteriaCommand.run(['evaluate', interop, results])).rejects.toThrow('evaluate.result');
  });

  it('checks equivalences against the packages at both ends, and says what each link transfers', async () => {
    const { key } = (
      JSON.parse((await typed(criteriaCommand, 'diff', interop, interop, '--json')).out) as { changes: { to: string }[] }
    ).changes
      .map(({ to }) => ({ key: to }))
      .at(0) ?? { key: '' };
    const file = join(folder, 'mapping.json');
    const links = [
      { sources: [key], targets: [key], relation: 'superset' },
      { sources: [key], targets: ['nowhere'], relation: 'equal' },
    ];
    const end = { package: 'INTEROP' };
    writeFileSync(file, JSON.stringify({ format: 1, code: 'MAP', version: '1', title: { fr: 'M' }, source: end, target: end, links }));
    const { code, out } = await typed(criteriaCommand, 'mapping', file, '--source', interop, '--target', interop, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      {
        rows: { read: 2, kept: 1, rejected: 1 },
        mappings: [{ links: [{ relation: 'superset', transfers: 'forward' }] }],
        findings: [{ code: 'mapping.dangling_target', path: '/links/1' }],
      },
    ]);
    writeFileSync(
      file,
      JSON.stringify({ format: 1, code: 'MAP', version: '1', title: { fr: 'M' }, source: end, target: end, links: [links[0]] }),
    );
    expect((await typed(criteriaCommand, 'mapping', file)).code).toBe(0);
    await expect(criteriaCommand.run(['mapping'])).rejects.toThrow('cli.usage');
  });
});

describe('./guichet criteria evaluate', () => {
  const scored = join(folder, 'scored.yaml');
  const given = (document: object) => writeFileSync(results, JSON.stringify(document));

  beforeAll(() => {
    const declared = `
scores:
  - { key: SHARE, label: { fr: Part tenue, en: Share held }, algorithm: { id: share, version: "1", rule: { kind: weighted-credit } } }
  - { key: PAGE, label: { fr: Page d’accueil }, measure: ecoindex, version: "2022-09-10", requirement: INS.01 }
`;
    writeFileSync(scored, readFileSync(interop, 'utf8') + declared);
  });

  it('computes the scores the package declares, each with its algorithm and version, and explains them', async () => {
    given({ results: { 'INS.01': 'conform' }, measures: { PAGE: { dom: 100, requests: 100, kilobytes: 100 } } });
    const { code, out } = await typed(criteriaCommand, 'evaluate', scored, results, '--json');
    const { scores } = JSON.parse(out) as { scores: object[] };
    expect(code).toBe(1);
    expect(scores).toMatchObject([
      { key: 'SHARE', algorithm: 'share', version: '1', value: 3.8, maximum: 100, explained: { numerator: 1, denominator: 26 } },
      { key: 'PAGE', algorithm: 'ecoindex', version: '2022-09-10', value: 72, grade: 'B' },
    ]);
    const told = await typed(criteriaCommand, 'evaluate', scored, results);
    expect(told.out).toMatch(/Part tenue|Share held/);
  });

  it('refuses a measure that is not three numbers', async () => {
    given({ results: {}, measures: { PAGE: { dom: -1, requests: 3 } } });
    await expect(criteriaCommand.run(['evaluate', scored, results])).rejects.toThrow('evaluate.measure');
  });
});

describe('./guichet score', () => {
  it('computes an EcoIndex as published', async () => {
    const { code, out } = await typed(scoreCommand, 'ecoindex', '--dom', '240', '--requests', '20', '--kb', '331', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([0, { score: 83, grade: 'A', algorithm: 'ecoindex', version: '2022-09-10' }]);
    await expect(scoreCommand.run(['ecoindex', '--dom', 'x', '--requests', '1', '--kb', '1'])).rejects.toThrow('score.measure');
  });

  it('tells a criterion that always applies and was set aside', async () => {
    const audit = join(folder, 'audit.json');
    writeFileSync(audit, JSON.stringify({ '1.1': 'Non applicable', '1.7': 'Non applicable', '1.2': 'Validé' }));
    const { code, out } = await typed(scoreCommand, 'rgesn', audit, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      { score: 1.5, denominator: 99.25, failed: ['1.1'], findings: [{ code: 'audit.always_applies' }] },
    ]);
  });
});
