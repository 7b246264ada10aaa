import type { Locale } from './text.js';

/** An amount in integer cents. */
export type Cents = number;

/** Rounds half up to the cent a share in basis points (30 % = 3000); domain rule R12. */
export function share(cents: Cents, basisPoints: number): Cents {
  const exact = BigInt(cents) * BigInt(basisPoints);
  return Number((exact + 5_000n) / 10_000n);
}

const euros = {
  fr: new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }),
  en: new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' }),
};

/** An amount as printed: two decimals always (domain rule R5). */
export function formatMoney(cents: Cents, locale: Locale): string {
  return euros[locale].format(cents / 100);
}
