import { events } from '#audit';

/** What may be recorded of the financing. Data: ids, codes, numbers, amounts in cents, hashes; never a name, an identifier of a client or an IBAN. */
export const financingEvents = events({
  'scheme.create': { audience: 'public' },
  'scheme.validate-pilots': { audience: 'public' },
  'ceiling.set': { audience: 'public' },
  'enrolment.submit': { audience: 'owner' },
  'enrolment.validate': { audience: 'owner' },
  'enrolment.ask-amend': { audience: 'owner' },
  'enrolment.reject': { audience: 'owner' },
  'enrolment.suspend': { audience: 'owner' },
  'beneficiary.merge': { audience: 'none' },
  'order.place': { audience: 'owner' },
  'order.cancel': { audience: 'owner' },
  'fitness.record': { audience: 'owner' },
  'claim.submit': { audience: 'owner' },
  'claim.withdraw': { audience: 'owner' },
  'claim.validate': { audience: 'owner' },
  'claim.approve': { audience: 'none' },
  'claim.decide': { audience: 'owner' },
  'claim.ask-amend': { audience: 'owner' },
  'claim.reject': { audience: 'owner' },
  'claim.pay': { audience: 'owner' },
  'claim.order-recovery': { audience: 'owner' },
  'claim.recover': { audience: 'owner' },
  'payment-file.create': { audience: 'none' },
});
