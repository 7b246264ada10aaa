import { record } from '#audit';
import { authorize, mustSee, newId, refuse, type Ctx, type FieldError } from '#platform';
import { Injectable } from '@nestjs/common';
import type { ExtendConsultationInput, OpenConsultationInput, ReasonInput } from './consultation.dto.js';
import { Consultation } from './consultation.entity.js';
import { consultationEvents } from './consultation.events.js';
import { consultationMessages, refuseConsultation } from './consultation.messages.js';
import { consultationPolicy } from './consultation.policy.js';
import { parisInstant, shortestHours, stateAt } from './consultation.rules.js';
import { contentHash } from './content-hash.rules.js';
import { PackageVersion } from './package.entity.js';
import { packagePolicy } from './package.policy.js';
import { PackagesService } from './packages.service.js';

/** The columns that may be locked: all but the text, which is heavy. */
const light = { id: true, packageVersionId: true, iteration: true, opensAt: true, closesAt: true, closedAt: true } as const;

/** Opens, extends and closes public consultations. */
@Injectable()
export class ConsultationService {
  constructor(private readonly packages: PackagesService) {}

  /**
   * Opens a draft to the public between two instants, with the text as it is now: the next iteration of its version. The text may be read
   * from the announcement on; comments are taken from the opening. Refuses wrong dates, all at once. @returns the id of the consultation.
   */
  async open(ctx: Ctx, versionId: string, input: OpenConsultationInput): Promise<string> {
    const found = await ctx.tx.findOne(PackageVersion, { where: { id: versionId }, lock: { mode: 'pessimistic_write' } });
    const version = mustSee(ctx.actor, packagePolicy.see, found);
    authorize(ctx.actor, consultationPolicy.open, { accountId: null });
    const earlier = await ctx.tx.find(Consultation, { select: light, where: { packageVersionId: versionId } });
    if (earlier.some((one) => stateAt(one, ctx.now) !== 'closed')) throw refuseConsultation.conflict('consultation.still-open');
    const { opensAt, closesAt } = datesOf(ctx, input);
    const { content } = version;
    const id = newId();
    await ctx.tx.insert(Consultation, {
      ...{ id, packageVersionId: versionId, iteration: earlier.length + 1, opensAt, closesAt, closedAt: null, closeReason: null },
      // jsonb columns are typed as plain objects by the mapper, which cannot express a document.
      content: content as object,
      ...{ contentHash: contentHash(content), createdAt: ctx.now, createdBy: ctx.actor.accountId, digestAt: null },
    });
    // A version still in consultation after an earlier closing goes on with its next iteration; any other is moved, or refused.
    if (version.status !== 'consultation') await this.packages.act(ctx, versionId, 'consult');
    await record(ctx, consultationEvents, 'consultation.open', {
      ...{ subject: { type: 'consultation', id }, organisationId: null },
      data: { ...namesOf(version, earlier.length + 1), opensAt, closesAt, requirements: content.requirements.length },
    });
    return id;
  }

  /** Puts the closing later; never sooner. */
  async extend(ctx: Ctx, id: string, input: ExtendConsultationInput): Promise<void> {
    const consultation = await this.lock(ctx, id);
    authorize(ctx.actor, consultationPolicy.extend, { accountId: null });
    const closesAt = parisInstant(input.closesDay, input.closesTime);
    if (closesAt === null) throw invalid([fieldError('closesTime', 'consultation.hour')]);
    if (closesAt <= consultation.closesAt) throw invalid([fieldError('closesDay', 'consultation.not-later')]);
    await ctx.tx.update(Consultation, { id }, { closesAt });
    await this.tell(ctx, 'consultation.extend', consultation, { closesAt });
  }

  /** Closes before the date, with a public reason; one that was only announced is called off. */
  async close(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<void> {
    const consultation = await this.lock(ctx, id);
    authorize(ctx.actor, consultationPolicy.close, { accountId: null });
    await ctx.tx.update(Consultation, { id }, { closedAt: ctx.now, closeReason: reason });
    await this.tell(ctx, 'consultation.close', consultation, { closedAt: ctx.now });
  }

  /** One that is announced or open, locked; refuses (409) one that has ended. */
  private async lock(ctx: Ctx, id: string): Promise<Consultation> {
    const found = await ctx.tx.findOne(Consultation, { select: light, where: { id }, lock: { mode: 'pessimistic_write' } });
    const consultation = mustSee(ctx.actor, consultationPolicy.read, found === null ? null : { ...found, accountId: null });
    if (stateAt(consultation, ctx.now) === 'closed') throw refuseConsultation.conflict('consultation.ended');
    return consultation;
  }

  private async tell(
    ctx: Ctx,
    name: 'consultation.extend' | 'consultation.close',
    { id, packageVersionId, iteration }: Consultation,
    dates: Readonly<Record<string, Date>>,
  ): Promise<void> {
    const version = await ctx.tx.findOneByOrFail(PackageVersion, { id: packageVersionId });
    const data = { ...namesOf(version, iteration), ...dates };
    await record(ctx, consultationEvents, name, { subject: { type: 'consultation', id }, organisationId: null, data });
  }
}

function namesOf({ content, label }: PackageVersion, iteration: number): { code: string; version: string; iteration: number } {
  return { code: content.code, version: label, iteration };
}

function fieldError(field: string, code: keyof typeof consultationMessages): FieldError {
  return { field, code, text: consultationMessages[code] };
}

function invalid(fields: readonly FieldError[]) {
  return refuse.invalid('input.invalid', {}, fields);
}

/** The dates asked for; an empty opening is now. Refuses every wrong date at once. */
function datesOf(ctx: Ctx, { opensDay, opensTime, closesDay, closesTime }: OpenConsultationInput): { opensAt: Date; closesAt: Date } {
  const errors: FieldError[] = [];
  if ((opensDay === undefined) !== (opensTime === undefined)) {
    errors.push(fieldError(opensDay === undefined ? 'opensDay' : 'opensTime', 'consultation.opens-half'));
  }
  const opensAt = opensDay === undefined || opensTime === undefined ? ctx.now : parisInstant(opensDay, opensTime);
  if (opensAt === null) errors.push(fieldError('opensTime', 'consultation.hour'));
  else if (opensAt < ctx.now) errors.push(fieldError('opensDay', 'consultation.opens-early'));
  const closesAt = parisInstant(closesDay, closesTime);
  if (closesAt === null) errors.push(fieldError('closesTime', 'consultation.hour'));
  else if (opensAt !== null && closesAt.getTime() - opensAt.getTime() < shortestHours * 3_600_000) {
    errors.push(fieldError('closesDay', 'consultation.too-short'));
  }
  if (opensAt === null || closesAt === null || errors.length > 0) throw invalid(errors);
  return { opensAt, closesAt };
}
