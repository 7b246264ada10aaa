import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { contentHash, ImportProcess, importPackages } from '#criteria';
import { childrenOf } from '../support/processes.js';

const line = (row: number) => `INS_Identité;INS/A.${row};"Le système DOIT ${'afficher "" les traits '.repeat(45)}"`;
const heavy = Buffer.from(['Section;N° exigence;Énoncé', ...Array.from({ length: 15_000 }, (_, row) => line(row))].join('\n'));
const light = readFileSync('criteria/ethics/ETHIQUE-2026.1.yaml');

const processes: ImportProcess[] = [];
const reader = (...limits: ConstructorParameters<typeof ImportProcess>) => {
  const made = new ImportProcess(...limits);
  processes.push(made);
  return made;
};
const programs = () => childrenOf(process.pid).map(({ pid }) => pid);

afterAll(() => processes.forEach((one) => one.close()));

describe('a file read in another process', () => {
  it('gives what it gives here, several asked at once included, by one program', async () => {
    const [files, before] = [reader(), programs().length];
    const [[first], [second]] = await Promise.all([files.read(light, { fileName: 'x.yaml' }), files.read(Buffer.from('a;b\n'), {})]);
    const [here] = await importPackages(light, { fileName: 'x.yaml' });
    expect([first.rows, first.findings, first.content && contentHash(first.content)]).toEqual([
      here.rows,
      here.findings,
      here.content && contentHash(here.content),
    ]);
    expect(second.findings.map(({ code }) => code)).toEqual(['header.not_found']);
    expect(programs().length).toBe(before + 1);
    files.close();
  });

  it('is refused when it takes too long, and its program is gone', async () => {
    const before = new Set(programs());
    expect(await reader({ milliseconds: 200, megabytes: 512 }).read(heavy, { fileName: 'x.csv' })).toMatchObject([
      { content: null, rows: { read: 0, kept: 0, rejected: 0 }, findings: [{ level: 'error', code: 'file.took_too_long' }] },
    ]);
    await new Promise((next) => setTimeout(next, 200));
    expect(programs().filter((pid) => !before.has(pid))).toEqual([]);
  });

  it('is refused when it takes too much memory, and the next is read', async () => {
    const files = reader({ milliseconds: 60_000, megabytes: 48 });
    expect(await files.read(heavy, { fileName: 'x.csv' })).toMatchObject([
      { content: null, findings: [{ level: 'error', code: 'file.took_too_much' }] },
    ]);
    expect((await files.read(Buffer.from('a;b\n'), {}))[0].findings.map(({ code }) => code)).toEqual(['header.not_found']);
  });
});
