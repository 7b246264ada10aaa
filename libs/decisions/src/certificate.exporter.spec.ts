import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { documentFonts, loadConfig, PdfPool } from '#platform';
import { certificateHtml } from './certificate.exporter.js';
import { type CertificateFacts, fingerprint, longHash } from './certificate.rules.js';
import { rosettePaths } from './rosette.rules.js';

const issuer = { url: 'https://guichet.example', name: 'Agence Repère', demonstration: true };
const facts: CertificateFacts = {
  number: 'REP-2026-00041',
  product: { name: 'Cœur & <Soin>', version: '8.2.0', technicalNumber: '8.2.0.4417', softwareType: 'LGC' },
  organisation: { name: 'Atelier Łukasz « Corvane »', siren: '404833048', country: 'FR' },
  scope: [
    { code: 'interoperabilite', version: '1.0', contentHash: `sha256:${'ab'.repeat(32)}` },
    { code: 'securite', version: '1.2', contentHash: `sha256:${'ef'.repeat(32)}` },
  ],
  decision: {
    number: 'DEC-2026-00041',
    outcome: 'referenced',
    decidedAt: '2026-03-03T10:20:00.000Z',
    signatory: { name: 'Camille Ardent', capacity: 'Directrice de l’évaluation' },
    dossierHash: `sha256:${'cd'.repeat(32)}`,
  },
  validFrom: '2026-03-03T10:20:00.000Z',
  validUntil: '2029-03-01T10:20:00.000Z',
};
const at = new Date(facts.decision.decidedAt);
const pool = new PdfPool(loadConfig({ DATA_DIR: join(tmpdir(), `guichet-tests-${process.getuid?.() ?? 0}`), ...process.env }));

afterAll(() => pool.close());

describe('the certificate document', () => {
  it('holds everything it shows: nothing is fetched, and names are text, never markup', () => {
    const html = certificateHtml(facts, issuer);
    expect(html).toContain('Cœur &amp; &lt;Soin&gt;');
    expect(html.match(/(?:src|href|url)\s*[=(]\s*["']?(?!data:)[^)"']*/g)).toBeNull();
    expect(html).not.toMatch(/\{\w+\}(?! )/);
    expect(html).toContain(rosettePaths(fingerprint(facts).slice(7)));
  });

  it('changes with any fact, and so does its fingerprint', () => {
    const other = { ...facts, product: { ...facts.product, version: '8.2.1' } };
    expect(fingerprint(other)).not.toBe(fingerprint(facts));
    expect(certificateHtml({ ...facts, decision: { ...facts.decision, outcome: 'referenced_under_reservation' } }, issuer)).toContain(
      'sous réserve',
    );
  });

  it('says that it is worth nothing only where the issuer is invented', () => {
    expect(certificateHtml(facts, issuer)).toContain('Démonstration – sans valeur');
    expect(certificateHtml(facts, { ...issuer, demonstration: false })).not.toContain('Démonstration');
  });

  it('names the versions of its fonts', () => {
    expect(documentFonts()).toEqual([expect.stringMatching(/hyperlegible-next@\d/), expect.stringMatching(/hyperlegible-mono@\d/)]);
  });
});

describe('the certificate as PDF', () => {
  let bytes: Buffer;
  let document: Awaited<ReturnType<typeof getDocument>['promise']>;

  beforeAll(async () => {
    bytes = (await pool.render(certificateHtml(facts, issuer), at)).bytes;
    document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false }).promise;
  });

  it('is the same, byte for byte, when drawn again, also by another browser', async () => {
    expect((await pool.render(certificateHtml(facts, issuer), at)).bytes.equals(bytes)).toBe(true);
    await pool.close();
    expect((await pool.render(certificateHtml(facts, issuer), at)).bytes.equals(bytes)).toBe(true);
  });

  it('is one tagged page with a title, a language and the date of the decision', async () => {
    expect(document.numPages).toBe(1);
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
    const { info } = await document.getMetadata();
    expect(info).toMatchObject({
      Title: 'Certificat de référencement REP-2026-00041',
      Language: 'fr',
      CreationDate: "D:20260303102000+00'00'",
      ModDate: "D:20260303102000+00'00'",
    });
    const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
    for (const role of ['H1', 'H2', 'Table', 'TH', 'Figure']) expect(tree).toContain(`"role":"${role}"`);
  });

  it('can be read as text, accents and typography included', async () => {
    const { items } = await (await document.getPage(1)).getTextContent();
    const text = items
      .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : ''))
      .join('')
      .replace(/[\s\u00a0]+/g, ' ');
    for (const expected of [
      'REP-2026-00041',
      'Cœur & <Soin>',
      'Atelier Łukasz « Corvane »',
      'du 3 mars 2026 au 1er mars 2029',
      'SIREN 404 833 048',
      'Démonstration – sans valeur',
      'https://guichet.example/verifier/REP-2026-00041',
      'Directrice de l’évaluation',
    ]) {
      expect(text).toContain(expected);
    }
    expect(text.replaceAll(' ', '')).toContain(longHash(fingerprint(facts)).replaceAll(' ', ''));
    expect(text).toContain('certifies that version 8.2.0');
  });

  it('embeds its own fonts and no other', () => {
    const names = new Set([...bytes.toString('latin1').matchAll(/\/BaseFont \/(?:[A-Z]{6}\+)?([\w-]+)/g)].map(([, name]) => name));
    expect(names.size).toBe(3);
    for (const name of names) expect(name).toMatch(/^AtkinsonHyperlegible(Next|Mono)/);
    expect(bytes.toString('latin1').match(/\/FontFile2?3? /g)?.length).toBeGreaterThanOrEqual(3);
  });
});
