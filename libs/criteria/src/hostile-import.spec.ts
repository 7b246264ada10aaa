import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { importPackages, type ImportHints, type ImportResult } from './package.importer.js';

const megabyte = 1024 * 1024;

/** A zip archive made by hand, so that it may lie. */
function archive(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const [body, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [path, text] of Object.entries(entries)) {
    const [name, data] = [Buffer.from(path), Buffer.from(text)];
    const packed = deflateRawSync(data);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(packed.byteLength, 14);
    facts.writeUInt32LE(data.byteLength, 18);
    facts.writeUInt16LE(name.byteLength, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    body.push(Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, name);
    offset += 30 + name.byteLength + packed.byteLength;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length / 4, 8);
  end.writeUInt16LE(directory.length / 4, 10);
  end.writeUInt32LE(listed.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...body, listed, end]);
}

const frame = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  'xl/workbook.xml':
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Exigences" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
};
const inline = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const headers = `<row r="1">${['Section', 'N° exigence', 'Énoncé'].map((text, index) => inline(`${'ABC'[index]}1`, text)).join('')}</row>`;
const workbook = (rows: string, more = '', entries: Readonly<Record<string, string | Buffer>> = {}) =>
  archive({ ...frame, 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${headers}${rows}</sheetData>${more}</worksheet>`, ...entries });
const good = `<row r="2">${inline('A2', 'INS_Identité')}${inline('B2', 'INS/A.01')}${inline('C2', 'Le système DOIT lire.')}</row>`;
const table = (...rows: string[]) => ['Section;N° exigence;Énoncé', ...rows].join('\n');
const line = 'INS_Identité;INS/A.01;Le système DOIT lire.';
const catalogOf = (prose: string) =>
  JSON.stringify({ catalog: { controls: [{ id: 'c', title: 'C', parts: [{ name: 'statement', prose }] }] } });

async function read(bytes: string | Uint8Array, hints: ImportHints = {}): Promise<ImportResult> {
  const results = await importPackages(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, hints);
  for (const { rows } of results) expect(rows.read).toBe(rows.kept + rows.rejected);
  return results[0];
}
const codes = ({ findings }: ImportResult) => [...new Set(findings.map(({ code }) => code))];
const statements = ({ content }: ImportResult) => content?.requirements.map(({ statement }) => statement.fr);
const yaml = { fileName: 'x.yaml' };
const json = { fileName: 'x.json' };

describe('a workbook made to harm', () => {
  it.each<[string, () => Buffer, string]>([
    ['that inflates without end', () => workbook('', '', { 'xl/worksheets/sheet1.xml': Buffer.alloc(151 * megabyte) }), 'file.too_large'],
    ['whose many parts inflate together', () => bombs(), 'file.too_large'],
    ['of too many parts', () => archive(Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`xl/${n}.xml`, '']))), 'file.unreadable'],
    ['cut in the middle', () => workbook(good).subarray(0, 400), 'file.unreadable'],
    ['cut before its end', () => workbook(good).subarray(0, -30), 'file.unreadable'],
    ['with a cell far below', () => workbook(inline('A900000', 'x').replace(/^/, '<row r="900000">') + '</row>'), 'file.too_large'],
    [
      'with a cell far below, between single quotes',
      () => workbook(`<row\nr='900000'><c\tr='A900000'><v>1</v></c></row>`),
      'file.too_large',
    ],
    ['with a cell far right', () => workbook(`<row r="2">${inline('XFD2', 'x')}</row>`), 'file.too_large'],
    ['whose rows have no number and no end', () => workbook('<row><c><v>1</v></c></row>'.repeat(30_000)), 'file.too_large'],
    ['which is a document of Word', () => archive({ 'word/document.xml': '<w/>' }), 'file.other_kind'],
    ['which is an archive', () => archive({ 'readme.txt': 'x' }), 'file.other_kind'],
  ])('%s is refused', async (_, made, code) => {
    const started = performance.now();
    const result = await read(made());
    expect([result.content, codes(result)]).toEqual([null, [code]]);
    expect(performance.now() - started).toBeLessThan(8000);
  });

  function bombs(): Buffer {
    const part = Buffer.alloc(20 * megabyte);
    return workbook('', '', Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`xl/other${n}.xml`, part])));
  }

  it('of a million empty rows is read, and says so', async () => {
    const empty = Array.from({ length: 1_000_000 }, (_, n) => `<row r="${n + 3}"><c r="A${n + 3}" s="1"/></row>`).join('');
    const result = await read(workbook(good + empty));
    expect([statements(result), result.rows]).toEqual([['Le système DOIT lire.'], { read: 1, kept: 1, rejected: 0 }]);
    expect(result.findings.find(({ code }) => code === 'sheet.empty_cells')?.message.en).toContain('1,000,002 rows');
  });

  it('of cells of a megabyte has those rows refused, and keeps the others', async () => {
    const huge = `<row r="3">${inline('A3', 'INS_Identité')}${inline('B3', 'INS/A.02')}${inline('C3', 'x'.repeat(megabyte))}</row>`;
    const result = await read(workbook(good + huge));
    expect([statements(result), result.rows]).toEqual([['Le système DOIT lire.'], { read: 2, kept: 1, rejected: 1 }]);
    expect(result.findings.at(-1)).toMatchObject({ row: 3, code: 'row.too_long' });
  });

  it('with formulas gives their saved values, computes nothing and says so', async () => {
    const formula = '<c r="C2" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>Le système DOIT lire.</v></c>';
    const result = await read(workbook(`<row r="2">${inline('A2', 'INS_Identité')}${inline('B2', 'INS/A.01')}${formula}</row>`));
    expect(statements(result)).toEqual(['Le système DOIT lire.']);
    expect(codes(result)).toContain('cell.formula');
  });

  it('with merged cells repeats their text, within the sheet', async () => {
    const next = `<row r="3">${inline('B3', 'INS/A.02')}${inline('C3', 'Le système DOIT trier.')}</row>`;
    const merged = '<mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="C1:C9"/><mergeCell ref="A1:C1"/></mergeCells>';
    const result = await read(workbook(good + next, merged));
    expect(result.content?.requirements.map(({ section }) => section)).toEqual(['INS', 'INS']);
    expect(statements(result)).toEqual(['Le système DOIT lire.', 'Le système DOIT trier.']);
    expect(codes(result)).toContain('cell.merged');
  });

  it('that hides parts its directory does not list shows nothing of them', async () => {
    const hidden = workbook(
      `<row r="2">${inline('A2', 'CACHÉ_Caché')}${inline('B2', 'X.01')}${inline('C2', 'Le système DOIT se cacher.')}</row>`,
    );
    const shown = workbook(good);
    const end = shown.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    const directory = shown.readUInt32LE(end + 16);
    const body = Buffer.concat([hidden, shown.subarray(0, directory)]);
    const listed = Buffer.from(shown.subarray(directory, end));
    for (let at = listed.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = listed.indexOf('PK\x01\x02', at + 4, 'latin1')) {
      listed.writeUInt32LE(listed.readUInt32LE(at + 42) + hidden.byteLength, at + 42);
    }
    const tail = Buffer.from(shown.subarray(end));
    tail.writeUInt32LE(body.byteLength, 16);
    expect(statements(await read(Buffer.concat([body, listed, tail])))).toEqual(['Le système DOIT lire.']);
  });
});

describe('a table made to harm', () => {
  it.each<[string, Buffer, string[]]>([
    ['with a byte order mark', Buffer.from(`\ufeff${table(line)}`), []],
    ['with commas', Buffer.from(table(line).replaceAll(';', ',')), []],
    ['with tabs', Buffer.from(table(line).replaceAll(';', '\t')), []],
    ['in ISO-8859-1', Buffer.from(table(line), 'latin1'), ['file.not_utf8']],
    ['in UTF-16', Buffer.from(`\ufeff${table(line)}`, 'utf16le'), ['file.not_utf8']],
    ['with NUL characters', Buffer.from(table(line.replace('lire', 'li\u0000re'))), ['cell.unreadable']],
  ])('%s is read', async (_, bytes, expected) => {
    const result = await read(bytes);
    expect(statements(result)).toEqual(['Le système DOIT lire.']);
    expect(codes(result).filter((code) => code.startsWith('file.') || code.startsWith('cell.'))).toEqual(expected);
  });

  it('keeps what looks like a formula as text', async () => {
    const result = await read(table(`INS_Identité;INS/A.01;"=cmd|' /C calc'!A0 DOIT"`));
    expect(statements(result)).toEqual(["=cmd|' /C calc'!A0 DOIT"]);
  });

  it('keeps a requirement without scenario', async () => {
    expect((await read(table(line))).content).toMatchObject({ requirements: [{ key: 'INS/A.01' }], scenarios: [], evidence: [] });
  });

  it.each([
    ['a quote that never ends', table('"'.repeat(999)), 'file.unreadable'],
    ['too many rows', table(`${line}\n`.repeat(25_000)), 'file.too_large'],
    ['bytes that are no text', Buffer.from(Array.from({ length: 5000 }, (_, n) => n % 31)).toString('latin1'), 'file.other_kind'],
    ['a web page', '<!doctype html><html><script>alert(1)</script></html>', 'file.other_kind'],
  ])('%s is refused', async (_, text, code) => {
    const result = await read(text, { fileName: 'x.csv' });
    expect([result.content, codes(result)]).toEqual([null, [code]]);
  });

  it('columns and values named as members of every object stay names', async () => {
    const text = ['Section;N° exigence;Énoncé;Profil;__proto__;constructor;Rem Ségur', `${line};__proto__;x;y;__proto__`].join('\n');
    const result = await read(text);
    expect(codes(result)).toContain('column.unknown');
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});

describe('a document made to harm', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghij'.split('').map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[n]}`).join()}]`),
  ].join('\n');

  it.each<[string, string, ImportHints, string]>([
    ['an alias bomb', bomb, yaml, 'document.alias'],
    ['an ordered map', 'format: !!omap\n  - a: 1\n', yaml, 'document.tag'],
    ['a tag that makes objects', 'format: !!js/function "function(){}"\n', yaml, 'document.tag'],
    ['YAML nested without end', '['.repeat(200_000), yaml, 'file.unreadable'],
    ['YAML nested by its blocks', `${'- '.repeat(100_000)}x`, yaml, 'file.unreadable'],
    ['JSON nested without end', `{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, json, 'file.other_kind'],
    [
      'a catalog nested without end',
      `{"catalog":{"groups":${'[{"groups":'.repeat(90_000)}[]${'}]'.repeat(90_000)}}}`,
      json,
      'file.unreadable',
    ],
    ['a list', '[1,2]', json, 'file.other_kind'],
    ['a text', 'bonjour', yaml, 'file.other_kind'],
    ['nothing', ' \n', yaml, 'file.no_rows'],
    ['members of every object', '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}', json, 'file.other_kind'],
    ['too many documents', '--- {}\n'.repeat(200), yaml, 'file.unreadable'],
  ])('%s is refused', async (_, text, hints, code) => {
    const started = performance.now();
    const result = await read(text, hints);
    expect([result.content, codes(result)]).toEqual([null, expect.arrayContaining([code])]);
    expect(result.findings.length).toBeLessThanOrEqual(100);
    expect(performance.now() - started).toBeLessThan(8000);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('a map of very many members is read in a time that its length explains', async () => {
    const started = performance.now();
    const result = await read(Array.from({ length: 60_000 }, (_, n) => `k${n}: 1`).join('\n'), yaml);
    expect(codes(result)).toEqual(['file.other_kind']);
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it('halves of characters and NUL are removed from a catalog, and refused in our own format', async () => {
    const result = await read(catalogOf('Le syst\u00e8me\ud800 DOIT\u0000 lire \ud83d\ude00\udc00.'), json);
    expect([statements(result), codes(result)]).toEqual([['Le système DOIT lire 😀.'], ['cell.unreadable']]);
    const own = { format: 1, code: 'AA', version: '1', domain: 'security', title: { fr: 'A\ud800' }, sections: [], requirements: [] };
    expect((await read(JSON.stringify(own), json)).content).toBeNull();
  });

  it('a library whose translations are named as members of every object gives none of them', async () => {
    const node = `{"urn":"u:1","assessable":true,"ref_id":"1","description":"Dire","translations":{"__proto__":{"description":"x"},"constructor":{"description":"y"}}}`;
    const result = await read(`{"urn":"u","name":"L","objects":{"framework":{"name":"F","requirement_nodes":[${node}]}}}`, json);
    expect(result.content?.requirements.map(({ translations }) => Object.keys(translations))).toEqual([[]]);
  });

  it('a library whose nodes are their own parents is read', async () => {
    const nodes = ['a', 'b'].map((id) => ({ urn: id, parent_urn: id === 'a' ? 'b' : 'a', assessable: true, ref_id: id, description: id }));
    const result = await read(JSON.stringify({ objects: { framework: { name: 'F', requirement_nodes: nodes } } }), json);
    expect(result.rows).toEqual({ read: 2, kept: 2, rejected: 0 });
  });
});

describe('a file of 50 MB', () => {
  it.each<[string, string, string]>([
    ['workbook', 'PK\x03\x04', 'x.xlsx'],
    ['CSV', table(line), 'x.csv'],
    ['YAML', 'format: 1\n', 'x.yaml'],
    ['JSON', '{"format": 1', 'x.json'],
    ['catalog', '{"catalog": {', 'x.json'],
    ['library', 'urn: a\nobjects:\n', 'x.yaml'],
    ['unknown kind', 'a', 'x'],
  ])('%s is refused at once', async (_, start, fileName) => {
    const bytes = Buffer.alloc(50 * megabyte, ' ');
    bytes.write(start, 'latin1');
    const started = performance.now();
    const result = await read(bytes, { fileName });
    expect([result.content, codes(result)]).toEqual([null, ['file.too_large']]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a file of several packages', () => {
  const one = (code: string) =>
    `format: 1\ncode: ${code}\nversion: "1"\ndomain: security\ntitle: {fr: A}\nsections: [{key: A, title: {fr: A}}]\nrequirements: [{key: A.1, section: A, domain: security, obligation: must, statement: {fr: Dire}}]\n`;

  it('gives each, whether documents, frameworks or REMs', async () => {
    const framework = (name: string) => ({
      name,
      ref_id: name,
      requirement_nodes: [{ urn: 'u', assessable: true, ref_id: '1', description: 'Dire' }],
    });
    const library = { urn: 'u', version: 3, objects: { frameworks: [framework('Un'), framework('Deux')] } };
    const rems = ['Section;N° exigence;Énoncé;Rem Ségur', `${line};LGC`, `${line};RIS`].join('\n');
    const codesOf = async (text: string, hints: ImportHints) =>
      (await importPackages(Buffer.from(text), hints)).map(({ content }) => content && `${content.code} ${content.version}`);
    expect(await codesOf(`${one('AA')}---\n${one('BB')}`, yaml)).toEqual(['AA 1', 'BB 1']);
    expect(await codesOf(JSON.stringify(library), json)).toEqual(['UN 3', 'DEUX 3']);
    expect(await codesOf(rems, { fileName: 'tout.csv', version: 'Va2' })).toEqual(['REM-LGC Va2', 'REM-RIS Va2']);
  });

  it('keeps the first of two that are one version, and says what a code asked for became', async () => {
    const [first, second] = await importPackages(Buffer.from(`${one('AA')}---\n${one('AA')}`), { ...yaml, code: 'CC' });
    expect([first.content?.code, second.content]).toEqual(['AA', null]);
    expect([codes(first), codes(second)]).toEqual([['file.code_unused'], ['file.code_unused', 'file.version_repeated']]);
    expect(second.rows).toEqual({ read: 1, kept: 0, rejected: 1 });
  });
});
