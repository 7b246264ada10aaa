import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import {
  authorize,
  type Ctx,
  enterOrganisation,
  type FieldError,
  mustSee,
  newId,
  type OrganisationKind,
  refuse as refuseCommon,
} from '#platform';
import { accountsEvents } from './accounts.events.js';
import { accountsMessages, refuse } from './accounts.messages.js';
import { organisationPolicy } from './accounts.policy.js';
import { checkIdentifier, compactIdentifier, type IdentifierScheme, identifierSchemes } from './identifiers.rules.js';
import { Organisation, OrganisationIdentifier } from './organisation.entity.js';

/** The numbers typed for an organisation; an empty one is absent. */
export type TypedIdentifiers = Readonly<Partial<Record<IdentifierScheme, string | undefined>>>;

/** What is said of a new organisation. */
export interface NewOrganisation {
  readonly kind: OrganisationKind;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly identifiers: TypedIdentifiers;
  readonly demonstration?: boolean;
}

/** Organisations and their identifiers. */
@Injectable()
export class OrganisationsService {
  /** Creates an organisation, not verified: anyone may claim to be anyone. Row security is then open on it. */
  async create(ctx: Ctx, organisation: NewOrganisation): Promise<string> {
    const identifiers = checkedIdentifiers(organisation.identifiers);
    const id = newId();
    const { kind, country } = organisation;
    const demonstration = organisation.demonstration ?? false;
    await ctx.tx.insert(Organisation, {
      id,
      kind,
      name: organisation.name.trim(),
      country,
      createdAt: ctx.now,
      verifiedAt: null,
      demonstration,
    });
    for (const [scheme, value] of identifiers) {
      await ctx.tx.insert(OrganisationIdentifier, { organisationId: id, scheme, value, verifiedAt: null });
    }
    await enterOrganisation(ctx, id);
    await record(ctx, accountsEvents, 'organisation.create', { subject: { type: 'organisation', id }, organisationId: id, data: { kind } });
    return id;
  }

  /** The verified organisation that holds this number, or null. */
  async verifiedHolder(ctx: Ctx, scheme: IdentifierScheme, typed: string): Promise<string | null> {
    const [row] = await ctx.tx.query<{ organisation_id: string }[]>(
      'SELECT i.organisation_id FROM organisation_identifier i WHERE i.scheme = $1 AND i.value = $2 AND i.verified_at IS NOT NULL',
      [scheme, compactIdentifier(typed)],
    );
    return row?.organisation_id ?? null;
  }

  /** Changes name, country and the numbers that are not verified yet. */
  async update(ctx: Ctx, organisationId: string, changes: Pick<NewOrganisation, 'name' | 'country' | 'identifiers'>): Promise<void> {
    await this.lock(ctx, organisationId);
    authorize(ctx.actor, organisationPolicy.update, { organisationId });
    const wanted = new Map(checkedIdentifiers(changes.identifiers));
    const known = await ctx.tx.findBy(OrganisationIdentifier, { organisationId });
    for (const identifier of known.filter(({ verifiedAt }) => verifiedAt !== null)) {
      if (wanted.get(identifier.scheme) !== identifier.value) throw invalidIdentifier(identifier.scheme, 'identifier.verified');
    }
    await ctx.tx.query('DELETE FROM organisation_identifier WHERE organisation_id = $1 AND verified_at IS NULL', [organisationId]);
    for (const [scheme, value] of wanted) {
      if (known.some((identifier) => identifier.scheme === scheme && identifier.verifiedAt !== null)) continue;
      await ctx.tx.insert(OrganisationIdentifier, { organisationId, scheme, value, verifiedAt: null });
    }
    await ctx.tx.update(Organisation, { id: organisationId }, { name: changes.name.trim(), country: changes.country });
    await record(ctx, accountsEvents, 'organisation.update', { subject: { type: 'organisation', id: organisationId }, organisationId });
  }

  /** The agency has checked the organisation against the public registers: its numbers become unique and no longer change. */
  async verify(ctx: Ctx, organisationId: string): Promise<void> {
    const organisation = await this.lock(ctx, organisationId);
    authorize(ctx.actor, organisationPolicy.verify, { organisationId });
    const identifiers = await ctx.tx.findBy(OrganisationIdentifier, { organisationId });
    if (organisation.kind === 'vendor' && !identifiers.some(({ scheme }) => scheme === 'siren' || scheme === 'vat')) {
      throw refuse.conflict('organisation.unidentified');
    }
    for (const { scheme, value } of identifiers) {
      const holder = await this.verifiedHolder(ctx, scheme, value);
      if (holder !== null && holder !== organisationId) throw refuse.conflict('identifier.taken', { scheme: scheme.toUpperCase() });
    }
    const at = [organisationId, ctx.now];
    await ctx.tx.query('UPDATE organisation_identifier SET verified_at = $2 WHERE organisation_id = $1 AND verified_at IS NULL', at);
    await ctx.tx.query('UPDATE organisation SET verified_at = coalesce(verified_at, $2) WHERE id = $1', at);
    await record(ctx, accountsEvents, 'organisation.verify', { subject: { type: 'organisation', id: organisationId }, organisationId });
  }

  /** Locks an organisation that the person may see; one they may not see does not exist. */
  async lock(ctx: Ctx, organisationId: string): Promise<Organisation> {
    const organisation = await ctx.tx.findOne(Organisation, { where: { id: organisationId }, lock: { mode: 'pessimistic_write' } });
    mustSee(ctx.actor, organisationPolicy.read, organisation && { organisationId });
    if (organisation === null) throw refuseCommon.notFound('not-found');
    return organisation;
  }
}

/** The numbers that were typed, compact and checked; refuses the invalid ones together, each on its field. */
export function checkedIdentifiers(typed: TypedIdentifiers): (readonly [IdentifierScheme, string])[] {
  const given = identifierSchemes.flatMap((scheme) => {
    const value = compactIdentifier(typed[scheme] ?? '');
    return value === '' ? [] : [[scheme, value] as const];
  });
  const fields = given
    .filter(([scheme, value]) => checkIdentifier(scheme, value) === 'invalid')
    .map(([scheme]): FieldError => ({ field: scheme, code: `identifier.${scheme}`, text: accountsMessages[`identifier.${scheme}`] }));
  if (fields.length > 0) throw refuseCommon.invalid('input.invalid', {}, fields);
  return given;
}

function invalidIdentifier(field: IdentifierScheme, code: 'identifier.verified') {
  return refuseCommon.invalid('input.invalid', {}, [{ field, code, text: accountsMessages[code] }]);
}
