import { describe, expect, it } from '@jest/globals';
import { balanceDue, funded, split, sum, withVat } from './amounts.rules.js';

/** A repeatable stream of whole numbers below a bound: the same cases on every machine. */
function* numbers(seed: number, bound: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state % bound;
  }
}

const take = (count: number, from: Generator<number>) => Array.from({ length: count }, () => Number(from.next().value));

describe('the amounts of the fixtures', () => {
  it('a ceiling of 625.00 before tax is 750.00 with tax; advance 187.50, balance 437.50', () => {
    const total = funded(62_500, 62_500, 2_000);
    expect(total).toEqual({ ht: 62_500, vat: 12_500, ttc: 75_000 });
    expect(split(total, 3_000)).toEqual({
      advance: { ht: 18_750, vat: 3_750, ttc: 22_500 },
      balance: { ht: 43_750, vat: 8_750, ttc: 52_500 },
    });
  });

  it('an invoice of 700.00 under a ceiling of 625.00 pays 625.00', () => {
    const total = funded(70_000, 62_500, 2_000);
    const { advance, balance } = split(total, 3_000);
    expect(balanceDue(total, advance, { ht: 70_000, vatBasisPoints: 2_000 })).toEqual(balance);
  });

  it('an invoice under the ordered amount pays what is left of it', () => {
    const total = funded(62_500, 62_500, 2_000);
    const { advance } = split(total, 3_000);
    expect(balanceDue(total, advance, { ht: 50_000, vatBasisPoints: 2_000 })).toEqual({ ht: 31_250, vat: 6_250, ttc: 37_500 });
  });

  it.each([0, 10_000, 18_750])('an invoice of %i cents leaves nothing after the advance', (ht) => {
    const total = funded(62_500, 62_500, 2_000);
    expect(balanceDue(total, split(total, 3_000).advance, { ht, vatBasisPoints: 2_000 })).toBeNull();
  });

  it('rounds half a cent up', () => {
    expect(split({ ht: 5, vat: 0, ttc: 5 }, 3_000).advance.ht).toBe(2);
    expect(withVat(3, 2_000)).toEqual({ ht: 3, vat: 1, ttc: 4 });
  });
});

describe('whatever the amounts', () => {
  const orders = take(3_000, numbers(7, 900_000_000)).map((ht) => ht + 1);
  const ceilings = take(3_000, numbers(11, 900_000_000)).map((ht) => ht + 1);
  const shares = take(3_000, numbers(13, 9_999)).map((share) => share + 1);
  const rates = take(3_000, numbers(17, 2_501));

  it('never pays more than the order nor more than the ceiling', () => {
    orders.forEach((ht, at) => {
      const total = funded(ht, ceilings[at], rates[at]);
      expect(total.ht).toBeLessThanOrEqual(ht);
      expect(total.ht).toBeLessThanOrEqual(ceilings[at]);
      expect(total.ttc).toBe(total.ht + total.vat);
    });
  });

  it('advance and balance add up exactly, each column and the total with tax', () => {
    orders.forEach((ht, at) => {
      const total = funded(ht, ceilings[at], rates[at]);
      const { advance, balance } = split(total, shares[at]);
      expect(sum([advance, balance])).toEqual(total);
      for (const part of [advance, balance]) {
        expect(part.ttc).toBe(part.ht + part.vat);
        expect(Math.min(part.ht, part.vat)).toBeGreaterThanOrEqual(0);
      }
      expect(Math.abs(advance.ht * 10_000 - total.ht * shares[at])).toBeLessThanOrEqual(5_000);
    });
  });

  it('advance and balance together never pay more than the invoice', () => {
    orders.forEach((ht, at) => {
      const total = funded(ht, ceilings[at], 2_000);
      const { advance } = split(total, 3_000);
      const due = balanceDue(total, advance, { ht: ceilings[at], vatBasisPoints: 2_000 });
      if (due !== null) expect(advance.ht + due.ht).toBe(Math.min(total.ht, ceilings[at]));
    });
  });
});
