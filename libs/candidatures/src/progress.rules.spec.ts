import { describe, expect, it } from '@jest/globals';
import type { Stage } from '#calls';
import { candidatureLifecycle } from './candidature.lifecycle.js';
import { holderOf, progressOf, type Progress } from './progress.rules.js';

const day = (number: number): Date => new Date(Date.UTC(2026, 8, number));
const stages = ['admission', 'evidence', 'review', 'clarification', 'decision', 'publication'] as const;
const shown = (progress: Partial<Progress>, given: readonly Stage[] = stages): string =>
  progressOf({ stages: given }, { status: 'draft', statusAt: day(20), filedAt: null, admissibleAt: null, completeAt: null, ...progress })
    .map(({ step, state }) => `${step}:${state}`)
    .join(' ');

describe('the life of a candidature as shown', () => {
  it.each<[Partial<Progress>, string]>([
    [{ status: 'draft' }, 'filed:current admissible:todo complete:todo review:todo decision:todo'],
    [{ status: 'open', filedAt: day(1), admissibleAt: day(2) }, 'filed:done admissible:done complete:current review:todo decision:todo'],
    [{ status: 'clarification', filedAt: day(1) }, 'filed:done admissible:done complete:done review:current decision:todo'],
    [{ status: 'decided' }, 'filed:done admissible:done complete:done review:done decision:done'],
    [{ status: 'withdrawn', filedAt: day(1), admissibleAt: day(2) }, 'filed:done admissible:done complete:todo review:todo decision:todo'],
    [{ status: 'ineligible', filedAt: day(1) }, 'filed:done admissible:current complete:todo review:todo decision:todo'],
  ])('%j', (progress, expected) => expect(shown(progress)).toBe(expected));

  it('shows only the stages of the workflow', () => {
    expect(shown({ status: 'open', filedAt: day(1) }, ['evidence'])).toBe('filed:done complete:current');
  });

  it('always knows who has the ball', () => {
    expect(candidatureLifecycle.statuses.filter((status) => holderOf(status) === 'vendor')).toEqual([
      'draft',
      'file_incomplete',
      'open',
      'clarification',
    ]);
  });
});
