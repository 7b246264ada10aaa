import { events } from '#audit';

/** What may be recorded about decisions and certificates. Data: ids, numbers, outcomes, grounds (codes), instants and hashes; never a motive. */
export const decisionEvents = events({
  'delegation.grant': { audience: 'agency' },
  'delegation.end': { audience: 'agency' },
  'decision.propose': { audience: 'agency' },
  'decision.take': { audience: 'owner' },
  'decision.notify': { audience: 'owner' },
  'certificate.grant': { audience: 'owner' },
  'certificate.publish': { audience: 'public' },
  'certificate.issue': { audience: 'public' },
  'certificate.suspend': { audience: 'public' },
  'certificate.withdraw': { audience: 'public' },
  'certificate.reinstate': { audience: 'public' },
  'certificate.lift': { audience: 'public' },
  'certificate.expire': { audience: 'public' },
  'certificate.replace': { audience: 'public' },
});
