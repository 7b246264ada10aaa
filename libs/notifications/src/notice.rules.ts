import { type Locale, type Params, type Role, roles, say } from '#platform';
import { type Notice, notices } from './notices.messages.js';

/** What fills the words of a notice: ids, numbers, codes, the name of an organisation. */
export type NoticeData = Readonly<Record<string, string | number>>;

/** A notice in one language. */
export interface Told {
  readonly subject: string;
  readonly body: string;
  readonly action: { readonly label: string; readonly path: string } | null;
}

/** The notice of an event; null when nobody is told. */
export function noticeOf(event: string): Notice | null {
  return Object.hasOwn(notices, event) ? notices[event] : null;
}

/** Only what fits in words: nested data stay in the event. */
export function noticeData(data: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(data).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}

/** The words of a notice in one language, its places filled; a code of role becomes its label. */
export function tell(notice: Pick<Notice, 'subject' | 'body' | 'action'>, data: NoticeData, locale: Locale): Told {
  const { role } = data;
  const params: Params = { ...data, ...(typeof role === 'string' && isRole(role) && { role: roles[role].label }) };
  const { action } = notice;
  return {
    subject: say(notice.subject, locale, params),
    body: say(notice.body, locale, params),
    action: action && { label: say(action.label, locale, params), path: fill(action.path, data) },
  };
}

function fill(path: string, data: NoticeData): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(data[name] ?? ''));
}

function isRole(value: string): value is Role {
  return Object.hasOwn(roles, value);
}
