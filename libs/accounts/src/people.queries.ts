import { Injectable } from '@nestjs/common';
import type { Ctx, Locale, Role } from '#platform';
import { normalEmail } from './sign-in.rules.js';

/** Someone to whom the portal writes. */
export interface Recipient {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}

/** Who is who, for the other rooms. */
@Injectable()
export class PeopleQueries {
  /** The active people who hold one of the roles in an organisation, or in any when it is null. Row security applies. */
  async holding(ctx: Ctx, roles: readonly Role[], organisationId: string | null): Promise<Recipient[]> {
    return ctx.tx.query<Recipient[]>(
      `SELECT DISTINCT a.id AS "accountId", a.name, a.email, a.locale FROM membership m JOIN account a ON a.id = m.account_id
       WHERE m.role = ANY($1) AND m.until IS NULL AND a.status = 'active' AND ($2::uuid IS NULL OR m.organisation_id = $2)
       ORDER BY a.id`,
      [roles, organisationId],
    );
  }

  /** One active person; null when the account is closed or unknown. */
  async person(ctx: Ctx, accountId: string): Promise<Recipient | null> {
    const [row] = await ctx.tx.query<Recipient[]>(
      `SELECT a.id AS "accountId", a.name, a.email, a.locale FROM account a WHERE a.id = $1 AND a.status = 'active'`,
      [accountId],
    );
    return row ?? null;
  }

  /** One active person by mail address; null when nobody has it. */
  async byEmail(ctx: Ctx, email: string): Promise<Recipient | null> {
    const [row] = await ctx.tx.query<Recipient[]>(
      `SELECT a.id AS "accountId", a.name, a.email, a.locale FROM account a WHERE a.email = $1 AND a.status = 'active'`,
      [normalEmail(email)],
    );
    return row ?? null;
  }

  /** Names of people by id: who verified, who decided. */
  async names(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await ctx.tx.query<{ id: string; name: string }[]>('SELECT a.id, a.name FROM account a WHERE a.id = ANY($1)', [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
