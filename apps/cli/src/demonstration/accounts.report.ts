import { type Locale, roles, say, type Text } from '#platform';
import { cliMessages } from '../cli.messages.js';
import type { DemonstrationAccount } from './accounts.js';

/** The accounts as lines for people, to print once. */
export function accountLines(accounts: readonly DemonstrationAccount[], locale: Locale): string[] {
  if (accounts.length === 0) return [];
  const text = (key: 'cli.accounts-title' | 'cli.accounts-factor' | 'cli.accounts-once'): string =>
    say(cliMessages[key] satisfies Text, locale);
  const width = Math.max(...accounts.map(({ email }) => email.length));
  const lines = accounts.map(({ role, email, password, factor, code }) => {
    const first = `  ${email.padEnd(width)}  ${password}  ${role} (${roles[role].label[locale]})`;
    return factor === null ? [first] : [first, `    ${text('cli.accounts-factor')} ${code}  ${factor.uri}`];
  });
  return ['', text('cli.accounts-title'), ...lines.flat(), text('cli.accounts-once'), ''];
}
