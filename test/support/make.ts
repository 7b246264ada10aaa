import { Account, Membership, Organisation } from '#accounts';
import { newId, type Actor, type OrganisationKind, type Role, roles } from '#platform';
import type { DataSource } from 'typeorm';

let count = 0;

/** An organisation of one kind, in the database (owner's connection). */
export async function makeOrganisation(owner: DataSource, kind: OrganisationKind, name = `Organisation ${++count}`): Promise<Organisation> {
  const organisation = {
    id: newId(),
    kind,
    name,
    country: 'FR',
    createdAt: new Date('2026-01-05T08:00:00Z'),
    verifiedAt: null,
    demonstration: true,
  };
  await owner.getRepository(Organisation).insert(organisation);
  return organisation;
}

/** A person holding a role in an organisation (made for them unless given), as the actor of a use case. */
export async function makeActor(
  owner: DataSource,
  role: Role,
  organisation?: Organisation,
): Promise<Actor & { readonly accountId: string; readonly organisationId: string }> {
  const belongsTo = organisation ?? (await makeOrganisation(owner, roles[role].kind));
  const id = newId();
  const at = new Date('2026-01-05T08:00:00Z');
  const name = `Personne ${++count}`;
  await owner.getRepository(Account).insert({
    id,
    email: `personne-${id}@exemple.test`,
    name,
    emailVerifiedAt: at,
    passwordHash: null,
    locale: 'fr',
    status: 'active',
    demonstration: true,
    createdAt: at,
  });
  await owner.transaction(async (tx) => {
    await tx.query("SELECT set_config('guichet.scope', 'all', true)");
    await tx.insert(Membership, { id: newId(), accountId: id, organisationId: belongsTo.id, role, since: at, until: null });
  });
  return {
    kind: 'account',
    accountId: id,
    name,
    organisationId: belongsTo.id,
    organisationKind: belongsTo.kind,
    organisationName: belongsTo.name,
    roles: [role],
  };
}
