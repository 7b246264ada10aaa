import { anyOf, everyone, hasRole, isSystem, type Actor, type Policy, type Rule } from '#platform';

const editor: Rule<unknown> = anyOf(hasRole('criteria_editor'), isSystem);

interface Authored {
  readonly accountId: string | null;
}

/** What may be done in a consultation. */
export type ConsultationAction = 'read' | 'comment' | 'withdraw' | 'work' | 'open' | 'extend' | 'close' | 'group' | 'answer' | 'hide';

/** Who may do what: everyone reads and comments, authors withdraw what is theirs, the agency reads the work, editors do it. */
export const consultationPolicy = {
  read: everyone,
  comment: everyone,
  withdraw: (actor: Actor, { accountId }: Authored) => accountId !== null && actor.accountId === accountId,
  /** Draft answers, hidden texts. */
  work: anyOf((actor) => actor.organisationKind === 'agency', isSystem),
  open: editor,
  extend: editor,
  close: editor,
  group: editor,
  answer: editor,
  hide: editor,
} as const satisfies Policy<Authored, ConsultationAction>;
