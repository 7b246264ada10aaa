import type { Result } from '#criteria';
import type { Badge, Text } from '#platform';

/** What a reviewer may say of one requirement. */
export type Outcome = Result;

interface OutcomeFacts {
  readonly label: Text;
  readonly badge: Badge;
  /** Key of the desk's keyboard shortcut. */
  readonly key: string;
}

/** The closed list of verdicts, in the order of the desk (visual.md 3 and 5). */
export const outcomeFacts: Readonly<Record<Outcome, OutcomeFacts>> = {
  conform: { label: { fr: 'Conforme', en: 'Conform' }, badge: 'done', key: '1' },
  minor: { label: { fr: 'Écart mineur', en: 'Minor gap' }, badge: 'warning', key: '2' },
  major: { label: { fr: 'Écart majeur', en: 'Major gap' }, badge: 'error', key: '3' },
  not_applicable: { label: { fr: 'Sans objet', en: 'Not applicable' }, badge: 'neutral', key: '4' },
  needs_clarification: { label: { fr: 'À clarifier', en: 'To clarify' }, badge: 'question', key: '5' },
};

/** The verdicts, in the order of the table. */
export const outcomes = Object.keys(outcomeFacts) as readonly Outcome[]; // the keys of a Record are its type

/** Only a conform verdict may go without a reason. */
export function needsReason(outcome: Outcome): boolean {
  return outcome !== 'conform';
}

/** A place in a piece of evidence a verdict rests on: the version, and a page when it has pages. */
export interface EvidencePin {
  readonly versionId: string;
  readonly page?: number;
}
