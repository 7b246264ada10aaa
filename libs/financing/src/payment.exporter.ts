import { stringify } from 'csv-stringify/sync';

/** One payment to make. */
export interface PaymentLine {
  readonly claimNumber: string;
  readonly orderNumber: string;
  readonly scheme: string;
  readonly kind: 'advance' | 'balance';
  readonly holder: string;
  readonly iban: string;
  /** With tax, in cents. */
  readonly cents: number;
  readonly currency: string;
  readonly certificate: string;
  readonly decision: string;
}

/** What each column of the payment file holds, in order. */
export const paymentColumns = [
  { name: 'payment_file', fr: 'Numéro du fichier de virements', en: 'Number of the payment file' },
  { name: 'line', fr: 'Rang de la ligne, à partir de 1', en: 'Rank of the line, from 1' },
  { name: 'execution_date', fr: 'Jour demandé, AAAA-MM-JJ', en: 'Day asked for, YYYY-MM-DD' },
  { name: 'creditor', fr: 'Titulaire du compte', en: 'Holder of the account' },
  { name: 'iban', fr: 'Compte crédité, ISO 13616, sans espace', en: 'Credited account, ISO 13616, without spaces' },
  { name: 'amount', fr: 'Montant TTC, deux décimales, point décimal', en: 'Amount with tax, two decimals, decimal point' },
  { name: 'currency', fr: 'Devise, ISO 4217', en: 'Currency, ISO 4217' },
  { name: 'reference', fr: 'Référence reprise sur le relevé', en: 'Reference shown on the statement' },
  { name: 'scheme', fr: 'Dispositif', en: 'Scheme' },
  { name: 'kind', fr: 'advance (avance) ou balance (solde)', en: 'advance or balance' },
  { name: 'order', fr: 'Commande', en: 'Order' },
  { name: 'certificate', fr: 'Certificat', en: 'Certificate' },
  { name: 'decision', fr: 'Décision', en: 'Decision' },
] as const;

/** An amount in cents with two decimals and a point: `225.00`. */
export const decimal = (cents: number): string => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/**
 * The payment file: CSV as RFC 4180, UTF-8 without mark, CRLF, separated by commas, one header line. A text that a spreadsheet would
 * read as a formula is preceded by an apostrophe. The same payments give the same bytes.
 */
export function paymentFile(number: string, day: string, lines: readonly PaymentLine[]): string {
  const rows = lines.map((line, position) => [
    ...[number, position + 1, day, line.holder, line.iban, decimal(line.cents), line.currency, line.claimNumber],
    ...[line.scheme, line.kind, line.orderNumber, line.certificate, line.decision],
  ]);
  const header = paymentColumns.map(({ name }) => name);
  return stringify([header, ...rows], { record_delimiter: '\r\n', escape_formulas: true });
}
