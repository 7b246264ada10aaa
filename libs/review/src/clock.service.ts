import { CallQueries, type Workflow } from '#calls';
import { afterWorkingDays, newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { ClockSpan } from './clock-span.entity.js';
import { refuseReview } from './review.messages.js';
import { readClock, type ClockReading, type Holder } from './clock.rules.js';

/** The file whose clock is handled. */
interface Timed {
  readonly id: string;
  readonly organisationId: string;
}

/** The clock of an evaluation: one holder at a time, without a gap. The caller holds the candidature and has decided. */
@Injectable()
export class ClockService {
  constructor(private readonly calls: CallQueries) {}

  /**
   * When an answer to the vendor's questions is due: the delay of the procedure, or an instant asked for, never after the end
   * of the exchanges. Refuses an instant that is past or later than that.
   */
  async dueAt(ctx: Ctx, call: { readonly callId: string; readonly workflow: Workflow }, asked?: Date): Promise<Date> {
    const end = (await this.calls.dates(ctx, call.callId)).find(({ kind }) => kind === 'exchanges_end')?.at;
    const due = asked ?? afterWorkingDays(ctx.now, call.workflow.clarificationDays);
    const bounded = asked === undefined && end !== undefined && end < due ? end : due;
    if (bounded <= ctx.now || (end !== undefined && bounded > end)) throw refuseReview.invalid('round.due-passed');
    return bounded;
  }

  /** Starts the clock at an instant of the past (completeness), in the hands of the agency. Done twice, it changes nothing. */
  async start(ctx: Ctx, file: Timed, from: Date): Promise<void> {
    if (await ctx.tx.existsBy(ClockSpan, { candidatureId: file.id })) return;
    await this.open(ctx, file, 'agency', from);
  }

  /** Hands the ball over: the present span ends where the next begins. */
  async hand(ctx: Ctx, file: Timed, holder: Holder): Promise<void> {
    await this.stop(ctx, file);
    await this.open(ctx, file, holder, ctx.now);
  }

  /** Stops the clock: a decision was taken, or the file was given up. */
  async stop(ctx: Ctx, file: Pick<Timed, 'id'>): Promise<void> {
    await ctx.tx.update(ClockSpan, { candidatureId: file.id, toAt: IsNull() }, { toAt: ctx.now });
  }

  /** The spans of a file, oldest first, and what they amount to now. The caller has shown that the actor sees it. */
  async read(ctx: Ctx, candidatureId: string): Promise<ClockReading & { readonly spans: readonly ClockSpan[] }> {
    const spans = await ctx.tx.find(ClockSpan, { where: { candidatureId }, order: { fromAt: 'ASC' } });
    return { ...readClock(spans, ctx.now), spans };
  }

  private async open(ctx: Ctx, { id, organisationId }: Timed, holder: Holder, fromAt: Date): Promise<void> {
    await ctx.tx.insert(ClockSpan, { id: newId(), candidatureId: id, organisationId, holder, fromAt, toAt: null });
  }
}
