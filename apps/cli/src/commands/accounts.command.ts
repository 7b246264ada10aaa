import { parseArgs } from 'node:util';
import { type Role, roleNames, roles } from '#platform';
import { codeAt } from '#accounts';
import { inAccounts } from '../accounts-room.js';
import { refuse, terminalLocale } from '../cli.messages.js';
import { type Command, print } from '../command.js';
import { resetDemonstration } from '../demonstration/accounts.js';
import { accountLines } from '../demonstration/accounts.report.js';
import { readSettings } from '../settings.js';
import { withDatabase } from '../with-database.js';

const usage = 'accounts reset ROLE | code ROLE [--data DIR] [--json]';

/** `./guichet accounts`: prints demonstration accounts again, with new passwords, or the present code of their second factor. */
export const accountsCommand: Command = {
  name: 'accounts',
  summary: {
    fr: 'Réimprime les comptes de démonstration d’un rôle avec un nouveau mot de passe, ou leur code du moment.',
    en: 'Prints the demonstration accounts of a role again with a new password, or their present code.',
  },
  usage,
  run: async (args) => {
    const options = { data: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [what, role] = positionals;
    if ((what !== 'reset' && what !== 'code') || positionals.length !== 2)
      throw refuse.invalid('cli.usage', { usage: `./guichet ${usage}` });
    if (!isRole(role)) throw refuse.invalid('cli.accounts-role', { role, roles: roleNames.join(', ') });
    const lines = what === 'reset' ? await reset(role, values) : await codes(role, values.data);
    if (lines.length === 0) throw refuse.notFound('cli.accounts-none', { role });
    for (const line of lines) print(line);
    return 0;
  },
};

async function reset(role: Role, { data, json }: { readonly data?: string | undefined; readonly json: boolean }): Promise<string[]> {
  const config = readSettings({ data });
  const accounts = await withDatabase(config, ({ urls }) => resetDemonstration(config, urls, role));
  return json && accounts.length > 0 ? [JSON.stringify(accounts, null, 2)] : accountLines(accounts, terminalLocale());
}

async function codes(role: Role, data: string | undefined): Promise<string[]> {
  if (!roles[role].secondFactor) throw refuse.conflict('cli.accounts-no-factor', { role });
  const config = readSettings({ data });
  return withDatabase(config, ({ urls }) =>
    inAccounts(config, urls, async (ctx, { factors }) => {
      const rows = await ctx.tx.query<{ id: string; email: string }[]>(
        `SELECT DISTINCT a.id, a.email FROM account a JOIN membership m ON m.account_id = a.id AND m.until IS NULL
         WHERE a.demonstration AND m.role = $1 ORDER BY a.email`,
        [role],
      );
      const lines: string[] = [];
      for (const { id, email } of rows) {
        const secret = await factors.demonstrationSecret(ctx, id);
        if (secret !== null) lines.push(`${email}  ${codeAt(secret, ctx.now)}`);
      }
      return lines;
    }),
  );
}

function isRole(value: string): value is Role {
  return Object.hasOwn(roles, value);
}
