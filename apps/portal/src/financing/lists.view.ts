import {
  accountOf,
  type BalanceLine,
  claimKinds,
  type ClaimLine,
  claimLifecycle,
  enrolmentLifecycle,
  type EnrolmentLine,
  ledgerAccounts,
  type LedgerTransfer,
  type OrderLine,
  orderLifecycle,
  type PaymentFile,
  prestations,
  type RecoveryCandidate,
  type SchemePage,
  transferKinds,
} from '#financing';
import { registerGrounds } from '#decisions';
import { formatMoney, formatNumber, type Locale, type Text } from '#platform';
import { formatDate } from '../http/formats.js';
import { financingPages } from './financing.messages.js';

type Key = keyof typeof financingPages;
const column = (key: Key, figures = false) => ({ label: financingPages[key], ...(figures && { figures }) });
const badge = (status: { readonly badge: string; readonly label: Text }) => ({ badge: status.badge, text: status.label });

/** A table as the part of the pages prints it. */
export interface TableView {
  readonly columns: readonly object[];
  readonly rows: readonly { readonly cells: readonly object[] }[];
  readonly total?: readonly object[];
}

/** Orders, each leading to its page under `base`. */
export function ordersTable(orders: readonly OrderLine[], base: string, locale: Locale): TableView {
  return {
    columns: [
      column('column.order'),
      column('column.beneficiary'),
      column('column.scheme'),
      column('column.funded', true),
      column('column.paid', true),
      column('column.status'),
    ],
    rows: orders.map(({ id, number, beneficiary, scheme, fundedTtcCents, paidTtcCents, status }) => ({
      cells: [
        { text: number, href: `${base}/commandes/${id}`, mono: true },
        { text: beneficiary },
        { text: scheme, mono: true },
        { text: formatMoney(fundedTtcCents, locale) },
        { text: formatMoney(paidTtcCents, locale) },
        badge(orderLifecycle.show(status)),
      ],
    })),
  };
}

/** Claims for the officers, each leading to its order. */
export function claimsTable(claims: readonly ClaimLine[], locale: Locale): TableView {
  return {
    columns: [
      column('column.claim'),
      column('column.beneficiary'),
      column('column.vendor'),
      column('column.scheme'),
      column('column.amount', true),
      column('column.approvals', true),
      column('column.status'),
    ],
    rows: claims.map(({ number, orderId, kind, status, beneficiary, organisation, scheme, ttcCents, submittedAt, approvals }) => ({
      cells: [
        { text: number, href: `/paiement/commandes/${orderId}`, mono: true },
        { text: beneficiary, note: formatDate(submittedAt, locale, 'short') },
        { text: organisation },
        { text: scheme, mono: true },
        { text: formatMoney(ttcCents, locale), note: claimKinds[kind][locale] },
        { text: formatNumber(approvals, locale) },
        badge(claimLifecycle.show(status)),
      ],
    })),
  };
}

/** The enrolments of a vendor. */
export function enrolmentsTable(enrolments: readonly EnrolmentLine[]): TableView {
  return {
    columns: [column('column.certificate'), column('column.product'), column('column.account'), column('column.status')],
    rows: enrolments.map(({ id, certificate, product, ibanLast4, holder, status }) => ({
      cells: [
        { text: certificate, href: `/financement/enrolements/${id}`, mono: true },
        { text: product },
        { text: `•••• ${ibanLast4}`, note: holder },
        badge(enrolmentLifecycle.show(status)),
      ],
    })),
  };
}

/** The enrolments to check, with what may be done of each. */
export function enrolmentsToCheck(enrolments: readonly EnrolmentLine[]): readonly object[] {
  return enrolments.map((line) => ({
    ...line,
    status: enrolmentLifecycle.show(line.status),
    mayValidate: enrolmentLifecycle.allows(line.status, 'validate'),
    answers: (['ask_amend', 'reject', 'suspend'] as const)
      .filter((action) => enrolmentLifecycle.allows(line.status, action))
      .map((value) => ({ value, label: enrolmentLifecycle.action(value) })),
  }));
}

/** The schemes with their ceilings. */
export function schemesView(pages: readonly SchemePage[], locale: Locale): readonly object[] {
  return pages.map(({ scheme, ceilings }) => ({
    code: scheme.code,
    title: scheme.title,
    third: formatMoney(scheme.thirdOfficerCents, locale),
    awaitsPilots: scheme.needsPilotReport && scheme.pilotReportAt === null,
    table: {
      columns: [
        column('column.category'),
        column('column.prestation'),
        column('ledger.ht', true),
        column('ledger.ttc', true),
        column('column.from'),
        column('column.until'),
        column('column.source'),
      ],
      rows: ceilings.map(({ category, bracket, prestation, htCents, validFrom, validTo, source }) => ({
        cells: [
          { text: bracket === '*' ? category : `${category} · ${bracket}` },
          { text: prestations[prestation] },
          { text: formatMoney(htCents, locale) },
          { text: formatMoney(htCents + Math.round((htCents * scheme.vatBasisPoints) / 10_000), locale) },
          { text: formatDate(validFrom, locale, 'short') },
          { text: validTo === null ? financingPages['schemes.open-ended'] : formatDate(validTo, locale, 'short') },
          { text: source },
        ],
      })),
    },
  }));
}

/** Names of vendors by id. */
export type Names = ReadonlyMap<string, string>;

function accountName(code: string, names: Names, locale: Locale): string {
  const account = accountOf(code);
  if (account === null) return code;
  const owner = code.slice(account.length + 1);
  return `${ledgerAccounts[account][locale]} – ${names.get(owner) ?? owner}`;
}

/** The trial balance: both totals are the same. */
export function balanceTable(
  { lines, debit, credit }: { lines: readonly BalanceLine[]; debit: number; credit: number },
  names: Names,
  locale: Locale,
): TableView {
  const money = (cents: number) => ({ text: formatMoney(cents, locale) });
  return {
    columns: [column('column.account'), column('ledger.debit', true), column('ledger.credit', true), column('column.net', true)],
    rows: lines.map((line) => ({
      cells: [{ text: accountName(line.account, names, locale) }, money(line.debit), money(line.credit), money(line.credit - line.debit)],
    })),
    total: [{ text: financingPages['column.total'][locale] }, money(debit), money(credit), money(credit - debit)],
  };
}

/** Transfers, latest first. */
export function transfersTable(transfers: readonly LedgerTransfer[], names: Names, locale: Locale): TableView {
  return {
    columns: [
      column('ledger.entry'),
      column('ledger.date'),
      column('ledger.debit'),
      column('ledger.credit'),
      column('ledger.ht', true),
      column('ledger.vat', true),
      column('ledger.ttc', true),
    ],
    rows: transfers.map((transfer) => ({
      cells: [
        { text: `${transfer.number} ${transferKinds[transfer.kind][locale]}`, href: `/paiement/commandes/${transfer.orderId}` },
        { text: formatDate(transfer.at, locale, 'short') },
        { text: accountName(transfer.debitAccount, names, locale) },
        { text: accountName(transfer.creditAccount, names, locale) },
        { text: formatMoney(transfer.htCents, locale) },
        { text: formatMoney(transfer.vatCents, locale) },
        { text: formatMoney(transfer.cents, locale) },
      ],
    })),
  };
}

/** Payment files, latest first. */
export function filesTable(files: readonly PaymentFile[], locale: Locale): TableView {
  return {
    columns: [
      column('column.file'),
      column('ledger.date'),
      column('column.lines', true),
      column('column.amount', true),
      column('column.hash'),
    ],
    rows: files.map(({ id, number, createdAt, lines, cents, sha256 }) => ({
      cells: [
        { text: number, href: `/paiement/virements/${id}.csv`, mono: true },
        { text: formatDate(createdAt, locale, 'short') },
        { text: formatNumber(lines, locale) },
        { text: formatMoney(cents, locale) },
        { text: `${sha256.slice(0, 16)}…`, mono: true },
      ],
    })),
  };
}

/** What may be asked back, with what may be done of each. */
export function recoveryView(candidates: readonly RecoveryCandidate[], locale: Locale): readonly object[] {
  return candidates.map((candidate) => ({
    ...candidate,
    amount: formatMoney(candidate.cents, locale),
    effective: formatDate(candidate.effectiveFrom, locale),
    paid: formatDate(candidate.paidAt, locale),
    ground: Object.hasOwn(registerGrounds, candidate.ground)
      ? registerGrounds[candidate.ground as keyof typeof registerGrounds][locale]
      : candidate.ground, // checked on the line itself
    status: claimLifecycle.show(candidate.status),
    mayOrder: claimLifecycle.allows(candidate.status, 'order_recovery'),
    mayRecover: claimLifecycle.allows(candidate.status, 'recover'),
  }));
}
