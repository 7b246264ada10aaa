import { lifecycle, messages, type ActionOf, type StatusOf, type Text } from '#platform';

const amend = { to: 'to_amend', label: { fr: 'Demander une correction', en: 'Ask for a correction' } } as const;
const reject = { to: 'rejected', label: { fr: 'Rejeter', en: 'Reject' } } as const;
const withdraw = { to: 'cancelled', label: { fr: 'Retirer la demande', en: 'Withdraw the claim' } } as const;

/** A request for money on an order. One approval validates, the last one decides, the transfer pays. */
export const claimLifecycle = lifecycle('claim', {
  submitted: {
    label: { fr: 'Déposée', en: 'Submitted' },
    badge: 'working',
    on: { validate: { to: 'validated', label: { fr: 'Valider', en: 'Validate' } }, ask_amend: amend, reject, withdraw },
  },
  to_amend: {
    label: { fr: 'À modifier', en: 'To amend' },
    badge: 'warning',
    on: { submit: { to: 'submitted', label: { fr: 'Déposer à nouveau', en: 'Submit again' } }, withdraw },
  },
  validated: {
    label: { fr: 'Validée', en: 'Validated' },
    badge: 'working',
    on: { decide: { to: 'decided', label: { fr: 'Approuver le paiement', en: 'Approve the payment' } }, ask_amend: amend, reject },
  },
  decided: {
    label: { fr: 'Décidée', en: 'Decided' },
    badge: 'act',
    on: { pay: { to: 'paid', label: { fr: 'Virer', en: 'Transfer' } } },
  },
  paid: {
    label: { fr: 'Payée', en: 'Paid' },
    badge: 'done',
    on: { order_recovery: { to: 'recovery_ordered', label: { fr: 'Ordonner le recouvrement', en: 'Order the recovery' } } },
  },
  recovery_ordered: {
    label: { fr: 'Recouvrement ordonné', en: 'Recovery ordered' },
    badge: 'warning',
    on: { recover: { to: 'recovered', label: { fr: 'Constater le remboursement', en: 'Record the repayment' } } },
  },
  recovered: { label: { fr: 'Recouvrée', en: 'Recovered' }, badge: 'neutral', on: {} },
  rejected: { label: { fr: 'Rejetée', en: 'Rejected' }, badge: 'error', on: {} },
  cancelled: { label: { fr: 'Retirée', en: 'Withdrawn' }, badge: 'neutral', on: {} },
});
export type ClaimStatus = StatusOf<typeof claimLifecycle>;
export type ClaimAction = ActionOf<typeof claimLifecycle>;

/** What the payment agency calls each status, where it has a word for it (domain study 3.4, state machines). */
export const agencyWords: Readonly<Partial<Record<ClaimStatus, string>>> = {
  to_amend: 'A modifier',
  validated: 'Validée',
  paid: 'Décidée et payée',
};

/** The two parts of a funded amount, in order. */
export const claimKinds = messages({
  advance: { fr: 'Avance', en: 'Advance' },
  balance: { fr: 'Solde', en: 'Balance' },
} as const satisfies Record<string, Text>);
export type ClaimKind = keyof typeof claimKinds;

/** Statuses of a claim that no longer stands: another of its kind may be made. */
export const closedClaims = ['rejected', 'cancelled', 'recovered'] as const satisfies readonly ClaimStatus[];
