import { messages, type Text } from '#platform';

/** The stages a workflow may select, in the only order they can follow each other. */
export const stages = messages({
  admission: { fr: 'Recevabilité', en: 'Admission' },
  evidence: { fr: 'Dépôt des preuves', en: 'Evidence' },
  review: { fr: 'Évaluation', en: 'Review' },
  clarification: { fr: 'Demandes de compléments', en: 'Clarifications' },
  commission: { fr: 'Commission', en: 'Commission' },
  decision: { fr: 'Décision', en: 'Decision' },
  agreement: { fr: 'Convention', en: 'Agreement' },
  publication: { fr: 'Publication', en: 'Publication' },
  control: { fr: 'Vérification périodique', en: 'Periodic verification' },
});
export type Stage = keyof typeof stages;
/** The codes of the stages, in order. */
export const stageNames = Object.keys(stages) as Stage[];

/** Who decides; `none` is a declaration without a decision (Convergence). */
export const deciders = messages({
  agency: { fr: 'L’agence', en: 'The agency' },
  minister: { fr: 'Le ministre', en: 'The minister' },
  none: { fr: 'Sans décision', en: 'No decision' },
});
export type Decider = keyof typeof deciders;

/** What the absence of an answer in the legal delay means. */
export const silences = messages({
  refusal: { fr: 'Le silence vaut refus', en: 'Silence means refusal' },
  acceptance: { fr: 'Le silence vaut acceptation', en: 'Silence means acceptance' },
  none: { fr: 'Le silence ne vaut pas décision', en: 'Silence is no decision' },
});
export type Silence = keyof typeof silences;

/** What a procedure selects from the one lifecycle of candidatures. Data, never code. */
export interface Workflow {
  readonly stages: readonly Stage[];
  readonly decider: Decider;
  /** The person who proposes is never the one who decides. */
  readonly fourEyes: boolean;
  /** Whether a decision may be given with reservations. */
  readonly reservations: boolean;
  readonly silence: Silence;
  /** Months after completeness before silence takes its meaning; 0 where it has none. */
  readonly silenceMonths: number;
  /** Working days the agency gives itself, from completeness to the decision. */
  readonly reviewDays: number;
  /** Working days a vendor has to answer a round of clarification. */
  readonly clarificationDays: number;
  readonly financing: boolean;
  /** Codes of the approvals of other bodies that a decision needs: `cnda-dmp`. */
  readonly requiredApprovals: readonly string[];
}

/** Why a workflow is refused; empty when it holds together. */
export function workflowFaults(workflow: Workflow): Text[] {
  const has = (stage: Stage): boolean => workflow.stages.includes(stage);
  const faults: [boolean, Text][] = [
    [!has('evidence'), { fr: 'Une procédure a toujours un dépôt des preuves.', en: 'A procedure always has an evidence stage.' }],
    [
      has('clarification') && !has('review'),
      { fr: 'Des compléments se demandent pendant une évaluation : ajoutez-la.', en: 'Clarifications belong to a review: add it.' },
    ],
    [
      has('commission') && !has('decision'),
      { fr: 'Une commission donne un avis sur une décision : ajoutez-la.', en: 'A commission advises on a decision: add it.' },
    ],
    [
      has('agreement') && !has('decision'),
      { fr: 'Une convention suit une décision : ajoutez-la.', en: 'An agreement follows a decision: add it.' },
    ],
    [
      has('decision') === (workflow.decider === 'none'),
      { fr: 'Une décision a un décideur, et lui seul en a une.', en: 'A decision has a decider, and only then is there one.' },
    ],
    [
      has('decision') && !has('review'),
      { fr: 'Une décision s’appuie sur une évaluation : ajoutez-la.', en: 'A decision rests on a review: add it.' },
    ],
    [
      has('decision') && !workflow.fourEyes,
      { fr: 'Une décision demande deux personnes distinctes.', en: 'A decision needs two distinct people.' },
    ],
    [
      (workflow.silence === 'none') !== (workflow.silenceMonths === 0),
      { fr: 'Le délai et le sens du silence vont ensemble.', en: 'The delay and the meaning of silence go together.' },
    ],
    [
      workflow.financing && !has('decision'),
      { fr: 'Un financement suit une décision : ajoutez-la.', en: 'Financing follows a decision: add it.' },
    ],
  ];
  return faults.filter(([wrong]) => wrong).map(([, text]) => text);
}

/** The certificate is published with the decision itself, unless an agreement must be signed before. */
export const publishesAtOnce = (workflow: Workflow): boolean => !workflow.stages.includes('agreement');
