import { record } from '#audit';
import { authorize, mustSee, newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { ApprovalInput, ApprovalOutcomeInput, ChangeSolutionInput, SolutionInput, SolutionVersionInput } from './solution.dto.js';
import { Approval, Solution, SolutionVersion, type SolutionTexts } from './solution.entity.js';
import { solutionEvents } from './solution.events.js';
import {
  approvalLifecycle,
  solutionLifecycle,
  solutionVersionLifecycle,
  type SolutionAction,
  type SolutionVersionAction,
} from './solution.lifecycle.js';
import { refuseSolution } from './solution.messages.js';
import { solutionPolicy } from './solution.policy.js';
import { slugOf } from './slug.rules.js';

/** Products, versions and approvals, as their vendor keeps them. */
@Injectable()
export class SolutionService {
  /** A new product of the actor's organisation. @returns its id. */
  create(ctx: Ctx, input: SolutionInput): Promise<string> {
    return this.createFor(ctx, ctx.actor.organisationId ?? '', input);
  }

  /** A new product of an organisation. @returns its id. */
  async createFor(ctx: Ctx, organisationId: string, input: SolutionInput): Promise<string> {
    authorize(ctx.actor, solutionPolicy.create, { organisationId });
    const id = newId();
    const slug = slugOf(input.name);
    for (let attempt = 1; ; attempt++) {
      const rows = await ctx.tx.query<unknown[]>(
        `INSERT INTO solution (id, organisation_id, name, slug, software_type, nil, texts, status, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'active', $8) ON CONFLICT (slug) DO NOTHING RETURNING id`,
        [
          id,
          organisationId,
          input.name,
          attempt === 1 ? slug : `${slug}-${attempt}`,
          input.softwareType,
          input.nil ?? null,
          JSON.stringify(textsOf(input)),
          ctx.now,
        ],
      );
      if (rows.length > 0) break;
    }
    await record(ctx, solutionEvents, 'solution.create', { subject: { type: 'solution', id }, organisationId });
    return id;
  }

  /** Changes the sheet of a product; a stale version is a conflict (409). */
  async change(ctx: Ctx, id: string, input: ChangeSolutionInput): Promise<void> {
    const solution = await this.lock(ctx, id);
    authorize(ctx.actor, solutionPolicy.change, solution);
    if (solution.version !== input.version) throw refuseSolution.conflict('solution.stale');
    const { name, softwareType, nil } = input;
    const change = { name, softwareType, nil: nil ?? null, texts: { ...textsOf(input) }, version: solution.version + 1 };
    await ctx.tx.update(Solution, { id }, change);
    await record(ctx, solutionEvents, 'solution.change', { subject: { type: 'solution', id }, organisationId: solution.organisationId });
  }

  /** Retires a product from the market, or puts it back. */
  async act(ctx: Ctx, id: string, action: SolutionAction): Promise<void> {
    const solution = await this.lock(ctx, id);
    authorize(ctx.actor, solutionPolicy[action], solution);
    await ctx.tx.update(Solution, { id }, { status: solutionLifecycle.next(solution.status, action) });
    await record(ctx, solutionEvents, `solution.${action}`, { subject: { type: 'solution', id }, organisationId: solution.organisationId });
  }

  /** A new candidate version of a product. @returns its id. */
  async addVersion(ctx: Ctx, solutionId: string, input: SolutionVersionInput): Promise<string> {
    const solution = await this.lock(ctx, solutionId);
    authorize(ctx.actor, solutionPolicy.addVersion, solution);
    const { label } = input;
    if (await ctx.tx.existsBy(SolutionVersion, { solutionId, label })) throw refuseSolution.conflict('solution.version-taken', { label });
    const id = newId();
    const { organisationId } = solution;
    const version = { id, solutionId, organisationId, label, technicalNumber: input.technicalNumber ?? null };
    await ctx.tx.insert(SolutionVersion, { ...version, status: 'candidate', createdAt: ctx.now });
    await record(ctx, solutionEvents, 'solution_version.add', { subject: { type: 'solution_version', id }, organisationId });
    return id;
  }

  /** Declares a version in use or obsolete. */
  async actOnVersion(ctx: Ctx, id: string, action: SolutionVersionAction): Promise<void> {
    const version = await this.version(ctx, id);
    authorize(ctx.actor, solutionPolicy[action], version);
    await ctx.tx.update(SolutionVersion, { id }, { status: solutionVersionLifecycle.next(version.status, action) });
    await record(ctx, solutionEvents, `solution_version.${action}`, {
      subject: { type: 'solution_version', id },
      organisationId: version.organisationId,
    });
  }

  /** Records that an approval was asked from the body that gives it. @returns its id. */
  async fileApproval(ctx: Ctx, solutionVersionId: string, input: ApprovalInput): Promise<string> {
    const version = await this.version(ctx, solutionVersionId);
    authorize(ctx.actor, solutionPolicy.fileApproval, version);
    const { organisationId } = version;
    const { kind, number } = input;
    if (await ctx.tx.existsBy(Approval, { solutionVersionId, kind, number })) throw refuseSolution.conflict('solution.approval-taken');
    const id = newId();
    await ctx.tx.insert(Approval, { id, solutionVersionId, organisationId, kind, number, status: 'pre_exam', recordedAt: ctx.now });
    await record(ctx, solutionEvents, 'approval.file', {
      subject: { type: 'approval', id },
      organisationId,
      data: { kind, solutionVersionId },
    });
    return id;
  }

  /** Records what the body that approves has said: granted, or lapsed. */
  async settleApproval(ctx: Ctx, id: string, input: ApprovalOutcomeInput): Promise<void> {
    const approval = await ctx.tx.findOne(Approval, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const seen = mustSee(ctx.actor, solutionPolicy.see, approval);
    authorize(ctx.actor, solutionPolicy[input.action], seen);
    const status = approvalLifecycle.next(seen.status, input.action);
    const validFrom = input.validFrom === undefined ? seen.validFrom : new Date(input.validFrom);
    const validTo = input.validTo === undefined ? seen.validTo : new Date(input.validTo);
    await ctx.tx.update(Approval, { id }, { status, validFrom, validTo });
    const data = { kind: seen.kind, solutionVersionId: seen.solutionVersionId };
    await record(ctx, solutionEvents, `approval.${input.action}`, {
      subject: { type: 'approval', id },
      organisationId: seen.organisationId,
      data,
    });
  }

  private async lock(ctx: Ctx, id: string): Promise<Solution> {
    return mustSee(ctx.actor, solutionPolicy.see, await ctx.tx.findOne(Solution, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  }

  private async version(ctx: Ctx, id: string): Promise<SolutionVersion> {
    const version = await ctx.tx.findOne(SolutionVersion, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, solutionPolicy.see, version);
  }
}

function textsOf(input: SolutionInput): SolutionTexts {
  const tagline = { ...(input.taglineFr && { fr: input.taglineFr }), ...(input.taglineEn && { en: input.taglineEn }) };
  const description = { ...(input.descriptionFr && { fr: input.descriptionFr }), ...(input.descriptionEn && { en: input.descriptionEn }) };
  return { tagline, description, ...(input.website && { website: input.website }) };
}
