import {
  type Certificate,
  certificateLifecycle,
  type Decision,
  type DecisionFile,
  decisionOutcomeNames,
  decisionOutcomes,
  type DecisionPage,
  type DecisionProposal,
  groundsFor,
  groundsOf,
  letterOf,
  type Obstacle,
  obstaclesTo,
  obstacleText,
  registerGrounds,
  type RegisterPage,
  shortHash,
  type WaitingProposal,
  type Ground,
} from '#decisions';
import { type Locale, say } from '#platform';
import { outcomeFacts } from '#review';
import { formatDate } from '../http/formats.js';
import type { FormView } from '../http/forms.js';
import { decisionsPages } from './decisions.messages.js';
import { historyView } from './register.view.js';

const texts = decisionsPages;

/** The desk of decisions: what waits, what was decided. */
export function decisionsView(waiting: readonly WaitingProposal[], taken: readonly Decision[], locale: Locale) {
  const outcome = (code: Decision['outcome']) => ({ badge: decisionOutcomes[code].badge, text: decisionOutcomes[code].label });
  return {
    hasWaiting: waiting.length > 0,
    hasTaken: taken.length > 0,
    waitingColumns: [
      texts['decisions.candidature'],
      texts['decisions.product'],
      texts['decisions.outcome'],
      texts['decisions.proposed'],
    ].map((label) => ({ label })),
    waiting: waiting.map((proposal) => ({
      cells: [
        { text: proposal.number, href: `/agence/candidatures/${proposal.candidatureId}/decision`, mono: true },
        { text: proposal.product, note: proposal.organisation },
        outcome(proposal.outcome),
        { text: formatDate(proposal.proposedAt, locale, 'short') },
      ],
    })),
    takenColumns: [texts['decisions.number'], texts['decisions.product'], texts['decisions.outcome'], texts['decisions.date']].map(
      (label) => ({ label }),
    ),
    taken: taken.map((decision) => ({
      cells: [
        { text: decision.number, href: `/decisions/${decision.id}`, mono: true },
        { text: decision.dossier.product.name, note: decision.dossier.product.version },
        outcome(decision.outcome),
        { text: formatDate(decision.decidedAt, locale, 'short') },
      ],
    })),
  };
}

/** What the page of a candidature's decision is drawn from. */
export interface DecisionDesk {
  readonly file: DecisionFile;
  readonly proposal: DecisionProposal | null;
  readonly mayPropose: boolean;
  readonly mayDecide: boolean;
  readonly form: FormView;
}

/** The page where a decision is proposed, then taken. */
export function deskView({ file, proposal, mayPropose, mayDecide, form }: DecisionDesk, locale: Locale) {
  const grounds = groundsOf(file.dossier);
  const facts = { grounds, approvals: file.dossier.approvals, reservations: file.workflow.reservations };
  const outcomes = decisionOutcomeNames
    .filter((outcome) => outcome !== 'postponed')
    .map((outcome) => {
      const found = obstaclesTo(outcome, facts);
      return { value: outcome, label: decisionOutcomes[outcome].label, hint: possibility(found, locale), disabled: found.length > 0 };
    });
  const isOpen = file.status === 'reviewed';
  const outcome = proposal === null ? '' : say(decisionOutcomes[proposal.outcome].label, locale);
  return {
    candidatureId: file.candidatureId,
    number: file.dossier.candidature,
    product: file.dossier.product,
    organisation: file.dossier.organisation.name,
    verdictColumns: [{ label: texts['decision.requirement'] }, { label: texts['decision.verdict'] }],
    verdicts: grounds.map(({ number, verdict, reason, acquired }) => ({
      cells: [
        { text: number, mono: true, note: reason ?? (acquired && acquiredNote(acquired, locale)) },
        verdict === null ? { text: texts['decision.none'] } : { badge: outcomeFacts[verdict].badge, text: outcomeFacts[verdict].label },
      ],
    })),
    proposing: mayPropose && isOpen ? { outcomes, form } : null,
    deciding:
      mayDecide && proposal !== null
        ? {
            proposalId: proposal.id,
            motive: proposal.motive,
            reservation: proposal.reservation,
            confirm: say(texts['decision.confirm'], locale, { outcome }),
            form,
          }
        : null,
    waiting: proposal && say(texts['decision.waiting.text'], locale, { outcome, hash: shortHash(proposal.dossierHash) }),
    nothing: proposal === null && !isOpen,
  };
}

/** Where a result that nobody judged in this file comes from. */
function acquiredNote({ from, at }: NonNullable<Ground['acquired']>, locale: Locale): string {
  const date = formatDate(new Date(at), locale);
  return say(texts['decision.acquired'], locale, { from: from.map((origin) => origin[locale]).join(', '), date });
}

/** Whether an outcome may be proposed, and what stands in the way. */
function possibility(found: readonly Obstacle[], locale: Locale): string {
  if (found.length === 0) return say(texts['decision.open'], locale);
  const params = { first: obstacleText(found[0]), more: found.length - 1 };
  return say(texts[found.length === 1 ? 'decision.blocked' : 'decision.blocked.more'], locale, params);
}

/** A decision as the vendor and the agency read it. */
export function letterView({ decision, notifiedAt, certificate }: DecisionPage) {
  const { badge, label } = decisionOutcomes[decision.outcome];
  return {
    id: decision.id,
    number: decision.number,
    status: { badge, label },
    product: decision.dossier.product,
    letter: letterOf({ ...decision, notifiedAt }),
    certificate: certificate && { number: certificate.number, href: `/verifier/${certificate.number}` },
  };
}

/** The acts open on a certificate, with its history and motives. */
export function actsView(page: RegisterPage, certificate: Certificate, form: FormView, locale: Locale) {
  const { entry, lines } = page;
  const actions = (['suspend', 'reinstate', 'lift', 'withdraw'] as const).filter((action) =>
    certificateLifecycle.allows(entry.status, action),
  );
  const grounds = [...new Set(actions.flatMap((action) => [...groundsFor[action]]))];
  return {
    number: certificate.number,
    name: entry.facts.product.name,
    version: entry.facts.product.version,
    organisation: entry.facts.organisation.name,
    status: certificateLifecycle.show(entry.status),
    until: formatDate(entry.validUntil, locale),
    actions: actions.map((action) => ({ value: action, label: certificateLifecycle.action(action) })),
    grounds: grounds.map((ground) => ({ value: ground, label: registerGrounds[ground] })),
    hasActions: actions.length > 0,
    history: historyView(lines, locale),
    form,
  };
}
