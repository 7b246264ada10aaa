import { filled, messages, type Badge, type Text } from '#platform';
import type { Outcome } from '#review';

interface OutcomeFacts {
  readonly label: Text;
  readonly badge: Badge;
  /** Whether the outcome gives a certificate. */
  readonly certifies: boolean;
}

/** How a candidature may end (domain study 3.1): a postponement sends it back to review. */
export const decisionOutcomes = {
  referenced: { label: { fr: 'Référencée', en: 'Referenced' }, badge: 'done', certifies: true },
  referenced_under_reservation: {
    label: { fr: 'Référencée sous réserve', en: 'Referenced under reservation' },
    badge: 'warning',
    certifies: true,
  },
  refused: { label: { fr: 'Non retenue', en: 'Not referenced' }, badge: 'neutral', certifies: false },
  postponed: { label: { fr: 'Ajournée', en: 'Postponed' }, badge: 'paused', certifies: false },
  closed: { label: { fr: 'Classée sans suite', en: 'Closed without follow-up' }, badge: 'neutral', certifies: false },
} as const satisfies Record<string, OutcomeFacts>;
export type DecisionOutcome = keyof typeof decisionOutcomes;
/** The codes of the outcomes, in order. */
export const decisionOutcomeNames = Object.keys(decisionOutcomes) as DecisionOutcome[];

/** One verdict a decision rests on. */
export interface Ground {
  readonly packageCode: string;
  readonly requirementKey: string;
  readonly number: string;
  readonly obligation: 'must' | 'may';
  /** Null when nobody judged it. */
  readonly verdict: Outcome | null;
  readonly reason: string | null;
  /** Where a conform result comes from that no verdict of this file gave; left out otherwise. */
  readonly acquired?: { readonly from: readonly Text[]; readonly at: string };
}

/** One approval of another body that the workflow requires. */
export interface RequiredApproval {
  readonly kind: string;
  readonly granted: boolean;
}

/** What stands between a file and an outcome. */
export interface Obstacle {
  readonly code: keyof typeof obstacles;
  /** The requirement's number or the approval's code. */
  readonly subject: string;
}

/** Why an outcome is out of reach, in sentences; `{subject}` is a requirement or an approval. */
export const obstacles = messages({
  unjudged: { fr: 'L’exigence {subject} n’a pas de verdict.', en: 'Requirement {subject} has no verdict.' },
  unclear: { fr: 'L’exigence {subject} attend un éclaircissement.', en: 'Requirement {subject} waits for a clarification.' },
  minor: { fr: 'L’exigence obligatoire {subject} présente un écart mineur.', en: 'Mandatory requirement {subject} has a minor gap.' },
  major: { fr: 'L’exigence obligatoire {subject} présente un écart majeur.', en: 'Mandatory requirement {subject} has a major gap.' },
  approval: { fr: 'L’homologation « {subject} » n’est pas obtenue.', en: 'The approval “{subject}” has not been granted.' },
  'no-reservations': { fr: 'Cette procédure n’admet pas de réserve.', en: 'This procedure allows no reservation.' },
});

const blocking = { minor: 'minor', major: 'major', needs_clarification: 'unclear' } as const;

/**
 * What keeps a file from an outcome. Referenced: every applicable mandatory requirement conforms and every required approval is granted
 * (domain study 3.1, step 10); recommendations never block. Under reservation: minor gaps only, where the workflow allows reservations.
 * Refused, postponed and closed are always open.
 */
export function obstaclesTo(
  outcome: DecisionOutcome,
  file: { readonly grounds: readonly Ground[]; readonly approvals: readonly RequiredApproval[]; readonly reservations: boolean },
): Obstacle[] {
  if (!decisionOutcomes[outcome].certifies) return [];
  const underReservation = outcome === 'referenced_under_reservation';
  const found = file.grounds
    .filter(({ obligation }) => obligation === 'must')
    .flatMap(({ verdict, number }): Obstacle[] => {
      if (verdict === null) return [{ code: 'unjudged', subject: number }];
      if (verdict === 'conform' || verdict === 'not_applicable') return [];
      return verdict === 'minor' && underReservation ? [] : [{ code: blocking[verdict], subject: number }];
    });
  const missing = file.approvals.filter(({ granted }) => !granted).map(({ kind }): Obstacle => ({ code: 'approval', subject: kind }));
  const refused: Obstacle[] = underReservation && !file.reservations ? [{ code: 'no-reservations', subject: '' }] : [];
  return [...refused, ...found, ...missing];
}

/** The sentence of an obstacle. */
export function obstacleText({ code, subject }: Obstacle): Text {
  return filled(obstacles[code], { subject });
}
