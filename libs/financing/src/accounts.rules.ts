import { messages, type Text } from '#platform';
import type { Amount } from './amounts.rules.js';

/** The accounts money moves between; each belongs to a scheme, or to a vendor. */
export const ledgerAccounts = messages({
  envelope: { fr: 'Enveloppe', en: 'Envelope' },
  committed: { fr: 'Engagé', en: 'Committed' },
  vendor: { fr: 'Éditeur', en: 'Vendor' },
} as const satisfies Record<string, Text>);
export type LedgerAccount = keyof typeof ledgerAccounts;

/** Why money moved. */
export const transferKinds = messages({
  commitment: { fr: 'engagement', en: 'commitment' },
  advance: { fr: 'avance', en: 'advance' },
  balance: { fr: 'solde', en: 'balance' },
  release: { fr: 'dégagement', en: 'release' },
  recovery: { fr: 'recouvrement', en: 'recovery' },
} as const satisfies Record<string, Text>);
export type TransferKind = keyof typeof transferKinds;

/** Code of an account: `envelope/<scheme>`, `committed/<scheme>`, `vendor/<organisation>`. */
export const accountCode = (account: LedgerAccount, owner: string): string => `${account}/${owner}`;

/** The account a code names; null when it is not one of ours. */
export function accountOf(code: string): LedgerAccount | null {
  const [account] = code.split('/');
  return Object.hasOwn(ledgerAccounts, account) ? (account as LedgerAccount) : null; // checked on the line itself
}

/** One movement, as the balance reads it. */
export interface Movement extends Amount {
  readonly debitAccount: string;
  readonly creditAccount: string;
}

/** One line of the trial balance, in cents with tax. */
export interface BalanceLine {
  readonly account: string;
  readonly debit: number;
  readonly credit: number;
}

/** The trial balance: debits and credits of each account, in the order of the codes; both totals are equal by construction. */
export function trialBalance(movements: readonly Movement[]): {
  readonly lines: readonly BalanceLine[];
  readonly debit: number;
  readonly credit: number;
} {
  const lines = new Map<string, { debit: number; credit: number }>();
  const line = (account: string) => {
    const known = lines.get(account) ?? { debit: 0, credit: 0 };
    lines.set(account, known);
    return known;
  };
  for (const { debitAccount, creditAccount, ttc } of movements) {
    line(debitAccount).debit += ttc;
    line(creditAccount).credit += ttc;
  }
  const sorted = [...lines].sort(([left], [right]) => (left < right ? -1 : 1)).map(([account, totals]) => ({ account, ...totals }));
  const total = (side: 'debit' | 'credit') => sorted.reduce((all, totals) => all + totals[side], 0);
  return { lines: sorted, debit: total('debit'), credit: total('credit') };
}
