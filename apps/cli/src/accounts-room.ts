import {
  AttemptsService,
  accountsEntities,
  MembersService,
  OrganisationsService,
  PeopleService,
  SecondFactorService,
  SessionsService,
} from '#accounts';
import { auditEntities } from '#audit';
import { type Config, type Ctx, dataSource, system, transact } from '#platform';
import { terminalLocale } from './cli.messages.js';
import type { DatabaseUrls } from './database.js';

/** The services of the accounts room, made by hand: the command line has no container. */
export interface AccountsRoom {
  readonly people: PeopleService;
  readonly organisations: OrganisationsService;
  readonly members: MembersService;
  readonly factors: SecondFactorService;
  readonly sessions: SessionsService;
}

/** Runs a use case of the accounts room in one transaction, under the worker's role. */
export async function inAccounts<T>(config: Config, urls: DatabaseUrls, use: (ctx: Ctx, room: AccountsRoom) => Promise<T>): Promise<T> {
  const entities = [...auditEntities, ...accountsEntities];
  const database = await dataSource({ url: urls.worker, entities, pool: 1, applicationName: 'guichet accounts' }).initialize();
  try {
    return await transact(database, { actor: system('accounts'), locale: terminalLocale() }, (ctx) => use(ctx, roomOf(config)));
  } finally {
    await database.destroy();
  }
}

function roomOf(config: Config): AccountsRoom {
  const attempts = new AttemptsService(config);
  const sessions = new SessionsService();
  const organisations = new OrganisationsService();
  const people = new PeopleService(config, attempts, sessions);
  const members = new MembersService(config, organisations);
  return { people, organisations, members, sessions, factors: new SecondFactorService(config, attempts, sessions) };
}
