import { Injectable } from '@nestjs/common';
import { electronicFormatIBAN, extractIBAN, isSEPACountry, isValidIBAN } from 'ibantools';
import { record } from '#audit';
import { RegisterQueries, standingStatuses } from '#decisions';
import { authorize, Config, type Ctx, mustSee, newId, seal } from '#platform';
import { unlessTaken } from './constraint.adapter.js';
import { Enrolment } from './enrolment.entity.js';
import { enrolmentLifecycle, type EnrolmentAction } from './enrolment.lifecycle.js';
import type { EnrolmentInput } from './financing.dto.js';
import { financingEvents } from './financing.events.js';
import { financingMessages, refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';

/** Binds a sealed account number to its enrolment. */
export const ibanPurpose = (enrolmentId: string): string => `enrolment/${enrolmentId}/iban`;

const eventOf = {
  validate: 'enrolment.validate',
  ask_amend: 'enrolment.ask-amend',
  reject: 'enrolment.reject',
  suspend: 'enrolment.suspend',
} as const satisfies Partial<Record<EnrolmentAction, keyof typeof financingEvents>>;

/** What an officer may do with an enrolment. */
export type EnrolmentReview = keyof typeof eventOf;

/** Payees: a vendor registers its account for a certificate, the payment agency checks it. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly config: Config,
    private readonly register: RegisterQueries,
  ) {}

  /** Submits an enrolment on a referenced certificate of one's own. */
  async submit(ctx: Ctx, input: EnrolmentInput): Promise<Enrolment> {
    const { entry } = await this.register.byNumber(ctx, input.certificateNumber);
    authorize(ctx.actor, financingPolicy.enrol, { organisationId: entry.organisationId });
    if (!standingStatuses.some((status) => status === entry.status)) {
      throw refuseFinancing.conflict('financing.certificate-standing', { number: entry.number });
    }
    const id = newId();
    const enrolment = ctx.tx.create(Enrolment, {
      ...{ id, organisationId: entry.organisationId, certificateId: entry.id, status: 'submitted' as const },
      ...this.filed(ctx, id, input),
      ...{ reason: null, reviewedBy: null, reviewedAt: null },
    });
    const taken = refuseFinancing.conflict('financing.certificate-enrolled');
    await unlessTaken('enrolment_live', taken, () => ctx.tx.insert(Enrolment, enrolment));
    await this.tell(ctx, 'enrolment.submit', enrolment);
    return enrolment;
  }

  /** Submits again what was sent back, or a change of account. */
  async submitAgain(ctx: Ctx, id: string, input: EnrolmentInput): Promise<void> {
    const enrolment = await this.locked(ctx, id);
    authorize(ctx.actor, financingPolicy.enrol, enrolment);
    const status = enrolmentLifecycle.next(enrolment.status, 'submit');
    await ctx.tx.update(Enrolment, { id }, { status, reason: null, ...this.filed(ctx, id, input) });
    await this.tell(ctx, 'enrolment.submit', enrolment);
  }

  /** What the payment agency says of it; a reason is owed unless it is validated. */
  async review(ctx: Ctx, id: string, action: EnrolmentReview, reason: string | null): Promise<void> {
    const enrolment = await this.locked(ctx, id);
    authorize(ctx.actor, financingPolicy.review, enrolment);
    if (action !== 'validate' && reason === null) throw refuseFinancing.invalid('financing.reason-missing');
    const status = enrolmentLifecycle.next(enrolment.status, action);
    await ctx.tx.update(Enrolment, { id }, { status, reason, reviewedBy: ctx.actor.accountId, reviewedAt: ctx.now });
    await this.tell(ctx, eventOf[action], enrolment);
  }

  private filed(ctx: Ctx, id: string, { iban, holder, representative, capacity, vatLiable }: EnrolmentInput) {
    const number = readIban(iban);
    const sealed = { ibanCipher: seal(this.config.SECRET, ibanPurpose(id), number), ibanLast4: number.slice(-4) };
    return { ...sealed, holder, representative, capacity, vatLiable, submittedBy: ctx.actor.accountId ?? '', submittedAt: ctx.now };
  }

  private async locked(ctx: Ctx, id: string): Promise<Enrolment> {
    const found = await ctx.tx.findOne(Enrolment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, financingPolicy.read, found);
  }

  private async tell(ctx: Ctx, name: keyof typeof financingEvents, { id, organisationId, certificateId }: Enrolment): Promise<void> {
    await record(ctx, financingEvents, name, { subject: { type: 'enrolment', id }, organisationId, data: { certificateId } });
  }
}

/** An account number as banks exchange it (ISO 13616, its key checked, in the SEPA area); refuses any other. */
function readIban(typed: string): string {
  const iban = electronicFormatIBAN(typed);
  const country = iban === null ? undefined : extractIBAN(iban).countryCode;
  if (iban !== null && isValidIBAN(iban) && country !== undefined && isSEPACountry(country)) return iban;
  const text = financingMessages['financing.iban-invalid'];
  throw refuseFinancing.invalid('financing.iban-invalid', {}, [{ field: 'iban', code: 'iban', text }]);
}
