export * from './accounts.rules.js';
export * from './amounts.rules.js';
export * from './approval.service.js';
export * from './beneficiary.entity.js';
export * from './beneficiary.rules.js';
export * from './beneficiary.service.js';
export * from './claim.entity.js';
export * from './claim.lifecycle.js';
export * from './claim.service.js';
export * from './enrolment.entity.js';
export * from './enrolment.lifecycle.js';
export * from './enrolment.service.js';
export * from './facts.queries.js';
export * from './financing.dto.js';
export * from './financing.events.js';
export * from './financing.module.js';
export * from './financing.policy.js';
export * from './financing.queries.js';
export * from './financing.rules.js';
export * from './ledger.entity.js';
export * from './order.entity.js';
export * from './order.lifecycle.js';
export * from './order.service.js';
export * from './payment.exporter.js';
export * from './payment.service.js';
export * from './recovery.service.js';
export * from './scheme.entity.js';
export * from './scheme.service.js';
export { financingMessages } from './financing.messages.js';

import { Beneficiary, BeneficiaryIdentifier } from './beneficiary.entity.js';
import { Claim, ClaimApproval } from './claim.entity.js';
import { Enrolment } from './enrolment.entity.js';
import { LedgerTransfer, PaymentFile } from './ledger.entity.js';
import { FitnessVerification, FundedOrder } from './order.entity.js';
import { PriceCeiling, Scheme } from './scheme.entity.js';

/** Every entity of the room, for the connection. */
export const financingEntities = [
  Scheme,
  PriceCeiling,
  Beneficiary,
  BeneficiaryIdentifier,
  Enrolment,
  FundedOrder,
  FitnessVerification,
  Claim,
  ClaimApproval,
  LedgerTransfer,
  PaymentFile,
];
