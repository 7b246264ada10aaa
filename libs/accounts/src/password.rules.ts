import type { FieldError } from '#platform';
import { accountsMessages } from './accounts.messages.js';

/** Shortest password; length is what resists, not composition (CNIL 2022-100, NIST SP 800-63B). */
export const passwordMin = 12;
/** Longest password: beyond, hashing would be a gift to a flood. */
export const passwordMax = 200;

/** What a password must not repeat. */
export interface PersonalWords {
  readonly email: string;
  readonly name: string;
}

/** Why a new password is refused, or null. */
export function passwordProblem(password: string, person: PersonalWords, field = 'password'): FieldError | null {
  if ([...password].length < passwordMin) {
    return { field, code: 'password.short', text: accountsMessages['password.short'], params: { limit: passwordMin } };
  }
  return isGuessable(password, person) ? { field, code: 'password.guessable', text: accountsMessages['password.guessable'] } : null;
}

function isGuessable(password: string, person: PersonalWords): boolean {
  const plain = fold(password);
  const words = [person.email.split('@')[0], ...person.name.split(/\s+/)].map(fold).filter((word) => word.length >= 4);
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), plain);
  return rest.length < passwordMin / 2 || new Set(plain).size < 5 || isSequence(plain) || isRepetition(plain);
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'azertyuiopqsdfghjklmwxcvbn', 'qwertyuiopasdfghjklzxcvbnm'];

function isSequence(text: string): boolean {
  return rows.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));
}

/** The same few characters again and again: `abcabcabcabc`. */
function isRepetition(text: string): boolean {
  return /^(.{1,6})\1+.{0,5}$/.test(text);
}
