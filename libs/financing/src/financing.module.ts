import { Module } from '@nestjs/common';
import { CallsModule } from '#calls';
import { DecisionsModule } from '#decisions';
import { ApprovalService } from './approval.service.js';
import { BeneficiaryService } from './beneficiary.service.js';
import { ClaimService } from './claim.service.js';
import { EnrolmentService } from './enrolment.service.js';
import { FactsQueries } from './facts.queries.js';
import { FinancingQueries } from './financing.queries.js';
import { LedgerService } from './ledger.service.js';
import { OrderService } from './order.service.js';
import { PaymentService } from './payment.service.js';
import { RecoveryService } from './recovery.service.js';
import { SchemeService } from './scheme.service.js';

const doors = [
  ApprovalService,
  BeneficiaryService,
  ClaimService,
  EnrolmentService,
  FactsQueries,
  FinancingQueries,
  OrderService,
  PaymentService,
  RecoveryService,
  SchemeService,
];

/** The money: schemes, enrolments, orders, claims, approvals, transfers, recovery. Needs the settings (`Config`), which each app provides. */
@Module({ imports: [CallsModule, DecisionsModule], providers: [LedgerService, ...doors], exports: doors })
export class FinancingModule {}
