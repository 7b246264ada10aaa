import type { Workflow } from '#calls';
import { messages, type Text } from '#platform';
import type { CandidatureStatus } from './candidature.lifecycle.js';

/** Who has to act: the ball. */
export type Holder = 'vendor' | 'agency' | 'nobody';

const holders: Readonly<Record<CandidatureStatus, Holder>> = {
  draft: 'vendor',
  filed: 'agency',
  file_incomplete: 'vendor',
  open: 'vendor',
  ineligible: 'nobody',
  complete: 'agency',
  in_review: 'agency',
  clarification: 'vendor',
  reviewed: 'agency',
  proposed: 'agency',
  decided: 'nobody',
  withdrawn: 'nobody',
  expired: 'nobody',
};

/** Who has the ball in a status. */
export const holderOf = (status: CandidatureStatus): Holder => holders[status];

/** The steps shown to a vendor, six at most. */
export const steps = messages({
  filed: { fr: 'Déposée', en: 'Filed' },
  admissible: { fr: 'Recevable', en: 'Admissible' },
  complete: { fr: 'Complète', en: 'Complete' },
  review: { fr: 'Évaluation', en: 'Review' },
  commission: { fr: 'Commission', en: 'Commission' },
  decision: { fr: 'Décision', en: 'Decision' },
});
type Step = keyof typeof steps;

/** How far each status has come: the steps before this one are done, this one is under way. */
const current: Readonly<Record<CandidatureStatus, Step | null>> = {
  draft: 'filed',
  file_incomplete: 'filed',
  filed: 'admissible',
  open: 'complete',
  complete: 'review',
  in_review: 'review',
  clarification: 'review',
  reviewed: 'decision',
  proposed: 'decision',
  decided: null,
  ineligible: 'admissible',
  withdrawn: null,
  expired: null,
};

/** One step of the life of a candidature as shown. */
export interface ShownStep {
  readonly step: Step;
  readonly label: Text;
  readonly state: 'done' | 'current' | 'todo';
  readonly at: Date | null;
}

/** What the steps are read from. */
export interface Progress {
  readonly status: CandidatureStatus;
  readonly statusAt: Date;
  readonly filedAt: Date | null;
  readonly admissibleAt: Date | null;
  readonly completeAt: Date | null;
}

/** The steps of a candidature under the workflow of its call; one that was withdrawn or expired keeps those it had done. */
export function progressOf(workflow: Pick<Workflow, 'stages'>, progress: Progress): ShownStep[] {
  const shown: Step[] = [
    'filed',
    ...(workflow.stages.includes('admission') ? (['admissible'] as const) : []),
    'complete',
    ...(workflow.stages.includes('review') ? (['review'] as const) : []),
    ...(workflow.stages.includes('commission') ? (['commission'] as const) : []),
    ...(workflow.stages.includes('decision') ? (['decision'] as const) : []),
  ];
  const dates: Partial<Record<Step, Date | null>> = {
    filed: progress.filedAt,
    admissible: progress.admissibleAt,
    complete: progress.completeAt,
    decision: progress.status === 'decided' ? progress.statusAt : null,
  };
  const here = current[progress.status];
  const position = here === null ? shown.length : shown.indexOf(here);
  const ended = progress.status === 'withdrawn' || progress.status === 'expired';
  return shown.map((step, index) => {
    const at = dates[step] ?? null;
    const done = ended ? at !== null : index < position;
    return { step, label: steps[step], state: done ? 'done' : !ended && index === position ? 'current' : 'todo', at };
  });
}
