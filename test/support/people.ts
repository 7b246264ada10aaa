import { type Actor, type Ctx, newId, type OrganisationKind, type Role, roles, system, transact } from '#platform';
import { Account, Membership, Organisation } from '#accounts';
import type { DataSource } from 'typeorm';

/** What matters of an organisation to a test. */
export interface OrganisationFacts {
  readonly kind?: OrganisationKind;
  readonly name?: string;
  readonly isVerified?: boolean;
}

/** An organisation of its own; gives its id. */
export function makeOrganisation(
  database: DataSource,
  { kind = 'vendor', name = 'Atelier Corvane', isVerified = false }: OrganisationFacts = {},
): Promise<string> {
  return transact(database, { actor: system('test') }, async (ctx) => {
    const id = newId();
    const verifiedAt = isVerified ? ctx.now : null;
    await ctx.tx.insert(Organisation, { id, kind, name, country: 'FR', createdAt: ctx.now, verifiedAt, demonstration: false });
    return id;
  });
}

/** What matters of a person to a test. */
export interface PersonFacts {
  readonly role: Role;
  /** Made for them when absent. */
  readonly organisationId?: string;
  readonly name?: string;
  readonly email?: string;
  readonly passwordHash?: string;
}

/** A person with a live role, ready to act. */
export async function makePerson(
  database: DataSource,
  facts: PersonFacts,
): Promise<Actor & { readonly accountId: string; readonly organisationId: string }> {
  const { role, name = 'Inès Karadec' } = facts;
  const kind = roles[role].kind;
  const organisationId = facts.organisationId ?? (await makeOrganisation(database, { kind, name: `${kind} ${newId()}` }));
  const accountId = newId();
  const email = facts.email ?? `${accountId}@example.fr`;
  return transact(database, { actor: system('test') }, async (ctx) => {
    await ctx.tx.insert(Account, {
      ...{ id: accountId, email, name, emailVerifiedAt: ctx.now, passwordHash: facts.passwordHash ?? null },
      ...{ locale: 'fr', status: 'active', demonstration: false, createdAt: ctx.now },
    });
    await ctx.tx.insert(Membership, { id: newId(), accountId, organisationId, role, since: ctx.now, until: null });
    const { name: organisationName } = await ctx.tx.findOneByOrFail(Organisation, { id: organisationId });
    return { kind: 'account', accountId, name, organisationId, organisationKind: kind, organisationName, roles: [role] };
  });
}

/** Runs a use case as someone, in one transaction. */
export function as<T>(database: DataSource, actor: Actor, use: (ctx: Ctx) => Promise<T>): Promise<T> {
  return transact(database, { actor }, use);
}
