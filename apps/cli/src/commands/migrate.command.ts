import { parseArgs } from 'node:util';
import { print, tell, type Command } from '../command.js';
import { migrate } from '../database.js';
import { withDatabase } from '../with-database.js';
import { readSettings } from '../settings.js';

/** `./guichet migrate` */
export const migrateCommand: Command = {
  name: 'migrate',
  summary: { fr: 'Met le schéma de la base à jour.', en: 'Brings the schema of the database up to date.' },
  usage: 'migrate [--data DIR] [--json]',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { data: { type: 'string' }, json: { type: 'boolean' } } });
    return withDatabase(readSettings({ data: values.data }), async ({ urls }) => {
      const count = await migrate(urls);
      if (values.json) print(JSON.stringify({ migrations: count }));
      else tell('cli.migrated', { count });
      return 0;
    });
  },
};
