import { Blank, Checked, Euros } from '#platform';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import type { Prestation, WaveOneState } from './financing.rules.js';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A new financing scheme. */
export class SchemeInput {
  /** Code, as in `LGC-V2`. */
  @Matches(/^[A-Z0-9][A-Z0-9-]{1,30}$/)
  code: string;

  @IsString()
  @Length(3, 200)
  titleFr: string;

  @IsString()
  @Length(3, 200)
  titleEn: string;

  /** The call whose certificates and milestones it follows. */
  @IsUUID()
  callId: string;

  /** The scheme of the wave before. */
  @Blank()
  @IsUUID()
  previousSchemeId?: string;

  /** Above this amount with tax, in cents, a third officer approves. */
  @Euros()
  @IsInt()
  @Min(1)
  thirdOfficerCents: number;

  @Checked()
  @IsBoolean()
  needsImaging: boolean = false;

  @Checked()
  @IsBoolean()
  needsIndicator: boolean = false;

  @Checked()
  @IsBoolean()
  needsPilotReport: boolean = false;
}

/** The most the State pays for a kind of client. */
export class CeilingInput {
  @IsIn(['wave', 'both_waves'])
  prestation: Prestation;

  /** Kind of client. */
  @Matches(/^[a-z][a-z0-9-]{1,40}$/)
  category: string;

  /** Size bracket; `*` when there is only one. */
  @IsString()
  @Length(1, 40)
  bracket: string = '*';

  /** Before tax, in cents. */
  @Euros()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000_000)
  htCents: number;

  /** Where the amount was fixed (R10). */
  @IsString()
  @Length(3, 200)
  source: string;

  @Matches(day)
  @IsISO8601({ strict: true })
  validFrom: string;

  /** First day it no longer holds. */
  @Blank()
  @Matches(day)
  @IsISO8601({ strict: true })
  validTo?: string;
}

/** Registration of the vendor at the payment agency. */
export class EnrolmentInput {
  /** The certificate the money rests on, by its public number. */
  @IsString()
  @Length(5, 40)
  certificateNumber: string;

  /** International bank account number; sealed, only its end is ever shown. */
  @IsString()
  @Length(15, 42)
  iban: string;

  /** Holder of the account. */
  @IsString()
  @Length(2, 140)
  holder: string;

  /** Legal representative, or the person mandated. */
  @IsString()
  @Length(2, 140)
  representative: string;

  /** In which capacity. */
  @IsString()
  @Length(2, 140)
  capacity: string;

  /** The vendor is liable to VAT; otherwise its attestation is in the file. */
  @Checked()
  @IsBoolean()
  vatLiable: boolean = false;
}

/** A purchase order signed by the client. */
export class OrderInput {
  @IsUUID()
  enrolmentId: string;

  /** Code of the scheme. */
  @IsString()
  @Length(2, 31)
  scheme: string;

  /** Name of the client, as in the directories. */
  @IsString()
  @Length(2, 200)
  beneficiary: string;

  /** Site, FINESS géographique. */
  @Blank()
  @IsString()
  finess?: string;

  @Blank()
  @IsString()
  siret?: string;

  /** A professional, RPPS. */
  @Blank()
  @IsString()
  rpps?: string;

  @IsIn(['wave', 'both_waves'])
  prestation: Prestation = 'wave';

  /** Kind of client, as in the ceilings of the scheme. */
  @Matches(/^[a-z][a-z0-9-]{1,40}$/)
  category: string;

  @IsString()
  @Length(1, 40)
  bracket: string = '*';

  /** Ordered amount before tax, in cents. */
  @Euros()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000_000)
  htCents: number;

  /** Day the client signed. */
  @Matches(day)
  @IsISO8601({ strict: true })
  signedOn: string;

  /** Who signed for the client. */
  @IsString()
  @Length(2, 140)
  signer: string;

  /** The order carries the mention of the funding. */
  @Checked()
  @IsBoolean()
  mention: boolean = false;

  /** What the client had of wave 1. */
  @IsIn(['none', 'funded', 'own_paid'])
  waveOne: WaveOneState = 'none';

  @Checked()
  @IsBoolean()
  imagingInService: boolean = false;

  /** Whether another programme pays for the same thing. */
  @Blank()
  @IsIn(['yes', 'no'])
  otherProgramme?: 'yes' | 'no';
}

/** What the client signed once it works. */
export class FitnessInput {
  @IsIn(['va', 'mom', 'vsr'])
  kind: 'va' | 'mom' | 'vsr';

  @Matches(day)
  @IsISO8601({ strict: true })
  signedOn: string;

  @IsString()
  @Length(2, 140)
  signer: string;

  /** Deployment indicator, where the scheme asks for it (R7). */
  @Blank()
  @IsIn(['case_1', 'case_2'])
  indicator?: 'case_1' | 'case_2';
}

/** The balance: the invoice, and the indicator where the scheme asks for it. */
export class BalanceInput {
  @IsString()
  @Length(1, 60)
  invoiceNumber: string;

  @Matches(day)
  @IsISO8601({ strict: true })
  invoiceOn: string;

  /** Total before tax, in cents. */
  @Euros()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000_000)
  invoiceHtCents: number;

  @IsString()
  @Length(2, 140)
  invoiceSigner: string;

  @Blank()
  @IsIn(['case_1', 'case_2'])
  indicator?: 'case_1' | 'case_2';
}

/** Why something is sent back, refused, cancelled or recovered. */
export class ReasonInput {
  @IsString()
  @Length(5, 2000)
  reason: string;
}

/** Two beneficiaries that prove to be one. */
export class MergeInput {
  /** The one that stays. */
  @IsUUID()
  keepId: string;

  /** The one that is folded into it. */
  @IsUUID()
  foldId: string;
}

/** Which claims, orders or transfers to list. */
export class FinancingSearch {
  @Blank()
  @IsOptional()
  @Matches(/^[a-z_]{1,30}$/)
  status?: string;

  /** The last one already seen. */
  @Blank()
  @IsUUID()
  after?: string;
}
