import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Blank } from '#platform';
import { decisionOutcomeNames, type DecisionOutcome } from './decision.rules.js';
import { registerGrounds, type RegisterGround } from './register.rules.js';

/** What a lead verifier proposes to the decider. */
export class ProposeDecision {
  /** How the candidature would end. */
  @IsIn(decisionOutcomeNames)
  outcome: DecisionOutcome;

  /** Why; required unless the outcome is `referenced`. */
  @Blank()
  @IsString()
  @MaxLength(10_000)
  motive?: string;

  /** What must be corrected and by when; only under a reservation. */
  @Blank()
  @IsString()
  @MaxLength(10_000)
  reservation?: string;
}

/** What the decider does with a proposal. */
export class TakeDecision {
  /** The proposal that was read: another one meanwhile is a conflict. */
  @IsUUID()
  proposalId: string;

  /** Confirms the outcome proposed, or postpones. */
  @IsIn(['confirm', 'postpone'])
  choice: 'confirm' | 'postpone';

  /** Why it is postponed; required then. */
  @Blank()
  @IsString()
  @MaxLength(10_000)
  motive?: string;
}

/** An act on a certificate. */
export class CertificateAct {
  /** What it rests on. */
  @IsIn(Object.keys(registerGrounds))
  ground: RegisterGround;

  /** Why, in words for the vendor. */
  @IsString()
  @MinLength(10)
  @MaxLength(10_000)
  motive: string;

  /** From when it holds, ISO 8601; the instant of the decision when absent. */
  @Blank()
  @IsISO8601({ strict: true })
  effectiveFrom?: string;
}

/** A delegation of signature to record. */
export class GrantDelegation {
  @IsUUID()
  accountId: string;

  /** As printed under the signature. */
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  capacity: string;

  /** The act that delegates. */
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  actReference: string;
}

/** The two days one may ask the register about; today when absent. */
export class RegisterDays {
  /** In force on (`2026-05-13`). */
  @Blank()
  @IsISO8601({ strict: true })
  on?: string;

  /** As published on. */
  @Blank()
  @IsISO8601({ strict: true })
  known?: string;

  /** Id of the last certificate read (lists only). */
  @Blank()
  @IsUUID()
  after?: string;

  /** How many at most (lists only). */
  @Blank()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}
