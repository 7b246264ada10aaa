import { describe, expect, it } from '@jest/globals';
import { publishesAtOnce, workflowFaults, type Workflow } from './workflow.rules.js';

const segur: Workflow = {
  stages: ['admission', 'evidence', 'review', 'clarification', 'decision', 'publication'],
  decider: 'agency',
  fourEyes: true,
  reservations: false,
  silence: 'none',
  silenceMonths: 0,
  reviewDays: 60,
  clarificationDays: 15,
  financing: true,
  requiredApprovals: ['cnda-dmp'],
};
const declaration: Workflow = { ...segur, stages: ['evidence'], decider: 'none', financing: false, requiredApprovals: [] };
const catalogue: Workflow = {
  ...segur,
  stages: ['admission', 'evidence', 'review', 'clarification', 'commission', 'decision', 'agreement', 'publication', 'control'],
  decider: 'minister',
  reservations: true,
  silence: 'refusal',
  silenceMonths: 4,
  financing: false,
};

describe('a workflow', () => {
  it.each([
    ['the Ségur referencing', segur],
    ['a declaration without decision', declaration],
    ['the Mon espace santé catalogue', catalogue],
  ])('%s holds together', (_, workflow) => expect(workflowFaults(workflow)).toEqual([]));

  it.each<[string, Partial<Workflow>]>([
    ['no evidence', { stages: ['review', 'decision'] }],
    ['clarification without review', { stages: ['evidence', 'clarification'], decider: 'none', financing: false }],
    ['a commission without decision', { stages: ['evidence', 'review', 'commission'], decider: 'none', financing: false }],
    ['a decision nobody takes', { decider: 'none' }],
    ['a decider without decision', { stages: ['evidence', 'review'], financing: false }],
    ['two eyes', { fourEyes: false }],
    ['a delay for a silence without meaning', { silenceMonths: 2 }],
    ['a silence without delay', { silence: 'refusal' }],
    ['money without decision', { stages: ['evidence', 'review'], decider: 'none' }],
  ])('with %s is refused', (_, change) => expect(workflowFaults({ ...segur, ...change })).not.toEqual([]));

  it('publishes with the decision unless an agreement comes before', () => {
    expect(publishesAtOnce(segur)).toBe(true);
    expect(publishesAtOnce(catalogue)).toBe(false);
  });
});
