import {
  asOfLabels,
  type AsOf,
  certificateLifecycle,
  publishedOn,
  type PublicLine,
  type RegisterEntry,
  registerGrounds,
  type RegisterPage,
  type Verification,
} from '#decisions';
import { type Badge, type Locale, say } from '#platform';
import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { publicHref } from '../http/chrome.js';
import { formatDate } from '../http/formats.js';
import { decisionsPages } from './decisions.messages.js';

/** The end of a day in Paris: what is asked of a day includes all of it. */
export function endOfDay(day: string | undefined, now: Date): Date {
  if (day === undefined) return now;
  return DateTime.fromISO(day, { zone: 'Europe/Paris' }).endOf('day').toJSDate();
}

/** The two days asked for; today, as known today, when none is. */
export function asOfDays(days: { readonly on?: string; readonly known?: string }, now: Date): AsOf {
  if (days.on === undefined && days.known === undefined) return publishedOn(now);
  return { on: endOfDay(days.on, now), known: endOfDay(days.known ?? days.on, now) };
}

/** A page of the register. */
export function registerView(entries: readonly RegisterEntry[], asOf: AsOf, locale: Locale) {
  const rows = entries.map((entry) => ({
    cells: [
      { text: entry.number, href: publicHref(`/verifier/${entry.number}`, locale), mono: true },
      { text: entry.facts.product.name, note: entry.facts.product.version },
      { text: entry.facts.organisation.name },
      statusCell(entry),
      { text: formatDate(entry.effectiveFrom, locale, 'short') },
      { text: formatDate(entry.validUntil, locale, 'short') },
    ],
  }));
  const columns = ['number', 'product', 'organisation', 'status', 'since', 'until'] as const;
  return {
    isEmpty: rows.length === 0,
    rows,
    columns: columns.map((name) => ({ label: decisionsPages[`register.${name}`] })),
    scope: say(decisionsPages['register.scope'], locale, { on: formatDate(asOf.on, locale), known: formatDate(asOf.known, locale) }),
    labels: asOfLabels,
  };
}

function statusCell({ status }: Pick<RegisterEntry, 'status'>) {
  const { badge, label } = certificateLifecycle.show(status);
  return { badge, text: label };
}

/** The register as a CSV file: one line a certificate, instants in UTC. */
export function registerCsv(entries: readonly RegisterEntry[]): string {
  const rows = entries.map(({ facts, ...entry }) => ({
    number: entry.number,
    product: facts.product.name,
    version: facts.product.version,
    technical_number: facts.product.technicalNumber,
    software_type: facts.product.softwareType,
    organisation: facts.organisation.name,
    siren: facts.organisation.siren,
    status: entry.status,
    decided_at: entry.decidedAt.toISOString(),
    effective_from: entry.effectiveFrom.toISOString(),
    ground: entry.ground,
    valid_from: entry.validFrom.toISOString(),
    valid_until: entry.validUntil.toISOString(),
    decision: facts.decision.number,
    scope: facts.scope.map(({ code, version }) => `${code} ${version}`).join('; '),
    fingerprint: entry.fingerprint,
  }));
  // A cell that a spreadsheet would run as a formula is written as text.
  return stringify(rows, { header: true, columns: csvColumns, escape_formulas: true, record_delimiter: '\r\n' });
}

const csvColumns = [
  ...['number', 'product', 'version', 'technical_number', 'software_type', 'organisation', 'siren', 'status', 'decided_at'],
  ...['effective_from', 'ground', 'valid_from', 'valid_until', 'decision', 'scope', 'fingerprint'],
];

/** The lines of a certificate's history. */
export function historyView(lines: readonly PublicLine[], locale: Locale) {
  return lines.map((line) => {
    const { badge, label } = certificateLifecycle.show(line.status);
    const params = { ground: registerGrounds[line.ground], from: formatDate(line.effectiveFrom, locale) };
    return {
      at: line.decidedAt,
      withTime: true,
      text: say(decisionsPages['certificate.line'], locale, params),
      number: line.actNumber,
      badge,
      badgeLabel: label,
    };
  });
}

/** The public page of a certificate. */
export function certificateView({ entry, lines, issue }: RegisterPage, asOf: AsOf, locale: Locale) {
  const { facts } = entry;
  const files = `/verifier/${entry.number}`;
  const decided = { number: facts.decision.number, date: formatDate(facts.decision.decidedAt, locale) };
  const texts = decisionsPages;
  const proof =
    issue === null
      ? []
      : [
          { term: texts['certificate.pdf-hash'], text: issue.pdfSha256, mono: true },
          { term: texts['certificate.key'], text: issue.kid, mono: true },
          { term: texts['certificate.issued'], text: formatDate(issue.issuedAt, locale) },
          { term: texts['certificate.drawn'], text: issue.chromium },
        ];
  return {
    number: entry.number,
    name: facts.product.name,
    version: facts.product.version,
    organisation: facts.organisation.name,
    status: certificateLifecycle.show(entry.status),
    standing: say(texts['certificate.standing'], locale, { on: formatDate(asOf.on, locale) }),
    card: {
      version: facts.product.version,
      scopeText: facts.scope.map(({ code, version }) => `${code} ${version}`).join(', '),
      decidedAt: facts.decision.decidedAt,
      validFrom: entry.validFrom,
      validUntil: entry.validUntil,
      fingerprint: entry.isIssued ? entry.fingerprint.replace('sha256:', '') : null,
      links: entry.isIssued
        ? [
            { href: `${files}/certificat.pdf`, label: texts['certificate.pdf'] },
            { href: `${files}/attestation.json`, label: texts['certificate.credential'] },
          ]
        : [],
    },
    isIssued: entry.isIssued,
    isDemonstration: entry.issuer.demonstration,
    facts: [
      { term: texts['certificate.siren'], text: facts.organisation.siren ?? facts.organisation.country, mono: true },
      { term: texts['certificate.decision'], text: say(texts['certificate.decision.value'], locale, decided) },
      { term: texts['certificate.signatory'], text: `${facts.decision.signatory.name}, ${facts.decision.signatory.capacity}` },
      { term: texts['certificate.dossier'], text: facts.decision.dossierHash.replace('sha256:', ''), mono: true },
      ...proof,
    ],
    scopeColumns: [texts['certificate.scope'], texts['certificate.scope.version'], texts['certificate.scope.hash']].map((label) => ({
      label,
    })),
    scope: facts.scope.map(({ code, version, contentHash }) => ({
      cells: [
        { text: code, mono: true },
        { text: version, mono: true },
        { text: contentHash.replace('sha256:', ''), mono: true },
      ],
    })),
    history: historyView(lines, locale),
  };
}

const badges: Readonly<Record<Verification['outcome'], Badge>> = {
  authentic: 'done',
  altered: 'error',
  wrong_key: 'error',
  withdrawn: 'error',
  suspended: 'paused',
  expired: 'expired',
  not_yet_valid: 'todo',
  unproven: 'question',
};

/** The answer of a check, in words. */
export function verificationView(verification: Verification, known: RegisterPage | null, locale: Locale) {
  const stated = verification.certificate?.credentialSubject ?? null;
  return {
    outcome: { badge: badges[verification.outcome], label: verification.label },
    kind: verification.valid ? 'success' : 'error',
    reasons: verification.reasons.map(({ text, params }) => say(text, locale, params)),
    stated: stated && {
      number: stated.number,
      product: stated.product.name,
      version: stated.product.version,
      organisation: stated.organisation.name,
    },
    known: known && {
      status: certificateLifecycle.show(known.entry.status),
      href: publicHref(`/verifier/${known.entry.number}`, locale),
      number: known.entry.number,
    },
  };
}
