import { CallService, callsEntities } from '#calls';
import { decisionsEntities } from '#decisions';
import { productionRefusal, type Config } from '#platform';
import { terminalLocale } from './cli.messages.js';
import { loadCriteria } from './criteria-room.js';
import { demonstrateCalls } from './demonstration/calls.js';
import { demonstrateDelegations } from './demonstration/delegations.js';
import { migrate, type DatabaseUrls } from './database.js';
import { inRoom } from './room.js';
import { createDemonstration, hasDemonstration } from './demonstration/accounts.js';
import { accountLines } from './demonstration/accounts.report.js';

/** What a step may use. */
export interface Preparing {
  readonly config: Config;
  readonly urls: DatabaseUrls;
}

/** One step between a database that answers and a portal that may open; gives the lines to print for people, often none. */
export type Preparation = (preparing: Preparing) => Promise<readonly string[]>;

/** The schema first, then what it holds. Every step may run again without harm. */
const preparations: readonly Preparation[] = [
  async ({ urls }) => {
    await migrate(urls);
    return [];
  },
  async ({ urls }) => {
    await loadCriteria(urls);
    return [];
  },
  async ({ config, urls }) => {
    if (config.DEMO_DATA)
      await inRoom(urls, { name: 'demonstration', entities: callsEntities }, (ctx) => demonstrateCalls(ctx, new CallService()));
    return [];
  },
  async ({ config, urls }) => {
    const refusal = productionRefusal(config, { isSuperuser: false, hasDemoAccounts: await hasDemonstration(config, urls) });
    if (refusal) throw refusal;
    return config.DEMO_DATA ? accountLines(await createDemonstration(config, urls), terminalLocale()) : [];
  },
  async ({ config, urls }) => {
    if (config.DEMO_DATA)
      await inRoom(urls, { name: 'demonstration', entities: decisionsEntities }, (ctx) => demonstrateDelegations(ctx, config));
    return [];
  },
];

/** Runs every step in order; gives what is to be shown once the portal is ready. */
export async function prepare(preparing: Preparing): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const step of preparations) lines.push(...(await step(preparing)));
  return lines;
}
