import { events } from '#audit';

/** What may be recorded of solutions, their versions and approvals. */
export const solutionEvents = events({
  'solution.create': { audience: 'owner' },
  'solution.change': { audience: 'owner' },
  'solution.retire': { audience: 'owner' },
  'solution.restore': { audience: 'owner' },
  'solution_version.add': { audience: 'owner' },
  'solution_version.release': { audience: 'owner' },
  'solution_version.declare_obsolete': { audience: 'owner' },
  'approval.file': { audience: 'owner' },
  'approval.obtain': { audience: 'owner' },
  'approval.lapse': { audience: 'owner' },
});
