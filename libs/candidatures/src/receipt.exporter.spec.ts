import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { loadConfig, PdfPool } from '#platform';
import { receiptHtml } from './receipt.exporter.js';
import { receiptHash, type ReceiptContent } from './receipt.rules.js';

const piece = (rank: number) => ({
  requirements: ['SEG.ACC.01', 'SEG.ACC.02'],
  title: `Rapport ${rank}`,
  fileName: rank === 0 ? null : `rapport-${rank}.pdf`,
  size: rank === 0 ? null : 18_400_000 + rank,
  version: 2,
  sha256: rank.toString(16).padStart(64, 'a'),
  receivedAt: '2026-10-25T00:30:00.123Z',
});
const content: ReceiptContent = {
  format: 1,
  number: 'REC-2026-00007',
  candidature: 'CAN-2026-00012',
  vendor: 'Atelier Łukasz « Corvane »',
  solution: 'Cœur & <Soin>',
  version: '8.3.0',
  call: 'DSR-LGC',
  packages: [{ code: 'securite', version: '1.2', contentHash: `sha256:${'ef'.repeat(32)}` }],
  completeAt: '2026-10-25T01:30:00.123Z',
  issuedAt: '2026-12-01T11:00:00.000Z',
  chapters: [{ section: 'ACC', round: 1, submittedAt: '2026-12-01T10:59:59.000Z', answersHash: `sha256:${'cd'.repeat(32)}` }],
  pieces: Array.from({ length: 60 }, (_, rank) => piece(rank)),
};
const receipt = {
  id: '018f0000-0000-7000-8000-000000000001',
  candidatureId: '018f0000-0000-7000-8000-000000000002',
  content,
  sha256: receiptHash(content),
};
const drawn = { receipt, isDemonstration: true, url: 'https://guichet.example' };
const pool = new PdfPool(loadConfig({ DATA_DIR: join(tmpdir(), `guichet-tests-${process.getuid?.() ?? 0}`), ...process.env }));

afterAll(() => pool.close());

describe('the receipt document', () => {
  it('holds everything it shows: nothing is fetched, and names are text, never markup', () => {
    const html = receiptHtml(drawn);
    expect(html).toContain('Cœur &amp; &lt;Soin&gt;');
    expect(html.match(/(?:src|href|url)\s*[=(]\s*["']?(?!data:)[^)"']*/g)).toBeNull();
    expect(html.slice(html.indexOf('<body>'))).not.toMatch(/[{}]/);
  });

  it('says what is held by equivalence, and from which certificate, only when something is', () => {
    const origins = [{ requirement: 'INS.02', package: 'INTEROP', version: '2026.1', certificate: 'CER-2026-00004' }];
    const acquired = [{ requirement: 'INS.09', origins, acquiredAt: '2026-10-25T00:30:00.123Z' }];
    const html = receiptHtml({ ...drawn, receipt: { ...receipt, content: { ...content, acquired } } });
    for (const expected of ['INS.09', 'INS.02 (INTEROP 2026.1), certificat CER-2026-00004', 'tenues par équivalence']) {
      expect(html).toContain(expected);
    }
    expect(receiptHtml(drawn)).not.toContain('équivalence');
  });

  it('prints what the cells of a workbook held as text, were it HTML', () => {
    const evil = 'A.01 <svg onload=alert(1)><script>alert(2)</script>';
    const held = {
      ...content,
      packages: [{ ...content.packages[0], code: evil, version: evil }],
      chapters: [{ ...content.chapters[0], section: evil }],
      pieces: [{ ...piece(1), requirements: [evil], title: evil }],
    };
    const html = receiptHtml({ ...drawn, receipt: { ...receipt, content: held } });
    expect(html.match(/A\.01 &lt;svg onload/g)?.length).toBeGreaterThanOrEqual(5);
    expect(html).not.toMatch(/<svg onload|<script>alert/);
  });

  it('says that it is worth nothing only where the vendor is invented', () => {
    expect(receiptHtml(drawn)).toContain('Démonstration – sans valeur');
    expect(receiptHtml({ ...drawn, isDemonstration: false })).not.toContain('Démonstration');
  });

  it('tells the two hours of one clock time apart when summer time ends', () => {
    const html = receiptHtml(drawn);
    expect(html).toContain('02:30:00,123, heure de Paris (UTC+1)');
    expect(html).toContain('25/10/2026 02:30:00,123 UTC+2');
  });

  it('prints a size under a kilobyte once', () => {
    const small = { ...content, pieces: [{ ...piece(1), size: 898 }] };
    expect(receiptHtml({ ...drawn, receipt: { ...receipt, content: small } })).toContain('version 2 · 898\u00a0octets<');
  });

  it('says so when no piece was asked for', () => {
    const bare = receiptHtml({ ...drawn, receipt: { ...receipt, content: { ...content, pieces: [] } } });
    expect(bare).toContain('aucune pièce n’était demandée');
  });
});

describe('the receipt as PDF', () => {
  let bytes: Buffer;
  let text: string;
  let document: Awaited<ReturnType<typeof getDocument>['promise']>;

  beforeAll(async () => {
    bytes = (await pool.render(receiptHtml(drawn), new Date(content.issuedAt))).bytes;
    document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false }).promise;
    const pages = Array.from({ length: document.numPages }, (_, index) =>
      document.getPage(index + 1).then((page) => page.getTextContent()),
    );
    const items = (await Promise.all(pages)).flatMap((page) => page.items);
    text = items
      .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : ''))
      .join('')
      .replace(/[\s\u00a0]+/g, ' ');
  });

  it('is tagged, with a title, a language and the date of the receipt', async () => {
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
    const { info } = await document.getMetadata();
    expect(info).toMatchObject({
      Title: 'Reçu de complétude REC-2026-00007',
      Language: 'fr',
      CreationDate: "D:20261201110000+00'00'",
    });
    const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
    for (const role of ['H1', 'H2', 'Table', 'TH']) expect(tree).toContain(`"role":"${role}"`);
  });

  it('lists every piece over as many numbered pages as needed, with the whole of its SHA-256', () => {
    expect(document.numPages).toBeGreaterThan(2);
    expect(text).toContain(`REC-2026-00007 · page 2 / ${document.numPages}`);
    const joined = text.replaceAll(' ', '');
    for (const { sha256, fileName, title } of content.pieces) {
      expect(joined).toContain(sha256);
      expect(text).toContain(fileName ?? title);
    }
    for (const hash of [receipt.sha256, 'ef'.repeat(32), 'cd'.repeat(32)]) expect(joined).toContain(hash);
    expect(text).toContain('version 2 · 18 Mo (18 400 001 octets)');
    expect(text).not.toContain('sha256:');
    expect(text).toContain('version 2 · référence, empreinte de sa valeur');
    expect(joined).toContain(`https://guichet.example/api/v1/candidatures/${receipt.candidatureId}/receipts/${receipt.id}`);
  });

  it('embeds its own fonts and no other', () => {
    const names = new Set([...bytes.toString('latin1').matchAll(/\/BaseFont \/(?:[A-Z]{6}\+)?([\w-]+)/g)].map(([, name]) => name));
    for (const name of names) expect(name).toMatch(/^AtkinsonHyperlegible(Next|Mono)/);
  });
});
