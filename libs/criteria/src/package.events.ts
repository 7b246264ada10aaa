import { events } from '#audit';

/** What may be recorded of criteria packages. Data: `code`, `version`, `hash`, counts; never a file name or a text. */
export const packageEvents = events({
  'package.import': { audience: 'agency' },
  'package.draft': { audience: 'agency' },
  'package.save': { audience: 'agency' },
  'package.relate': { audience: 'agency' },
  'package.consult': { audience: 'public' },
  'package.redraft': { audience: 'agency' },
  'package.freeze': { audience: 'agency' },
  'package.publish': { audience: 'public' },
  'package.amend': { audience: 'public' },
  'package.write-files': { audience: 'public' },
  'package.close': { audience: 'public' },
});
