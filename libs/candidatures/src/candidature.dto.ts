import { Blank, Checked } from '#platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  Equals,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Claim } from './answer.entity.js';

/** A new candidature: one version of a product for one call. */
export class CreateCandidatureInput {
  @IsUUID() callId: string;
  @IsUUID() solutionVersionId: string;
}

/** The administrative file, from the version that was opened. Everything may be left for later until it is filed. */
export class AdministrativeFileInput {
  @Type(() => Number) @IsInt() @Min(1) version: number;
  @Blank() @IsString() @MaxLength(40) nie?: string;
  @Blank() @IsString() @MaxLength(40) nil?: string;
  @Blank() @IsString() @MaxLength(40) componentNil?: string;
  @Blank() @IsString() @MaxLength(120) signatoryName?: string;
  @Blank() @IsString() @MaxLength(120) signatoryCapacity?: string;
  @Blank() @IsString() @MaxLength(120) contactName?: string;
  @Blank() @IsEmail() @MaxLength(200) contactEmail?: string;
  @Blank() @Matches(/^\+?[0-9 .()-]{6,25}$/) contactPhone?: string;
  @Blank() @IsString() @MaxLength(4000) presentation?: string;
}

/** The acceptance of the charter by a person who may bind the organisation. */
export class CharterInput {
  @IsString() @IsNotEmpty() @MaxLength(20) charterVersion: string;
  @IsString() @IsNotEmpty() @MaxLength(120) capacity: string;
  @Checked() @IsBoolean() @Equals(true) accepted: boolean;
}

/** What the admission desk answers to a file. A reason is needed unless it is admitted. */
export class AdmissionInput {
  @IsIn(['admit', 'ask_complement', 'reject']) outcome: 'admit' | 'ask_complement' | 'reject';
  @Blank() @IsString() @MaxLength(4000) reason?: string;
}

/** The answer to one profile question. */
export class ProfileAnswerInput {
  @IsString() @IsNotEmpty() @MaxLength(120) key: string;
  @IsBoolean() answer: boolean;
}

/** Answers to profile questions; those left out keep theirs. */
export class ProfileAnswersInput {
  @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => ProfileAnswerInput) answers: ProfileAnswerInput[];
}

/** The answer to a requirement, from the version that was opened. */
export class AnswerInput {
  @Type(() => Number) @IsInt() @Min(1) version: number;
  @Blank() @IsIn(['conform', 'not_applicable']) claim?: Claim;
  @Blank() @IsString() @MaxLength(2000) reason?: string;
  @Blank() @IsString() @MaxLength(4000) text?: string;
}

/** A piece of evidence to attach to, or take off, what a requirement expects. */
export class AttachmentInput {
  @IsUUID() expectedEvidenceId: string;
  @IsUUID() evidenceItemId: string;
}

/** A message of the thread of a file, or of one of its requirements. */
export class ThreadMessageInput {
  @IsIn(['vendor', 'internal']) channel: 'vendor' | 'internal';
  @Blank() @IsUUID() requirementId?: string;
  @IsString() @IsNotEmpty() @MaxLength(4000) body: string;
}
