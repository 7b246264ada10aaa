import { CandidatureQueries, type CandidatureSummary } from '#candidatures';
import { authorize, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { refuseReview } from './review.messages.js';
import { reviewPolicy, type Standing } from './review.policy.js';

/** What a person has declared of their interests in a file. */
export interface Declarations {
  readonly forCall: boolean;
  readonly forFile: boolean;
  readonly isConflicted: boolean;
}

/** A file opened by a person of the agency. */
export interface OpenedFile {
  readonly summary: CandidatureSummary;
  readonly standing: Standing;
}

/** The door of a file for the people of the agency: declared first, conflicted never. */
@Injectable()
export class StandingQueries {
  constructor(private readonly candidatures: CandidatureQueries) {}

  /**
   * Opens a file, or refuses: 404 to whom it is hidden (a conflict included), `review.declare-first` before the declarations.
   * Every route that shows something of a file to the agency begins here.
   */
  async open(ctx: Ctx, candidatureId: string, action: keyof typeof reviewPolicy = 'read'): Promise<OpenedFile> {
    const summary = await this.candidatures.summary(ctx, candidatureId);
    const standing = await this.standing(ctx, summary);
    if (ctx.actor.organisationKind === 'agency' && !standing.hasDeclared) throw refuseReview.conflict('review.declare-first');
    authorize(ctx.actor, reviewPolicy[action], standing);
    return { summary, standing };
  }

  /** What a person declared for a call and a file. */
  async declarations(ctx: Ctx, callId: string, candidatureId: string): Promise<Declarations> {
    const [row] = await ctx.tx.query<[Declarations]>(
      `SELECT coalesce(bool_or(candidature_id IS NULL), false) AS "forCall", coalesce(bool_or(candidature_id IS NOT NULL), false) AS "forFile",
              coalesce(bool_or(conflicted), false) AS "isConflicted"
       FROM interest WHERE account_id = $1 AND call_id = $2 AND (candidature_id IS NULL OR candidature_id = $3)`,
      [ctx.actor.accountId, callId, candidatureId],
    );
    return row;
  }

  /** Where a person stands towards a file they may see. */
  async standing(ctx: Ctx, file: Pick<CandidatureSummary, 'id' | 'callId' | 'organisationId'>): Promise<Standing> {
    const { organisationId } = file;
    if (ctx.actor.accountId === null || ctx.actor.organisationKind !== 'agency')
      return { organisationId, hasDeclared: false, assigned: [] };
    const { forCall, forFile, isConflicted } = await this.declarations(ctx, file.callId, file.id);
    const roles = await ctx.tx.query<{ role: 'verifier' | 'lead' }[]>(
      'SELECT DISTINCT role FROM assignment WHERE candidature_id = $1 AND account_id = $2 AND until IS NULL',
      [file.id, ctx.actor.accountId],
    );
    return { organisationId, hasDeclared: forCall && forFile && !isConflicted, assigned: roles.map(({ role }) => role) };
  }
}
