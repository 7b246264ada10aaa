import Handlebars from 'handlebars';
import { DateTime } from 'luxon';
import QRCode from 'qrcode';
import { documentTemplate, type Locale, type Params, say } from '#platform';
import { certificateMessages } from './certificate.messages.js';
import { type CertificateFacts, fingerprint, longHash } from './certificate.rules.js';
import { type Issuer, verificationUrl } from './issuer.rules.js';
import { rosettePaths } from './rosette.rules.js';

const draw = documentTemplate('libs/decisions/templates/certificate.hbs');

/** The certificate as one self-contained HTML document: French, a summary in English, fonts inside, nothing fetched. */
export function certificateHtml(facts: CertificateFacts, issuer: Issuer): string {
  const url = verificationUrl(issuer, facts.number);
  const mark = fingerprint(facts);
  return draw({
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
