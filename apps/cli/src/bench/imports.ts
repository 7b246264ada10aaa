import { exportPackage, importPackage, type ExportFormat } from '#criteria';
import { parse as parseCsv } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { parseDocument } from 'yaml';
import { makePackage } from './packages.js';
import { against, quickest, type Measure, type Work } from './work.js';

/** The same library doing nothing but parse the file. */
const parsers: readonly { readonly format: ExportFormat; readonly parse: (bytes: Buffer) => unknown }[] = [
  { format: 'rem', parse: (bytes) => readWorkbook(bytes, { trim: false }) },
  { format: 'convergence', parse: (bytes) => readWorkbook(bytes, { trim: false }) },
  { format: 'csv', parse: (bytes) => parseCsv(bytes.toString(), { bom: true, delimiter: ';' }) },
  { format: 'yaml', parse: (bytes) => parseDocument(bytes.toString(), { stringKeys: true }).toJS() },
  { format: 'ciso', parse: (bytes) => parseDocument(bytes.toString(), { stringKeys: true }).toJS() },
  { format: 'oscal', parse: (bytes) => JSON.parse(bytes.toString()) },
];

/** Importing a package, held against merely parsing the same file with the same library. */
export const imports: Work = {
  name: 'import',
  run: async () => {
    const content = await makePackage(227, '1');
    const measures: Measure[] = [];
    for (const { format, parse } of parsers) {
      const { bytes, fileName } = await exportPackage(content, format, new Date(0));
      const limit = await quickest(() => parse(bytes));
      const value = await quickest(() => importPackage(bytes, { fileName }));
      measures.push(against(`import: ${format}, 227 requirements / parsing`, { value, limit, most: 3 }));
    }
    return measures;
  },
};
