import { envExample, projectRoot } from '#platform';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../command.js';

/** `./guichet env-example` */
export const envExampleCommand: Command = {
  name: 'env-example',
  summary: { fr: 'Réécrit .env.example d’après le schéma des réglages.', en: 'Rewrites .env.example from the schema of the settings.' },
  usage: 'env-example',
  run: async () => {
    writeFileSync(join(projectRoot, '.env.example'), envExample());
    return 0;
  },
};
