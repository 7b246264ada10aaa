import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import writeWorkbook from 'write-excel-file/node';
import { Browser, signedInBrowser } from '../support/browser.js';
import { makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';

const portal = await testPortal();
const editor = await signedInBrowser(portal, await makePerson(portal.database.portal, { role: 'criteria_editor' }));
const send = (name: string, bytes: Buffer, fields: Readonly<Record<string, string>> = {}) =>
  editor.upload('/envois/referentiels', fields, { name, bytes });

const headers = [
  "Nature de l'exigence",
  'Section',
  'N° exigence',
  "Énoncé de l'exigence",
  'N° scénario',
  'Scénario de conformité',
  'Rem Ségur',
];
const csv = (rows: readonly string[][]) => Buffer.from([headers, ...rows].map((row) => row.join(';')).join('\n'));

describe('a criteria editor imports', () => {
  it('a slow file of 20 MB while the portal goes on answering', async () => {
    const long = `"Le système DOIT ${'afficher "" les traits '.repeat(45)}"`;
    const rows = Array.from({ length: 19_000 }, (_, row) => ['EXIGENCE', 'INS_Identité', `INS/A.${row}`, long, '', '', 'LGC']);
    const bytes = csv(rows);
    expect(bytes.byteLength).toBeGreaterThan(19_000_000);
    let isOver = false;
    const sent = send('REM-LENT-Va1.csv', bytes).finally(() => (isOver = true));
    const waits: number[] = [];
    while (!isOver) {
      const started = performance.now();
      expect((await request(portal.server).get('/')).status).toBe(200);
      waits.push(performance.now() - started);
    }
    expect(waits.length).toBeGreaterThan(5);
    expect(Math.max(...waits)).toBeLessThan(1500);
    const report = await editor.get((await sent).headers['location']);
    expect(report.status).toBe(200);
    expect(report.text).toContain('Rien n’a été enregistré'); // a package holds 5,000 requirements
  });

  it('a file of several packages, each with its report and its draft', async () => {
    const one = ['EXIGENCE', 'INS_Identité', 'INS/A.01', 'Le système DOIT afficher.', '', ''];
    const sent = await send(
      'tout.csv',
      csv([
        [...one, 'LGC'],
        [...one, 'RIS'],
      ]),
    );
    expect([sent.status, sent.headers['location']]).toEqual([303, '/agence/referentiels']);
    const list = await editor.get('/agence/referentiels');
    for (const text of ['REM-LGC', 'REM-RIS', 'Le fichier contient 2 référentiels']) expect(list.text).toContain(text);
    expect(list.text.match(/href="\/agence\/referentiels\/imports\//g)?.length).toBeGreaterThanOrEqual(2);
    expect(list.text).toContain('20\u00a0Mo');
    const api = (rows: string[][]) => editor.upload('/api/v1/packages/imports', { version: 'Va3' }, { name: 'tout.csv', bytes: csv(rows) });
    const several = await api([
      [...one, 'LGC'],
      [...one, 'RIS'],
    ]);
    expect([several.status, several.body]).toMatchObject([201, [{ rows: { read: 1, kept: 1 } }, { rows: { read: 1, kept: 1 } }]]);
    expect((await api([[...one, 'LGC']])).body).toMatchObject({ format: 'rem-csv', rows: { read: 1, kept: 1, rejected: 0 } });
  });

  it('cells that hold HTML, which print as text on every page', async () => {
    const evil = '<svg onload=alert(1)>';
    const rows = [
      headers,
      [
        'EXIGENCE',
        `X_${evil}`,
        `INS/A.01 ${evil}`,
        `Le système DOIT <img src=x onerror=alert(2)> ${evil} afficher.`,
        `S ${evil}`,
        `Voir ${evil}<script>alert(3)</script>`,
        '',
      ],
    ];
    const bytes = await writeWorkbook(
      rows.map((row) => row.map((value) => (value === '' ? null : { value }))),
      { sheet: 'Exigences' },
    ).toBuffer();
    const sent = await send('html.xlsx', bytes, { package: 'REM-HTML', version: 'Va1' });
    const report = await editor.get(sent.headers['location']);
    const draft = /href="(\/agence\/referentiels\/[0-9a-f-]{36})"/.exec(report.text)?.[1] ?? '';
    const key = encodeURIComponent(`INS/A.01 ${evil}`);
    for (const path of [sent.headers['location'], draft, '/criteres/REM-HTML/Va1', `/criteres/REM-HTML/Va1/exigences/${key}`]) {
      const { status, text } = await editor.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/<svg onload|<img src=x|<script>alert/);
    }
    expect((await editor.get('/criteres/REM-HTML/Va1')).text).toContain('&lt;svg onload');
  });

  it('nothing without the right to', async () => {
    const vendor = await signedInBrowser(portal, await makePerson(portal.database.portal, { role: 'vendor_admin' }));
    expect((await vendor.upload('/envois/referentiels', {}, { name: 'x.csv', bytes: Buffer.from('a;b') })).status).toBe(403);
    expect((await new Browser(portal).upload('/envois/referentiels', {}, { name: 'x.csv', bytes: Buffer.from('a;b') })).status).not.toBe(
      200,
    );
  });
});
