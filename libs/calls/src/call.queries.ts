import { mustSee, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Call, CallWorkflow, Milestone } from './call.entity.js';
import { refuseCall } from './call.messages.js';
import { callPolicy } from './call.policy.js';
import { newness } from './offer.queries.js';
import { inForce, isPast, milestoneKinds, milestoneNames, milestoneText, type MilestoneKind } from './milestone.rules.js';

/** A call with the dates in force now. */
export interface CallWithDates {
  readonly call: Call;
  /** The revision in force of each date that is set, in the order of the kinds. */
  readonly milestones: readonly Milestone[];
}

/** Reads calls, their packages and their calendar. */
@Injectable()
export class CallQueries {
  /** One call, or 404. */
  async one(ctx: Ctx, id: string): Promise<Call> {
    return mustSee(ctx.actor, callPolicy.see, await ctx.tx.findOneBy(Call, { id }));
  }

  /** One call by its code, or 404. */
  async byCode(ctx: Ctx, code: string): Promise<Call> {
    return mustSee(ctx.actor, callPolicy.see, await ctx.tx.findOneBy(Call, { code }));
  }

  /** Every call the actor may see with its dates in force, by code; optionally those taking candidatures. */
  async calendar(ctx: Ctx, only: { readonly open?: boolean } = {}): Promise<CallWithDates[]> {
    const calls = await ctx.tx.find(Call, { ...(only.open && { where: { status: 'open' as const } }), order: { code: 'ASC' } });
    const seen = calls.filter((call) => callPolicy.see(ctx.actor, call));
    const all = await milestonesOf(
      ctx,
      seen.map(({ id }) => id),
    );
    return seen.map((call) => ({ call, milestones: current(all, call.id, ctx.now) }));
  }

  /** The dates in force now of one call. */
  async dates(ctx: Ctx, callId: string): Promise<readonly Milestone[]> {
    return current(await milestonesOf(ctx, [callId]), callId, ctx.now);
  }

  /** Every revision of the dates of a call, oldest first. */
  milestoneHistory(ctx: Ctx, callId: string): Promise<Milestone[]> {
    return ctx.tx.find(Milestone, { where: { callId }, order: { decidedAt: 'ASC', kind: 'ASC', revision: 'ASC' } });
  }

  /** Every revision of the workflow of a call, oldest first. */
  workflowHistory(ctx: Ctx, callId: string): Promise<CallWorkflow[]> {
    return ctx.tx.find(CallWorkflow, { where: { callId }, order: { revision: 'ASC' } });
  }

  /** The package versions a new file of a call answers: those the call asks for, or the newest it offers in their place. */
  async packageVersionIds(ctx: Ctx, callId: string): Promise<string[]> {
    const rows = await ctx.tx.query<{ id: string }[]>(
      `SELECT DISTINCT ON (v.package_id, CASE WHEN offer.package_version_id IS NULL THEN v.id END) v.id
       FROM package_version v
       LEFT JOIN call_package_offer offer ON offer.call_id = $1 AND offer.package_version_id = v.id
       WHERE (offer.call_id IS NOT NULL OR v.id IN (SELECT package_version_id FROM call_package WHERE call_id = $1))
         AND (offer.call_id IS NOT NULL OR NOT EXISTS (SELECT FROM call_package_offer taken JOIN package_version newer
               ON newer.id = taken.package_version_id WHERE taken.call_id = $1 AND newer.package_id = v.package_id))
       ORDER BY v.package_id, CASE WHEN offer.package_version_id IS NULL THEN v.id END, ${newness('v')} DESC`,
      [callId],
    );
    return rows.map(({ id }) => id).sort();
  }

  /** Refuses (409) what comes too late for a date of the call: the instant itself is late. A date that is not set refuses nothing. */
  async refuseAfter(ctx: Ctx, callId: string, kind: MilestoneKind): Promise<void> {
    const milestone = inForce(await milestonesOf(ctx, [callId]), kind, ctx.now);
    if (milestone === undefined || !isPast(milestone, ctx.now)) return;
    const { zone } = await ctx.tx.findOneByOrFail(Call, { id: callId });
    throw refuseCall.conflict('call.too-late', { milestone: milestoneKinds[kind], date: milestoneText(milestone.at, zone) });
  }

  /** Tells whether an instant (now unless told) is too late for a date of some calls, as the dates stand now. */
  async past(ctx: Ctx, callIds: readonly string[]): Promise<(callId: string, kind: MilestoneKind, instant?: Date) => boolean> {
    const all = await milestonesOf(ctx, [...new Set(callIds)]);
    return (id, kind, instant = ctx.now) => {
      const own = all.filter(({ callId }) => callId === id);
      return isPast(inForce(own, kind, ctx.now), instant);
    };
  }

  /** Refuses (409) a new candidature to a call that takes none. */
  refuseUnlessOpen(call: Call): void {
    if (call.status !== 'open') throw refuseCall.conflict('call.closed');
  }
}

function current(all: readonly Milestone[], callId: string, now: Date): Milestone[] {
  const own = all.filter((milestone) => milestone.callId === callId);
  return milestoneNames.flatMap((kind) => inForce(own, kind, now) ?? []);
}

/** Every revision of the dates of some calls. */
export function milestonesOf(ctx: Ctx, callIds: readonly string[]): Promise<Milestone[]> {
  return ctx.tx.find(Milestone, { where: { callId: In([...callIds]) } });
}

/** A call held until the end of the transaction, or 404. */
export async function lockCall(ctx: Ctx, id: string): Promise<Call> {
  const call = await ctx.tx.findOne(Call, { where: { id }, lock: { mode: 'pessimistic_write' } });
  return mustSee(ctx.actor, callPolicy.see, call);
}
