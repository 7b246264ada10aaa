import { describe, expect, it } from '@jest/globals';
import { accountCode, accountOf, trialBalance } from './accounts.rules.js';

const [envelope, committed, vendor] = [accountCode('envelope', 'LGC'), accountCode('committed', 'LGC'), accountCode('vendor', 'o1')];
const move = (debitAccount: string, creditAccount: string, ttc: number) => ({ debitAccount, creditAccount, ht: ttc, vat: 0, ttc });

describe('the trial balance', () => {
  it('is empty before anything moved', () => {
    expect(trialBalance([])).toEqual({ lines: [], debit: 0, credit: 0 });
  });

  it('shows what each account gave and received, both totals equal', () => {
    const balance = trialBalance([
      move(envelope, committed, 75_000),
      move(committed, vendor, 22_500),
      move(committed, vendor, 52_500),
      move(vendor, committed, 22_500),
    ]);
    expect(balance.lines).toEqual([
      { account: committed, debit: 75_000, credit: 97_500 },
      { account: envelope, debit: 75_000, credit: 0 },
      { account: vendor, debit: 22_500, credit: 75_000 },
    ]);
    expect(balance.debit).toBe(balance.credit);
  });

  it('knows its accounts', () => {
    expect(accountOf(committed)).toBe('committed');
    expect(accountOf('elsewhere/LGC')).toBeNull();
  });
});
