import { record } from '#audit';
import { CandidatureService, candidatureLifecycle } from '#candidatures';
import { authorize, newId, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Assignment, type AssignmentRole } from './assignment.entity.js';
import { ClockService } from './clock.service.js';
import type { AssignInput } from './review.dto.js';
import { reviewEvents } from './review.events.js';
import { refuseReview } from './review.messages.js';
import { reviewPolicy } from './review.policy.js';
import { StandingQueries, type OpenedFile } from './standing.queries.js';

/** Who is in charge of a file; the first to take a complete file starts its review. */
@Injectable()
export class AssignmentService {
  constructor(
    private readonly standings: StandingQueries,
    private readonly candidatures: CandidatureService,
    private readonly clock: ClockService,
  ) {}

  /** A reviewer takes a file in charge, after their declarations. The review of a complete file starts. */
  async take(ctx: Ctx, candidatureId: string): Promise<void> {
    const file = await this.standings.open(ctx, candidatureId, 'take');
    const role: AssignmentRole = ctx.actor.roles.includes('lead') ? 'lead' : 'verifier';
    await this.add(ctx, file, { accountId: ctx.actor.accountId ?? '', role });
    await this.start(ctx, file);
  }

  /** Someone in charge puts another person in charge. They will still have to declare their interests. */
  async assign(ctx: Ctx, candidatureId: string, input: AssignInput): Promise<void> {
    const file = await this.standings.open(ctx, candidatureId, 'assign');
    if (!(await this.mayReview(ctx, file, input))) throw refuseReview.invalid('assignment.not-reviewer');
    await this.add(ctx, file, input);
  }

  /** Ends an assignment; the verdicts given under it stay. */
  async end(ctx: Ctx, candidatureId: string, assignmentId: string): Promise<void> {
    const { summary, standing } = await this.standings.open(ctx, candidatureId, 'read');
    const assignment = await ctx.tx.findOneBy(Assignment, { id: assignmentId, candidatureId, until: IsNull() });
    if (assignment === null) throw refuse.notFound('not-found');
    if (assignment.accountId !== ctx.actor.accountId) authorize(ctx.actor, reviewPolicy.assign, standing);
    await ctx.tx.update(Assignment, { id: assignmentId }, { until: ctx.now });
    await this.tell(ctx, 'assignment.end', { ...assignment, organisationId: summary.organisationId });
  }

  private async start(ctx: Ctx, { summary }: OpenedFile): Promise<void> {
    if (!candidatureLifecycle.allows(summary.status, 'start_review')) return;
    await this.candidatures.act(ctx, summary.id, 'start_review');
    await this.clock.start(ctx, summary, summary.completeAt ?? ctx.now);
  }

  private async mayReview(ctx: Ctx, { summary }: OpenedFile, { accountId, role }: AssignInput): Promise<boolean> {
    const roles = role === 'lead' ? ['lead'] : ['verifier', 'lead'];
    const [{ may }] = await ctx.tx.query<[{ may: boolean }]>(
      `SELECT EXISTS (SELECT FROM membership JOIN organisation ON organisation.id = membership.organisation_id
                      WHERE membership.account_id = $1 AND membership.until IS NULL AND organisation.kind = 'agency' AND membership.role = ANY($4))
          AND NOT EXISTS (SELECT FROM interest WHERE interest.account_id = $1 AND conflicted AND call_id = $2
                          AND (candidature_id IS NULL OR candidature_id = $3)) AS may`,
      [accountId, summary.callId, summary.id, roles],
    );
    return may;
  }

  private async add(
    ctx: Ctx,
    { summary }: OpenedFile,
    { accountId, role, chapterId = null }: Omit<AssignInput, 'chapterId'> & { chapterId?: string | null },
  ) {
    const place = { candidatureId: summary.id, accountId, role, chapterId: chapterId ?? IsNull(), until: IsNull() };
    if (await ctx.tx.existsBy(Assignment, place)) throw refuseReview.conflict('assignment.exists');
    const owner = { candidatureId: summary.id, organisationId: summary.organisationId };
    const assignment = {
      id: newId(),
      ...owner,
      chapterId,
      accountId,
      role,
      assignedBy: ctx.actor.accountId ?? '',
      since: ctx.now,
      until: null,
    };
    await ctx.tx.insert(Assignment, assignment);
    await this.tell(ctx, 'assignment.make', assignment);
  }

  private async tell(ctx: Ctx, name: 'assignment.make' | 'assignment.end', assignment: Assignment): Promise<void> {
    const { id, organisationId, candidatureId, accountId, role, chapterId } = assignment;
    const data = { candidatureId, accountId, role, chapterId };
    await record(ctx, reviewEvents, name, { subject: { type: 'assignment', id }, organisationId, data });
  }
}
