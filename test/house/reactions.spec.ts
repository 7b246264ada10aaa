import { describe, expect, it } from '@jest/globals';
import * as accounts from '#accounts';
import * as audit from '#audit';
import * as calls from '#calls';
import * as candidatures from '#candidatures';
import * as catalogue from '#catalogue';
import * as criteria from '#criteria';
import * as decisions from '#decisions';
import * as evidence from '#evidence';
import * as financing from '#financing';
import * as notifications from '#notifications';
import * as review from '#review';
import * as solutions from '#solutions';
import { checkPlan } from '../../apps/worker/src/check-jobs.js';
import { job, task } from '../../apps/worker/src/job.js';
import { jobs } from '../../apps/worker/src/jobs.js';
import { reactions } from '../../apps/worker/src/reactions.js';
import { schedule } from '../../apps/worker/src/schedule.js';

const doors = {
  accounts,
  audit,
  calls,
  candidatures,
  catalogue,
  criteria,
  decisions,
  evidence,
  financing,
  notifications,
  review,
  solutions,
};

/** The event tables a door shows: what ends in `Events` and holds audiences. */
function tables(door: object): readonly Record<string, unknown>[] {
  return Object.entries(door)
    .filter(([name, value]) => name.endsWith('Events') && typeof value === 'object' && value !== null)
    .map(([, value]) => value as Record<string, unknown>); // an object, as the line above checked
}

const noop = () => Promise.resolve();
const mail = job('mail.send', { queue: 'mail', attempts: 3, backoff: 1000, needs: {}, run: noop });

describe('what follows events', () => {
  it.each(Object.entries(doors))('every event of %s has its line and its audience', (_name, door) => {
    for (const [event, facts] of tables(door).flatMap((table) => Object.entries(table))) {
      expect(Object.keys(reactions)).toContain(event);
      expect(facts).toMatchObject({ audience: expect.stringMatching(/^(public|owner|agency|committee|none)$/) });
    }
  });

  it('holds together as it is', () => {
    expect(() => checkPlan({ jobs, reactions, schedule })).not.toThrow();
  });

  it.each([
    ['an unknown job', { jobs: [], reactions: { 'account.sign-up': ['mail.send'] }, schedule: [] }, 'mail.send: no such job'],
    ['a job nobody asks for', { jobs: [mail], reactions: { 'account.sign-up': [] }, schedule: [] }, 'mail.send: no event asks for it'],
    [
      'two of one name',
      {
        jobs: [mail],
        reactions: { 'account.sign-up': ['mail.send'] },
        schedule: [task('mail.send', { queue: 'mail', every: 1, needs: {}, run: noop })],
      },
      'mail.send: declared twice',
    ],
  ])('refuses to start on %s', (_what, plan, problem) => {
    expect(() => checkPlan(plan)).toThrow(problem);
  });
});
