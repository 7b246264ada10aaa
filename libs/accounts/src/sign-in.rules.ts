import { fingerprint } from '#platform';

/** How many tries of a kind are allowed, and how long the pause lasts then. */
export interface Limit {
  readonly tries: number;
  readonly minutes: number;
}

/** The limits of the tries one may make; each kind is counted apart. */
export const limits = {
  /** Wrong passwords for one mail address, known or not: the answer must not tell. */
  account: { tries: 5, minutes: 15 },
  /** Wrong passwords from one network, whatever the account. */
  network: { tries: 30, minutes: 15 },
  /** Wrong codes for one person. */
  'second-factor': { tries: 5, minutes: 15 },
  /** Mails asked for one address: sign-up, forgotten password. */
  'mail-account': { tries: 5, minutes: 60 },
  /** Mails asked from one network. */
  'mail-network': { tries: 20, minutes: 60 },
  /** Comments of a visitor, each confirmed by a mail, for one address. */
  'comment-address': { tries: 10, minutes: 60 },
  /** Comments of visitors from one network. */
  'comment-network': { tries: 40, minutes: 60 },
} as const satisfies Record<string, Limit>;

/** A kind of try. */
export type AttemptKind = keyof typeof limits;

/** A session ends after this long without a request, in minutes. */
export const sessionIdleMinutes = 120;
/** A session ends this long after sign-in, whatever the activity, in hours. */
export const sessionHours = 12;
/** A link to choose a password, in hours. */
export const passwordLinkHours = 24;
/** An invitation, in days. */
export const invitationDays = 7;
/** The longest life of an API token, in days. */
export const apiTokenDays = 90;

/** An instant after another. */
export function after(from: Date, span: { readonly minutes?: number; readonly hours?: number; readonly days?: number }): Date {
  const minutes = (span.minutes ?? 0) + 60 * (span.hours ?? 0) + 1440 * (span.days ?? 0);
  return new Date(from.getTime() + minutes * 60_000);
}

/**
 * The token of a link sent by mail: a keyed fingerprint of what it opens. The table holds its hash; the mail, written later and perhaps
 * twice, computes it again. Without the portal's secret neither the id nor the hash gives it.
 */
export function linkToken(secret: string, kind: 'password' | 'invitation', id: string): string {
  return fingerprint(secret, `${kind}:${id}`);
}

/** The network of an address: itself for IPv4, its /64 for IPv6 (one subscriber holds at least that). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1];
  if (!address.includes(':')) return address;
  const [head, tail = ''] = address.toLowerCase().split('%')[0].split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** Mail addresses are compared in lower case, without surrounding spaces. */
export const normalEmail = (typed: string): string => typed.trim().toLowerCase();

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Family of browser and system, and nothing finer: enough to recognise one's own sessions. */
export function deviceOf(userAgent: string): string {
  const name = (table: typeof browsers): string => table.find(([form]) => form.test(userAgent))?.[1] ?? '';
  return [name(browsers), name(systems)].filter((part) => part !== '').join(', ');
}
