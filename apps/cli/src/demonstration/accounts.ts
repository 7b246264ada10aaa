import { randomInt } from 'node:crypto';
import { Account, codeAt, hashPassword } from '#accounts';
import { type Config, type Ctx, type Role, roles } from '#platform';
import { type AccountsRoom, inAccounts } from '../accounts-room.js';
import type { DatabaseUrls } from '../database.js';
import { cast, type CastOrganisation, emailOf } from './cast.js';

/** A demonstration account, with what only this process knows of it: nothing of it is stored in clear. */
export interface DemonstrationAccount {
  readonly role: Role;
  readonly name: string;
  readonly organisation: string;
  readonly email: string;
  readonly password: string;
  /** Base32 secret of the second factor and its `otpauth:` address; null where the role asks for none. */
  readonly factor: { readonly secret: string; readonly uri: string } | null;
  /** The code of the instant of creation; null without a factor. */
  readonly code: string | null;
}

interface Prepared {
  readonly organisation: CastOrganisation;
  readonly people: readonly {
    readonly name: string;
    readonly role: Role;
    readonly email: string;
    readonly password: string;
    readonly hash: string;
  }[];
}

/** Whether accounts of a demonstration are in this database. */
export function hasDemonstration(config: Config, urls: DatabaseUrls): Promise<boolean> {
  return inAccounts(config, urls, (ctx) => ctx.tx.existsBy(Account, { demonstration: true }));
}

/** Creates the organisations and people of the demonstration, verified and ready to sign in, the first time; nothing afterwards. */
export async function createDemonstration(config: Config, urls: DatabaseUrls): Promise<readonly DemonstrationAccount[]> {
  if (await hasDemonstration(config, urls)) return [];
  const prepared = await Promise.all(cast.map(withPasswords)); // hashed before the transaction opens
  return inAccounts(config, urls, async (ctx, room) => {
    const made: DemonstrationAccount[] = [];
    for (const one of prepared) made.push(...(await create(ctx, room, one)));
    return made;
  });
}

/** Gives the demonstration accounts of a role a new password and a new second factor; their sessions end. */
export async function resetDemonstration(config: Config, urls: DatabaseUrls, role: Role): Promise<readonly DemonstrationAccount[]> {
  const known = cast.flatMap((organisation) =>
    organisation.people.filter((person) => person.role === role).map((person) => ({ organisation, person })),
  );
  const renewed = await Promise.all(known.map(async (one) => ({ ...one, ...(await newPassword()) })));
  return inAccounts(config, urls, async (ctx, room) => {
    const made: DemonstrationAccount[] = [];
    for (const { organisation, person, password, hash } of renewed) {
      const email = emailOf(person.name, organisation.domain);
      const account = await ctx.tx.findOneBy(Account, { email, demonstration: true });
      if (account === null) continue;
      await room.people.setPassword(ctx, { id: account.id, email }, hash);
      made.push(await describe(ctx, room, { id: account.id, ...person, organisation: organisation.name, email, password }));
    }
    return made;
  });
}

async function withPasswords(organisation: CastOrganisation): Promise<Prepared> {
  const people = organisation.people.map(async (person) => ({
    ...person,
    email: emailOf(person.name, organisation.domain),
    ...(await newPassword()),
  }));
  return { organisation, people: await Promise.all(people) };
}

async function create(ctx: Ctx, room: AccountsRoom, { organisation, people }: Prepared): Promise<DemonstrationAccount[]> {
  const { kind, name, siren } = organisation;
  const organisationId = await room.organisations.create(ctx, { kind, name, country: 'FR', identifiers: { siren }, demonstration: true });
  await room.organisations.verify(ctx, organisationId);
  const made: DemonstrationAccount[] = [];
  for (const person of people) {
    const id = await room.people.add({ ...ctx, locale: 'fr' }, { email: person.email, name: person.name, demonstration: true });
    if (id === null) throw new Error(`The address ${person.email} of the demonstration is already an account`);
    await room.people.setPassword(ctx, { id, email: person.email }, person.hash);
    await room.members.grant(ctx, { accountId: id, organisationId, role: person.role });
    const { role, email, password } = person;
    made.push(await describe(ctx, room, { id, role, name: person.name, organisation: name, email, password }));
  }
  return made;
}

async function describe(
  ctx: Ctx,
  room: AccountsRoom,
  person: { readonly id: string } & Omit<DemonstrationAccount, 'factor' | 'code'>,
): Promise<DemonstrationAccount> {
  const { id, ...account } = person;
  if (!roles[account.role].secondFactor) return { ...account, factor: null, code: null };
  const factor = await room.factors.install(ctx, id);
  return { ...account, factor, code: codeAt(factor.secret, ctx.now) };
}

/** 90 bits, in a form that is read aloud and retyped without doubt. */
async function newPassword(): Promise<{ readonly password: string; readonly hash: string }> {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = (): string => Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const password = [group(), group(), group()].join('-');
  return { password, hash: await hashPassword(password) };
}
