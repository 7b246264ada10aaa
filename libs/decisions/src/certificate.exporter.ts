import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Handlebars from 'handlebars';
import { DateTime } from 'luxon';
import QRCode from 'qrcode';
import { type Locale, type Params, projectFile, say } from '#platform';
import { certificateMessages } from './certificate.messages.js';
import { type CertificateFacts, fingerprint, longHash } from './certificate.rules.js';
import { type Issuer, verificationUrl } from './issuer.rules.js';
import { rosettePaths } from './rosette.rules.js';

const require = createRequire(import.meta.url);

/** Families and weights the certificate uses, one face each (OFL); the `latin-ext` ones serve names of other countries. */
const faces = [
  ...[400, 600].flatMap((weight) => ['latin', 'latin-ext'].map((subset) => ({ name: 'next', weight, subset }))),
  ...['latin', 'latin-ext'].map((subset) => ({ name: 'mono', weight: 400, subset })),
].map(({ name, weight, subset }) => {
  const family = `atkinson-hyperlegible-${name}`;
  return { family, subset, weight, package: `@fontsource/${family}`, file: `files/${family}-${subset}-${weight}-normal.woff2` };
});

/** The document being drawn, made once: the template and the fonts never change while the process lives. */
let template: {
  draw: Handlebars.TemplateDelegate;
  fonts: readonly { family: string; weight: number; data: string; range: string }[];
} | null = null;

/** Versions of the fonts in the document, kept with each certificate: `@fontsource/…@5.3.0`. */
export function certificateFonts(): readonly string[] {
  return [...new Set(faces.map((face) => face.package))].map((name) => {
    const { version } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as { version: string }; // every package has one
    return `${name}@${version}`;
  });
}

/** The certificate as one self-contained HTML document: French, a summary in English, fonts inside, nothing fetched. */
export function certificateHtml(facts: CertificateFacts, issuer: Issuer): string {
  template ??= {
    draw: Handlebars.compile(readFileSync(projectFile('libs/decisions/templates/certificate.hbs'), 'utf8'), { strict: true }),
    fonts: fonts(),
  };
  const url = verificationUrl(issuer, facts.number);
  const mark = fingerprint(facts);
  return template.draw({
    fonts: template.fonts,
    fr: texts('fr', facts, issuer),
    en: texts('en', facts, issuer),
    facts,
    issuer,
    scope: facts.scope.map((entry) => ({ ...entry, hash: longHash(entry.contentHash) })),
    fingerprint: longHash(mark),
    dossier: longHash(facts.decision.dossierHash),
    rosette: new Handlebars.SafeString(rosettePaths(mark)), // made of numbers only
    url,
    qr: qrPath(url),
  });
}

/** Unicode ranges of the two subsets, as their publisher splits them. */
const ranges: Readonly<Record<string, string>> = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext': 'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113',
};

function fonts(): { family: string; weight: number; data: string; range: string }[] {
  return faces.map(({ family, weight, package: name, file, subset }) => {
    // Without its padding: the template escapes the sign `=`.
    const data = readFileSync(require.resolve(`${name}/${file}`))
      .toString('base64')
      .replace(/=+$/, '');
    return { family, weight, data, range: ranges[subset] };
  });
}

type Texts = Record<string, string>;

function texts(locale: Locale, facts: CertificateFacts, issuer: Issuer): Texts {
  const { product, organisation, decision } = facts;
  const params: Params = {
    number: facts.number,
    issuer: issuer.name,
    product: product.name,
    version: product.version,
    organisation: organisation.name,
    from: day(facts.validFrom, locale),
    until: day(facts.validUntil, locale),
    url: verificationUrl(issuer, facts.number),
  };
  const plain = Object.entries(certificateMessages).map(([key, text]) => [key.replace('.', '_'), say(text, locale, params)] as const);
  const isReserved = decision.outcome === 'referenced_under_reservation';
  const { technicalNumber, version } = product;
  const built =
    technicalNumber === null || technicalNumber === version
      ? version
      : say(certificateMessages.build, locale, { version, technical: technicalNumber });
  const decided = say(certificateMessages['decision.value'], locale, { number: decision.number, date: day(decision.decidedAt, locale) });
  const siren =
    organisation.siren === null
      ? organisation.country
      : say(certificateMessages.siren, locale, { siren: organisation.siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0') });
  const said = Object.fromEntries(plain);
  return {
    ...said,
    kind: isReserved ? said['kind_reservation'] : said['kind'],
    statement: isReserved ? said['statement_reservation'] : said['statement'],
    build: built,
    decision_value: decided,
    siren,
  };
}

/** An instant as a day of Paris. */
function day(instant: string, locale: Locale): string {
  const local = DateTime.fromISO(instant, { zone: 'Europe/Paris' }).setLocale(locale === 'fr' ? 'fr' : 'en-GB');
  const printed = local.toFormat('d MMMM yyyy');
  return locale === 'fr' ? printed.replace(/^1 /, '1er ').replaceAll(' ', '\u00a0') : printed.replaceAll(' ', '\u00a0');
}

/** The code as one SVG path, a square per dark module, with the side of its drawing, margin included. */
function qrPath(text: string): { readonly box: number; readonly path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const squares = Array.from(modules.data, (dark, position) =>
    dark ? `M${position % modules.size} ${Math.floor(position / modules.size)}h1v1h-1z` : '',
  );
  return { box: modules.size + 4, path: squares.join('') };
}
