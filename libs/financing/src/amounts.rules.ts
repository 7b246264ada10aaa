import { type Cents, share } from '#platform';

/** An amount in its three columns, in integer cents: `ttc = ht + vat`, always. */
export interface Amount {
  readonly ht: Cents;
  readonly vat: Cents;
  readonly ttc: Cents;
}

/** An amount from its part before tax and the rate of the tax, in basis points (20 % = 2000); the tax is rounded half up to the cent. */
export function withVat(ht: Cents, vatBasisPoints: number): Amount {
  const vat = share(ht, vatBasisPoints);
  return { ht, vat, ttc: ht + vat };
}

/** What the State pays of an ordered amount: never more than the ceiling. */
export function funded(orderedHt: Cents, ceilingHt: Cents, vatBasisPoints: number): Amount {
  return withVat(Math.min(orderedHt, ceilingHt), vatBasisPoints);
}

/** The difference of two amounts, column by column. */
export function minus(left: Amount, right: Amount): Amount {
  return { ht: left.ht - right.ht, vat: left.vat - right.vat, ttc: left.ttc - right.ttc };
}

/** The sum of amounts, column by column. */
export function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce((total, { ht, vat, ttc }) => ({ ht: total.ht + ht, vat: total.vat + vat, ttc: total.ttc + ttc }), {
    ht: 0,
    vat: 0,
    ttc: 0,
  });
}

/**
 * Splits a funded amount (R1, R12): the advance is its share rounded half up to the cent, before tax then tax; the balance is the rest,
 * so that both add up exactly in each of the three columns.
 */
export function split(total: Amount, advanceBasisPoints: number): { readonly advance: Amount; readonly balance: Amount } {
  const [ht, vat] = [share(total.ht, advanceBasisPoints), share(total.vat, advanceBasisPoints)];
  const advance = { ht, vat, ttc: ht + vat };
  return { advance, balance: minus(total, advance) };
}

/** The balance due once the invoice is known: what the invoice leaves under the funded amount, less the advance. Null when nothing is left. */
export function balanceDue(
  total: Amount,
  advance: Amount,
  invoice: { readonly ht: Cents; readonly vatBasisPoints: number },
): Amount | null {
  const due = minus(funded(invoice.ht, total.ht, invoice.vatBasisPoints), advance);
  return due.ht > 0 && due.vat >= 0 ? due : null;
}
