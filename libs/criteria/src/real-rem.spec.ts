import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { importPackage, type ImportResult } from './package.importer.js';

const folder = process.env.GUICHET_REAL_DATA;
const wanted = [
  { rem: 'LGC', requirements: 227, keys: 227, read: 458, kept: 262 },
  { rem: 'RIS', requirements: 246, keys: 248, read: 427, kept: 302 },
  { rem: 'BIO', requirements: 222, keys: 222, read: 427, kept: 278 },
  { rem: 'DB', requirements: 146, keys: 146, read: 498, kept: 162 },
];

async function timed(file: string): Promise<ImportResult> {
  const bytes = readFileSync(join(folder ?? '', 'rem', file));
  const started = performance.now();
  const result = await importPackage(bytes, { fileName: file });
  const elapsed = Math.round(performance.now() - started);
  process.stdout.write(
    `${file}: ${elapsed} ms, ${result.rows.read} rows = ${result.rows.kept} + ${result.rows.rejected}, ${result.findings.length} remarks\n`,
  );
  expect(elapsed).toBeLessThan(5000);
  return result;
}
const numbers = (result: ImportResult) => new Set(result.content?.requirements.map(({ number }) => number)).size;

describe('real REM files', () => {
  if (folder === undefined) {
    it('are not on this machine', () => {
      process.stdout.write('GUICHET_REAL_DATA is not set: the real REM files were not read.\n');
    });
    return;
  }

  it.each(wanted)(
    '$rem: the published workbook and the pre-publication CSV give the same package',
    async ({ rem, requirements, keys, read, kept }) => {
      const workbook = await timed(`REM-${rem}-Va2-brouillon.xlsx`);
      const csv = await timed(`REM-${rem}-Va2-prepublication.csv`);
      expect(workbook.rows).toEqual({ read: kept, kept, rejected: 0 });
      expect(csv.rows).toEqual({ read, kept, rejected: read - kept });
      expect(csv.findings.filter(({ code }) => code === 'row.not_for_publication')).toHaveLength(read - kept);
      for (const result of [workbook, csv]) {
        expect([numbers(result), result.content?.requirements.length]).toEqual([requirements, keys]);
        expect(result.findings.filter(({ level }) => level === 'error')).toEqual([]);
      }
      expect(csv.content?.scenarios).toEqual(workbook.content?.scenarios);
      expect(csv.content?.evidence).toEqual(workbook.content?.evidence);
    },
  );
});
