import { events } from '#audit';

/** What may be recorded of consultations. Data: `code`, `version`, `iteration`, instants, ids and counts; never a text, a name or an address. */
export const consultationEvents = events({
  'consultation.open': { audience: 'public' },
  'consultation.extend': { audience: 'public' },
  'consultation.close': { audience: 'public' },
  /** Comments were put under one subject, or taken out of it. */
  'consultation.group': { audience: 'public' },
  'consultation.ungroup': { audience: 'public' },
  /** An answer was published, to a comment or to a group. */
  'consultation.answer': { audience: 'public' },
  /** Once a day: how many comments arrived. */
  'consultation.digest': { audience: 'agency' },
  /** A visitor wrote a comment, to be confirmed by mail. */
  'comment.send': { audience: 'none' },
  /** A comment is shown from now on. */
  'comment.appear': { audience: 'public' },
  'comment.withdraw': { audience: 'public' },
  'comment.hide': { audience: 'public' },
  /** One person with an account is to be told of an answer. */
  'comment.answer': { audience: 'none' },
  /** One visitor is to be told of an answer. */
  'comment.answer-visitor': { audience: 'none' },
});
