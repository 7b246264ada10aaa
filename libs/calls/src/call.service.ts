import { record } from '#audit';
import { authorize, newId, oneOf, say, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Call, CallPackage, CallWorkflow, Milestone } from './call.entity.js';
import type { CreateCallInput, MoveMilestoneInput, ReviseWorkflowInput } from './call.dto.js';
import { callEvents } from './call.events.js';
import { callLifecycle, type CallAction } from './call.lifecycle.js';
import { refuseCall } from './call.messages.js';
import { callPolicy } from './call.policy.js';
import { lockCall, milestonesOf } from './call.queries.js';
import { inForce, localInstant, milestoneKinds, milestoneNames, misordered, type MilestoneKind } from './milestone.rules.js';
import { workflowFaults, type Workflow } from './workflow.rules.js';

/** Package versions a call may ask for. */
const bindable = oneOf('status', ['published', 'amended']);

/** Prepares and runs calls: creation, opening, dates and workflow, each with its reason. */
@Injectable()
export class CallService {
  /** A new call, in preparation. @returns its id. */
  async create(ctx: Ctx, input: CreateCallInput): Promise<string> {
    authorize(ctx.actor, callPolicy.create, { status: 'draft' });
    checkWorkflow(ctx, input.workflow);
    if (await ctx.tx.existsBy(Call, { code: input.code })) throw refuseCall.conflict('call.code-taken', { code: input.code });
    await this.checkPackages(ctx, input.packageVersionIds);
    const { packageVersionIds, lane, wave, ...rest } = input;
    const id = newId();
    const values = { ...rest, title: { ...input.title }, workflow: { ...input.workflow } };
    await ctx.tx.insert(Call, { id, ...values, lane: lane ?? null, wave: wave ?? null, status: 'draft', createdAt: ctx.now });
    if (packageVersionIds.length > 0) {
      await ctx.tx.insert(
        CallPackage,
        packageVersionIds.map((packageVersionId) => ({ callId: id, packageVersionId })),
      );
    }
    await this.keepWorkflow(ctx, { callId: id, revision: 1, workflow: values.workflow, reason: '' });
    await record(ctx, callEvents, 'call.create', { subject: { type: 'call', id }, organisationId: null, data: { code: input.code } });
    return id;
  }

  /** Opens, closes or reopens a call. Refuses (409) to open one without a package or without its last date for complete files. */
  async act(ctx: Ctx, id: string, action: CallAction): Promise<void> {
    const call = await lockCall(ctx, id);
    authorize(ctx.actor, callPolicy[action], call);
    const status = callLifecycle.next(call.status, action);
    if (action === 'open') await this.checkReady(ctx, id);
    await ctx.tx.update(Call, { id }, { status });
    await record(ctx, callEvents, `call.${action}`, { subject: { type: 'call', id }, organisationId: null, data: { code: call.code } });
  }

  /** Sets or moves a date of a call; the former one stays readable, with the reason of each change. */
  async moveMilestone(ctx: Ctx, id: string, input: MoveMilestoneInput): Promise<void> {
    const call = await lockCall(ctx, id);
    authorize(ctx.actor, callPolicy.moveMilestone, call);
    const at = localInstant(input.day, input.time, call.zone);
    if (at === null) throw refuseCall.invalid('call.local-time', { zone: call.zone });
    await this.setMilestone(ctx, call, { kind: input.kind, at, reason: input.reason });
  }

  /** The same from an instant already known (loading of a calendar). */
  async setMilestone(ctx: Ctx, call: Pick<Call, 'id' | 'code' | 'status'>, change: MilestoneChange): Promise<void> {
    authorize(ctx.actor, callPolicy.moveMilestone, call);
    const all = await milestonesOf(ctx, [call.id]);
    const former = inForce(all, change.kind, ctx.now);
    if (former?.at.getTime() === change.at.getTime()) throw refuseCall.conflict('call.milestone-same');
    checkOrder(all, change, ctx.now);
    const revision = 1 + Math.max(0, ...all.filter(({ kind }) => kind === change.kind).map((milestone) => milestone.revision));
    await ctx.tx.insert(Milestone, {
      id: newId(),
      callId: call.id,
      ...change,
      revision,
      decidedBy: ctx.actor.accountId,
      decidedAt: ctx.now,
    });
    await record(ctx, callEvents, 'call.move_milestone', {
      subject: { type: 'call', id: call.id },
      organisationId: null,
      data: { code: call.code, kind: change.kind, revision, from: former?.at.toISOString() ?? null, to: change.at.toISOString() },
    });
  }

  /** Changes the workflow of a call, with the reason. */
  async reviseWorkflow(ctx: Ctx, id: string, input: ReviseWorkflowInput): Promise<void> {
    const call = await lockCall(ctx, id);
    authorize(ctx.actor, callPolicy.reviseWorkflow, call);
    checkWorkflow(ctx, input.workflow);
    const revision = call.workflowRevision + 1;
    const workflow = { ...input.workflow };
    await ctx.tx.update(Call, { id }, { workflow, workflowRevision: revision });
    await this.keepWorkflow(ctx, { callId: id, revision, workflow, reason: input.reason });
    await record(ctx, callEvents, 'call.revise_workflow', {
      subject: { type: 'call', id },
      organisationId: null,
      data: { code: call.code, revision },
    });
  }

  private async keepWorkflow(ctx: Ctx, kept: Pick<CallWorkflow, 'callId' | 'revision' | 'workflow' | 'reason'>): Promise<void> {
    await ctx.tx.insert(CallWorkflow, { ...kept, decidedBy: ctx.actor.accountId, decidedAt: ctx.now });
  }

  private async checkPackages(ctx: Ctx, ids: readonly string[]): Promise<void> {
    const [{ found }] = await ctx.tx.query<[{ found: number }]>(
      `SELECT count(*)::int AS found FROM package_version WHERE id = ANY($1::uuid[]) AND ${bindable}`,
      [ids],
    );
    if (found !== ids.length) throw refuseCall.invalid('call.package');
  }

  private async checkReady(ctx: Ctx, id: string): Promise<void> {
    const isBound = await ctx.tx.existsBy(CallPackage, { callId: id });
    const last = inForce(await milestonesOf(ctx, [id]), 'complete_evidence', ctx.now);
    if (!isBound || last === undefined) throw refuseCall.conflict('call.not-ready', { milestone: milestoneKinds.complete_evidence });
  }
}

/** A date to set, with its reason. */
export interface MilestoneChange {
  readonly kind: MilestoneKind;
  readonly at: Date;
  readonly reason: string;
}

function checkWorkflow(ctx: Ctx, workflow: Workflow): void {
  const [fault] = workflowFaults(workflow);
  if (fault !== undefined) throw refuseCall.invalid('call.workflow', { reason: say(fault, ctx.locale) });
}

function checkOrder(all: readonly Milestone[], change: MilestoneChange, now: Date): void {
  const dates = new Map<MilestoneKind, Date>();
  for (const kind of milestoneNames) {
    const at = kind === change.kind ? change.at : inForce(all, kind, now)?.at;
    if (at !== undefined) dates.set(kind, at);
  }
  const crossed = misordered(dates);
  if (crossed === null) return;
  const names = { earlier: milestoneKinds[crossed.earlier], later: milestoneKinds[crossed.later] };
  throw refuseCall.invalid('call.milestone-order', names);
}
