import { type CatalogueSheet, isStanding, laneLabel, type PublicCertificate, softwareTypeLabel, waveLabel } from '#catalogue';
import { certificateLifecycle, registerGrounds } from '#decisions';
import { type Locale, say } from '#platform';
import { outcomeFacts } from '#review';
import { publicHref } from '../http/chrome.js';
import { formatDate } from '../http/formats.js';
import { vendorText } from './catalogue.view.js';
import { cataloguePages } from './catalogue.messages.js';

const texts = cataloguePages;

/** The page of a product: its certificate first, then what it rests on, then its history. */
export function sheetView({ solution, history }: CatalogueSheet, locale: Locale): object {
  const [first, ...others] = solution.certificates;
  const { badge, label } = certificateLifecycle.show(first.status);
  const standing = isStanding(first)
    ? say(texts['sheet.standing'], locale, { date: formatDate(first.validUntil, locale) })
    : say(texts['sheet.ended'], locale, { date: formatDate(first.statusSince, locale) });
  return {
    name: solution.name,
    status: { badge, label },
    standing,
    tagline: vendorText(solution.texts.tagline, locale),
    vendor: solution.vendor,
    type: softwareTypeLabel(solution.softwareType),
    vendorHref: `${publicHref('/catalogue', locale)}?${new URLSearchParams({ vendor: solution.vendor }).toString()}`,
    website: solution.texts.website ?? null,
    description: vendorText(solution.texts.description, locale),
    certificate: certificateView(first, locale),
    isDemonstration: first.isDemonstration,
    isObsolete: first.isObsolete,
    requirements: requirementsView(first, locale),
    others: othersView(others, locale),
    history: history.map((line) => {
      const shown = certificateLifecycle.show(line.status);
      const params = { ground: registerGrounds[line.ground], date: formatDate(line.effectiveFrom, locale, 'short') };
      return {
        at: line.decidedAt,
        title: say(texts['sheet.act'], locale, params),
        badge: shown.badge,
        badgeLabel: shown.label,
        text: line.number,
        version: line.version,
        number: line.actNumber,
      };
    }),
    financing: financingView(solution.certificates, locale),
    identity: identityView(solution.nil, first),
    json: `/api/v1/solutions/${solution.slug}`,
  };
}

function certificateView(one: PublicCertificate, locale: Locale): object {
  const page = publicHref(`/verifier/${one.number}`, locale);
  const files = `/verifier/${one.number}`;
  const version =
    one.technicalNumber === null
      ? one.version
      : say(texts['sheet.build'], locale, { version: one.version, technical: one.technicalNumber });
  const { badge, label } = certificateLifecycle.show(one.status);
  return {
    number: one.number,
    status: { badge, label },
    version,
    scope: criteriaOf(one),
    decidedAt: one.decidedAt,
    validFrom: one.validFrom,
    validUntil: one.validUntil,
    sha256: one.pdfSha256 === null ? null : one.fingerprint.replace('sha256:', ''),
    verify: page,
    links:
      one.pdfSha256 === null
        ? []
        : [
            { href: `${files}/certificat.pdf`, label: texts['sheet.pdf'] },
            { href: `${files}/attestation.json`, label: texts['sheet.credential'] },
          ],
  };
}

const criteriaOf = ({ scope }: PublicCertificate): string => scope.map(({ code, version }) => `${code} ${version}`).join(', ');

/** The kinds of verdict of the table, in the order of the desk. */
const kinds = ['conform', 'minor', 'major', 'not_applicable'] as const;

function requirementsView(one: PublicCertificate, locale: Locale): object {
  const columns = [
    { label: texts['sheet.chapter'] },
    { label: texts['sheet.total'], figures: true },
    { label: texts['sheet.mandatory'], figures: true },
    ...kinds.map((kind) => ({ label: outcomeFacts[kind].label, figures: true })),
  ];
  const rows = one.chapters.map((chapter) => ({
    cells: [
      { text: vendorText(chapter.title, locale)?.text ?? chapter.section, note: `${chapter.package} ${chapter.version}` },
      ...[chapter.total, chapter.mandatory, ...kinds.map((kind) => chapter[kind])].map((count) => ({ text: String(count) })),
    ],
  }));
  const lead = say(texts['sheet.requirements.lead'], locale, { version: one.version, criteria: criteriaOf(one) });
  return { columns, rows, lead, total: one.chapters.reduce((sum, { total }) => sum + total, 0) };
}

function othersView(others: readonly PublicCertificate[], locale: Locale): object | null {
  if (others.length === 0) return null;
  const columns = (['number', 'version', 'status', 'call', 'until'] as const).map((name) => ({ label: texts[`sheet.${name}`] }));
  const rows = others.map((one) => {
    const { badge, label } = certificateLifecycle.show(one.status);
    return {
      cells: [
        { text: one.number, href: publicHref(`/verifier/${one.number}`, locale), mono: true },
        { text: one.version, mono: true },
        { badge, text: label },
        { text: one.callTitle },
        { text: formatDate(one.validUntil, locale, 'short') },
      ],
    };
  });
  return { columns, rows };
}

function financingView(certificates: readonly PublicCertificate[], locale: Locale): string {
  const calls = certificates.filter(({ financeable }) => financeable).map(({ callTitle }) => say(callTitle, locale));
  if (calls.length === 0) return say(texts['sheet.financing.no'], locale);
  return say(texts['sheet.financing.yes'], locale, { calls: new Intl.ListFormat(locale).format(new Set(calls)) });
}

function identityView(nil: string | null, first: PublicCertificate): object[] {
  const optional = [
    { term: texts['sheet.siren'], text: first.siren, mono: true },
    { term: texts['sheet.nil'], text: nil, mono: true },
    { term: texts['sheet.lane'], text: first.lane === null ? null : laneLabel(first.lane) },
    { term: texts['sheet.wave'], text: first.wave === null ? null : waveLabel(first.wave) },
  ];
  return [
    { term: texts['sheet.vendor'], text: first.organisation },
    ...optional.filter(({ text }) => text !== null),
    { term: texts['sheet.call'], text: first.callTitle },
    { term: texts['sheet.decision'], text: first.decisionNumber, mono: true },
  ];
}
