import { events } from '#audit';

/** What may be recorded of reviews. Data: ids, outcome codes, hashes; never a reason, a question or an answer. */
export const reviewEvents = events({
  'interest.declare': { audience: 'none' },
  'assignment.make': { audience: 'agency' },
  'assignment.end': { audience: 'agency' },
  'assignment.file_moved': { audience: 'agency' },
  'verdict.reaffirm': { audience: 'agency' },
  'verdict.give': { audience: 'agency' },
  'round.send': { audience: 'owner' },
  'round.answer': { audience: 'owner' },
  'round.lapse': { audience: 'owner' },
  'round.close': { audience: 'owner' },
});
