import {
  accountOf,
  agencyWords,
  beneficiaryIdentifiers,
  brokenRules,
  type Claim,
  claimKinds,
  claimLifecycle,
  findings,
  fundedAmount,
  type Finding,
  ledgerAccounts,
  type LedgerTransfer,
  orderLifecycle,
  type OrderPage,
  officersNeeded,
  type RuleResult,
  split,
  type Stage,
  transferKinds,
} from '#financing';
import { type Actor, formatMoney, type Locale, say } from '#platform';
import type { FormView } from '../http/forms.js';
import { formatDate } from '../http/formats.js';
import { financingPages } from './financing.messages.js';

/** What the page of an order shows beside the order. */
export interface OrderExtras {
  readonly stage: Stage;
  readonly rules: readonly RuleResult[];
  /** Last instant of the claim of this stage, when the calendar has one. */
  readonly deadline: Date | null;
  readonly form: FormView;
  readonly actor: Actor;
}

type Key = keyof typeof financingPages;
const text = (key: Key) => financingPages[key];
const tones = { met: 'done', broken: 'error', to_check: 'todo', not_concerned: 'neutral' } as const satisfies Record<Finding, string>;

/** The page of an order, for its vendor and for the payer. */
export function orderView(page: OrderPage, extras: OrderExtras, locale: Locale): object {
  const { order, beneficiary, organisation, certificate, scheme } = page;
  const broken = brokenRules(extras.rules).length;
  const isPayer = extras.actor.roles.includes('payment_officer');
  // Before the advance is paid the balance is not blocked: its turn has not come.
  const isTurn = extras.stage === 'advance' || liveClaim(page, 'advance')?.status === 'paid';
  const subject = extras.stage === 'advance' ? text('order.advance') : text('order.balance');
  return {
    id: order.id,
    name: beneficiary.name,
    head: say(text('order.head'), locale, {
      number: order.number,
      vendor: organisation,
      product: `${certificate.product.name} ${certificate.product.version}`,
      scheme: scheme.title,
    }),
    identifiers: beneficiary.identifiers.map(({ scheme: kind, value }) => `${beneficiaryIdentifiers[kind][locale]} ${value}`).join(' · '),
    isOne: beneficiary.identifiers.length > 1,
    status:
      order.status === 'ordered' && broken > 0 && isTurn
        ? {
            badge: 'error',
            label: say(text(broken === 1 ? 'order.blocked.one' : 'order.blocked.other'), locale, { part: subject, count: broken }),
          }
        : orderLifecycle.show(order.status),
    stages: stagesOf(page, extras, locale),
    rules: rulesTable(extras.rules, locale),
    rulesCaption: say(text('order.rules'), locale, { part: subject }),
    ledger: ledgerTable(page.transfers, locale),
    restsOn: restsOn(page, locale),
    claims: page.claims.map((claim) => claimView(claim, page, extras.actor, locale)),
    actions: isPayer ? {} : vendorActions(page, extras),
    cancelAction: order.status === 'ordered' ? `${isPayer ? '/paiement' : '/financement'}/commandes/${order.id}/annulation` : null,
    form: extras.form,
    needsIndicator: scheme.needsIndicator,
    indicators: ['case_1', 'case_2'].map((value) => ({ value, label: text(value === 'case_1' ? 'fitness.case_1' : 'fitness.case_2') })),
    kinds: (['va', 'mom', 'vsr'] as const).map((value) => ({ value, label: text(`fitness.${value}`) })),
  };
}

const isOpen = (claim: Claim) => !['rejected', 'cancelled', 'recovered'].includes(claim.status);
const liveClaim = (page: OrderPage, kind: Claim['kind']) => page.claims.find((claim) => claim.kind === kind && isOpen(claim));

function stagesOf(page: OrderPage, { deadline }: OrderExtras, locale: Locale) {
  const { order, ceiling, fitness, scheme } = page;
  const { advance, balance } = split(fundedAmount(order), scheme.advanceBasisPoints);
  const day = (date: Date | string) => formatDate(date, locale, 'short');
  const part = (kind: 'advance' | 'balance', amount: number) => {
    const claim = liveClaim(page, kind);
    const shown = claim ? claimLifecycle.show(claim.status) : { badge: 'todo' as const, label: claimKinds[kind] };
    const label = claim ? `${claimKinds[kind][locale]} – ${shown.label[locale].toLowerCase()}` : claimKinds[kind];
    const note = claim?.paidAt
      ? say(text('order.paid-on'), locale, { date: day(claim.paidAt) })
      : deadline && !claim
        ? say(text('order.before'), locale, { date: day(deadline) })
        : '';
    return {
      state: claim?.paidAt ? 'done' : claim ? 'current' : 'todo',
      badge: shown.badge,
      label,
      value: formatMoney(claim?.ttcCents ?? amount, locale),
      note,
    };
  };
  const ordered = orderLifecycle.show(order.status);
  const note = say(text('order.signed'), locale, { ceiling: formatMoney(ceiling.htCents, locale), date: day(order.signedOn) });
  return [
    { state: 'done', badge: ordered.badge, label: ordered.label, value: formatMoney(order.fundedTtcCents, locale), note },
    part('advance', advance.ttc),
    fitness === null
      ? { state: 'todo', badge: 'todo', label: text('order.fitness'), value: '–', note: text('order.fitness.awaited') }
      : { state: 'done', badge: 'done', label: text('order.fitness'), value: day(fitness.signedOn), note: text(`fitness.${fitness.kind}`) },
    part('balance', balance.ttc),
  ];
}

function rulesTable(rules: readonly RuleResult[], locale: Locale) {
  return {
    columns: [
      { label: text('rule.number') },
      { label: text('rule.title') },
      { label: text('rule.finding') },
      { label: text('rule.result') },
    ],
    rows: rules.map(({ id, title, finding, text: words, source }) => ({
      cells: [
        { text: id, mono: true },
        { text: title[locale], note: source },
        { text: words[locale] },
        { badge: tones[finding], text: findings[finding] },
      ],
    })),
  };
}

function ledgerTable(transfers: readonly LedgerTransfer[], locale: Locale) {
  const account = (code: string) => {
    const known = accountOf(code);
    return known === null ? code : ledgerAccounts[known][locale];
  };
  const sign = ({ debitAccount, creditAccount }: LedgerTransfer) =>
    accountOf(creditAccount) === 'committed' ? 1 : accountOf(debitAccount) === 'committed' ? -1 : 0;
  const left = (of: (transfer: LedgerTransfer) => number) =>
    transfers.reduce((total, transfer) => total + sign(transfer) * of(transfer), 0);
  const money = (cents: number) => ({ text: formatMoney(cents, locale) });
  return {
    columns: [
      { label: text('ledger.date') },
      { label: text('ledger.entry') },
      { label: text('ledger.debit') },
      { label: text('ledger.credit') },
      { label: text('ledger.ht'), figures: true },
      { label: text('ledger.vat'), figures: true },
      { label: text('ledger.ttc'), figures: true },
    ],
    rows: transfers.map((transfer) => ({
      cells: [
        { text: formatDate(transfer.at, locale, 'short') },
        { text: `${transfer.number} ${transferKinds[transfer.kind][locale]}` },
        { text: account(transfer.debitAccount) },
        { text: account(transfer.creditAccount) },
        money(transfer.htCents),
        money(transfer.vatCents),
        money(transfer.cents),
      ],
    })),
    total: [
      { text: text('ledger.left')[locale] },
      { text: '' },
      { text: '' },
      { text: '' },
      money(left(({ htCents }) => htCents)),
      money(left(({ vatCents }) => vatCents)),
      money(left(({ cents }) => cents)),
    ],
  };
}

function restsOn({ certificate, decisionNumber, order, fitness }: OrderPage, locale: Locale) {
  return [
    { term: text('rests.decision'), text: decisionNumber, mono: true },
    { term: text('rests.certificate'), text: certificate.number, href: `/verifier/${certificate.number}`, mono: true },
    ...certificate.scope.map(({ code, version }) => ({ term: text('rests.criteria'), text: `${code} ${version}`, mono: true })),
    { term: text('rests.order'), text: say(text('rests.signed'), locale, { date: formatDate(order.signedOn, locale, 'short') }) },
    {
      term: text('rests.fitness'),
      text:
        fitness === null
          ? text('rests.awaited')
          : say(text('rests.signed'), locale, { date: formatDate(fitness.signedOn, locale, 'short') }),
    },
  ];
}

function claimView(claim: Claim, page: OrderPage, actor: Actor, locale: Locale) {
  const given = page.approvals.filter(({ claimId, submission }) => claimId === claim.id && submission === claim.submission);
  const needed = officersNeeded(claim.ttcCents, page.scheme.thirdOfficerCents);
  const isPayer = actor.roles.includes('payment_officer');
  const mayApprove = isPayer && ['submitted', 'validated'].includes(claim.status);
  const hasApproved = given.some(({ accountId }) => accountId === actor.accountId);
  const can = (action: Parameters<typeof claimLifecycle.allows>[1]) => claimLifecycle.allows(claim.status, action);
  return {
    id: claim.id,
    title: `${claimKinds[claim.kind][locale]} ${claim.number}`,
    status: claimLifecycle.show(claim.status),
    word: agencyWords[claim.status] ?? null,
    amount: formatMoney(claim.ttcCents, locale),
    approvals: say(text('claim.approvals'), locale, { given: given.length, needed }),
    // A vendor learns how many officers approved, never who.
    officers: isPayer ? given.map(({ name, at }) => ({ text: name, note: formatDate(at, locale, 'short') })) : [],
    reason: claim.reason,
    mayApprove: mayApprove && !hasApproved,
    hasApproved: mayApprove && hasApproved,
    mayAnswer: isPayer && (can('ask_amend') || can('reject')),
    mayWithdraw: !isPayer && can('withdraw'),
    maySubmit: !isPayer && can('submit'),
    isBalance: claim.kind === 'balance',
  };
}

function vendorActions(page: OrderPage, { stage, rules }: OrderExtras) {
  const live = page.order.status === 'ordered';
  const advance = liveClaim(page, 'advance');
  return {
    advance: live && advance === undefined && stage === 'advance' && brokenRules(rules).length === 0,
    fitness: live && liveClaim(page, 'balance') === undefined && advance !== undefined,
    balance: live && advance?.status === 'paid' && page.fitness !== null && liveClaim(page, 'balance') === undefined,
  };
}
