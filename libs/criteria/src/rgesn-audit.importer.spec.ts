import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readRgesnAudit } from './rgesn-audit.importer.js';
import { scoreRgesn2024 } from './scores-rgesn.rules.js';

const read = (text: string) => readRgesnAudit(Buffer.from(text));
const folder = process.env.GUICHET_REAL_DATA;

describe('reading an RGESN audit', () => {
  it('takes a list, a map or a CSV for the same audit', async () => {
    const list = await read('{"criteria": [{"id": "1.1", "status": "conforme"}, {"id": "2.10", "status": "non-applicable"}]}');
    const map = await read('{"1.1": "Validé", "2.10": "Non applicable"}');
    const csv = await read('\ufeffNuméro;Libellé;Évaluation\n1.1;Un;Validé\n2.10;Deux;N/A\n');
    for (const audit of [list, map, csv]) {
      expect([...audit.marks]).toEqual([
        ['1.1', 'met'],
        ['2.10', 'not_applicable'],
      ]);
      expect(audit.findings).toEqual([]);
    }
  });

  it.each(['', 'hello', '{', '[]', '{"criteria": {}}'])('says that %j holds no audit', async (text) => {
    const { findings } = await read(text);
    expect(findings).toHaveLength(1);
    expect(findings[0].level).toBe('error');
  });

  it('names a status it does not know', async () => {
    const { findings, marks } = await read('{"1.1": "peut-être"}');
    expect(findings.map(({ code }) => code)).toEqual(['audit.unknown_status']);
    expect(marks.size).toBe(0);
  });

  if (folder === undefined) return;
  it('reads the official workbook: 78 criteria, nothing assessed yet', async () => {
    const path = join(folder, 'criteria', 'eco', 'rgesn-2024', 'rgesn_2024_outil_declaration_ecoconception.xlsx');
    const audit = await readRgesnAudit(readFileSync(path));
    expect([audit.read, audit.numbers.length, audit.findings]).toEqual([78, 78, []]);
    expect(scoreRgesn2024(audit.marks)).toMatchObject({ value: 0, denominator: 100.25 });
  });
});
