import { messages, type Text } from '#platform';
import type { CertificateAction, CertificateStatus } from './certificate.lifecycle.js';

/** Why a line was written in the register. The withdrawals follow the financing orders (domain study 3.5, JORFARTI000046992177). */
export const registerGrounds = messages({
  decision: { fr: 'Décision de référencement', en: 'Referencing decision' },
  obstruction: { fr: 'Obstacle au contrôle', en: 'Obstruction of a control' },
  breach: { fr: 'Manquement constaté après mise en demeure', en: 'Breach found after formal notice' },
  fraud: { fr: 'Fraude', en: 'Fraud' },
  precaution: { fr: 'Mesure de précaution', en: 'Precautionary measure' },
  vendor_request: { fr: 'Demande de l’éditeur', en: 'Request of the vendor' },
  conformity_restored: { fr: 'Conformité rétablie', en: 'Conformity restored' },
  appeal: { fr: 'Suite d’un recours', en: 'Following an appeal' },
  end_of_validity: { fr: 'Fin de validité', en: 'End of validity' },
  replacement: { fr: 'Nouveau certificat', en: 'New certificate' },
});
export type RegisterGround = keyof typeof registerGrounds;

/** The grounds each act may rest on. */
export const groundsFor = {
  suspend: ['precaution', 'breach', 'obstruction', 'vendor_request'],
  withdraw: ['obstruction', 'breach', 'fraud', 'vendor_request'],
  reinstate: ['conformity_restored', 'appeal'],
  lift: ['conformity_restored', 'appeal'],
  expire: ['end_of_validity'],
  replace: ['replacement'],
} as const satisfies Record<CertificateAction, readonly RegisterGround[]>;

/** What the register needs of one of its lines. */
export interface RegisterLine {
  readonly position: number;
  readonly status: CertificateStatus;
  readonly decidedAt: Date;
  readonly effectiveFrom: Date;
}

/** The two questions one may ask of the past: what held on a day, given what was decided by another. */
export interface AsOf {
  /** In force on. */
  readonly on: Date;
  /** Known, that is published, by. */
  readonly known: Date;
}

/** What was published on a day: in force then, as known then. */
export const publishedOn = (day: Date): AsOf => ({ on: day, known: day });

/**
 * The line that holds: among those decided by `known` and effective by `on`, the last decided. A withdrawal back-dated to the breach thus
 * covers the suspension decided in between. Null before the first one; an ended validity is read from the certificate, not from a line.
 */
export function lineAsOf<L extends RegisterLine>(lines: readonly L[], { on, known }: AsOf): L | null {
  const holding = lines.filter((line) => line.decidedAt <= known && line.effectiveFrom <= on);
  return holding.reduce<L | null>((last, line) => (last === null || line.position > last.position ? line : last), null);
}

/** The status that holds, the end of validity included; null before the first line. */
export function statusAsOf(lines: readonly RegisterLine[], validUntil: Date, asOf: AsOf): CertificateStatus | null {
  const line = lineAsOf(lines, asOf);
  if (line === null) return null;
  const isOver = asOf.on >= validUntil && line.status !== 'withdrawn' && line.status !== 'replaced';
  return isOver ? 'expired' : line.status;
}

/** What each axis means, for those who choose a day. */
export const asOfLabels = messages({
  on: { fr: 'En vigueur le', en: 'In force on' },
  known: { fr: 'Selon ce qui était publié le', en: 'As published on' },
}) satisfies Record<keyof AsOf, Text>;
