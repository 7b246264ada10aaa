import {
  AttemptsService,
  accountsEntities,
  MembersService,
  OrganisationsService,
  PeopleService,
  SecondFactorService,
  SessionsService,
} from '#accounts';
import type { Config, Ctx } from '#platform';
import type { DatabaseUrls } from './database.js';
import { inRoom } from './room.js';

/** The services of the accounts room, made by hand: the command line has no container. */
export interface AccountsRoom {
  readonly people: PeopleService;
  readonly organisations: OrganisationsService;
  readonly members: MembersService;
  readonly factors: SecondFactorService;
  readonly sessions: SessionsService;
}

/** Runs a use case of the accounts room in one transaction, under the worker's role. */
export function inAccounts<T>(config: Config, urls: DatabaseUrls, use: (ctx: Ctx, room: AccountsRoom) => Promise<T>): Promise<T> {
  return inRoom(urls, { name: 'accounts', entities: accountsEntities }, (ctx) => use(ctx, roomOf(config)));
}

function roomOf(config: Config): AccountsRoom {
  const attempts = new AttemptsService(config);
  const sessions = new SessionsService();
  const organisations = new OrganisationsService();
  const people = new PeopleService(config, attempts, sessions);
  const members = new MembersService(config, organisations);
  return { people, organisations, members, sessions, factors: new SecondFactorService(config, attempts, sessions) };
}
