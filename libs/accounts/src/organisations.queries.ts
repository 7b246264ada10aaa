import { Injectable } from '@nestjs/common';
import { authorize, type Ctx, mustSee, type OrganisationKind, refuse as refuseCommon, type Role } from '#platform';
import { organisationPolicy } from './accounts.policy.js';
import type { IdentifierScheme } from './identifiers.rules.js';
import { personOf } from './sessions.service.js';

/** An organisation with its numbers. */
export interface OrganisationSheet {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly country: string;
  readonly createdAt: Date;
  readonly verifiedAt: Date | null;
  readonly identifiers: readonly { readonly scheme: IdentifierScheme; readonly value: string; readonly isVerified: boolean }[];
}

/** One role of one person. */
export interface MemberLine {
  readonly membershipId: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly since: Date;
  readonly hasSecondFactor: boolean;
}

/** An offer that waits for an answer. */
export interface InvitationLine {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly isExpired: boolean;
}

/** Someone who asks to join. */
export interface RequestLine {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
}

/** An organisation a person may act for, with what they are there. */
export interface Belonging {
  readonly organisationId: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly roles: readonly Role[];
}

/** Organisations and who belongs to them. */
@Injectable()
export class OrganisationsQueries {
  /** One organisation; hidden (404) from the people of another vendor. */
  async sheet(ctx: Ctx, organisationId: string): Promise<OrganisationSheet> {
    mustSee(ctx.actor, organisationPolicy.read, { organisationId });
    const [row] = await this.sheets(ctx, 'o.id = $1', [organisationId]);
    return mustSee(ctx.actor, () => true, row);
  }

  /** The vendors that wait for the agency to verify them, oldest first, 100 at most. */
  async toVerify(ctx: Ctx): Promise<OrganisationSheet[]> {
    if (ctx.actor.organisationId === null) throw refuseCommon.forbidden('forbidden.role');
    authorize(ctx.actor, organisationPolicy.verify, { organisationId: ctx.actor.organisationId });
    return this.sheets(ctx, `o.kind = 'vendor' AND o.verified_at IS NULL`, []);
  }

  /** The organisations whose people the operator appoints: all but the vendors and those they equip; 100 at most. */
  async all(ctx: Ctx): Promise<OrganisationSheet[]> {
    if (ctx.actor.organisationId === null) throw refuseCommon.forbidden('forbidden.role');
    authorize(ctx.actor, organisationPolicy.list, { organisationId: ctx.actor.organisationId });
    return this.sheets(ctx, `o.kind NOT IN ('vendor', 'beneficiary')`, []);
  }

  /** The live roles of an organisation, by name. */
  async members(ctx: Ctx, organisationId: string): Promise<MemberLine[]> {
    mustSee(ctx.actor, organisationPolicy['read-members'], { organisationId });
    return ctx.tx.query<MemberLine[]>(
      `SELECT m.id AS "membershipId", m.account_id AS "accountId", a.name, a.email, m.role, m.since,
         EXISTS (SELECT FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS "hasSecondFactor"
       FROM membership m JOIN account a ON a.id = m.account_id
       WHERE m.organisation_id = $1 AND m.until IS NULL ORDER BY a.name COLLATE "fr-x-icu", m.since, m.id`,
      [organisationId],
    );
  }

  /** The offers of an organisation that wait, newest first. */
  async invitations(ctx: Ctx, organisationId: string): Promise<InvitationLine[]> {
    mustSee(ctx.actor, organisationPolicy['manage-members'], { organisationId });
    return ctx.tx.query<InvitationLine[]>(
      `SELECT i.id, i.email, i.role, i.created_at AS "createdAt", i.expires_at AS "expiresAt", i.expires_at <= $2 AS "isExpired"
       FROM invitation i WHERE i.organisation_id = $1 AND i.used_at IS NULL AND i.revoked_at IS NULL ORDER BY i.id DESC`,
      [organisationId, ctx.now],
    );
  }

  /** The requests to join an organisation that wait, oldest first. */
  async requests(ctx: Ctx, organisationId: string): Promise<RequestLine[]> {
    mustSee(ctx.actor, organisationPolicy['manage-members'], { organisationId });
    return ctx.tx.query<RequestLine[]>(
      `SELECT j.id, a.name, a.email, j.created_at AS "createdAt" FROM join_request j JOIN account a ON a.id = j.account_id
       WHERE j.organisation_id = $1 AND j.decided_at IS NULL ORDER BY j.id`,
      [organisationId],
    );
  }

  /** The organisations the person may act for, by name. */
  async mine(ctx: Ctx): Promise<Belonging[]> {
    return ctx.tx.query<Belonging[]>(
      `SELECT o.id AS "organisationId", o.name, o.kind, array_agg(r.role ORDER BY r.role) AS roles
       FROM guichet_roles($1) r JOIN organisation o ON o.id = r.organisation_id
       GROUP BY o.id ORDER BY o.name COLLATE "fr-x-icu", o.id`,
      [personOf(ctx)],
    );
  }

  /** Names of organisations by id, for pages of other rooms. */
  async names(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await ctx.tx.query<{ id: string; name: string }[]>('SELECT o.id, o.name FROM organisation o WHERE o.id = ANY($1)', [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private sheets(ctx: Ctx, condition: string, params: unknown[]): Promise<OrganisationSheet[]> {
    return ctx.tx.query<OrganisationSheet[]>(
      `SELECT o.id, o.kind, o.name, o.country, o.created_at AS "createdAt", o.verified_at AS "verifiedAt",
         coalesce(jsonb_agg(jsonb_build_object('scheme', i.scheme, 'value', i.value, 'isVerified', i.verified_at IS NOT NULL) ORDER BY i.scheme)
           FILTER (WHERE i.scheme IS NOT NULL), '[]') AS identifiers
       FROM organisation o LEFT JOIN organisation_identifier i ON i.organisation_id = o.id
       WHERE ${condition} GROUP BY o.id ORDER BY o.created_at, o.id LIMIT 100`,
      params,
    );
  }
}
