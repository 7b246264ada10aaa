import { Blank } from '#platform';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { interestReasons, type InterestReason } from './interest.rules.js';
import { outcomes, type EvidencePin, type Outcome } from './verdict.rules.js';

/** A declaration of interests. */
export class DeclareInterestInput {
  @IsIn(interestReasons) reason: InterestReason;
}

/** A person put in charge of a file, or of one of its chapters. */
export class AssignInput {
  @IsUUID() accountId: string;
  @IsIn(['verifier', 'lead']) role: 'verifier' | 'lead';
  @Blank() @IsUUID() chapterId?: string;
}

/** A place in a piece of evidence. */
export class PinInput implements EvidencePin {
  @IsUUID() versionId: string;
  @Blank() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page?: number;
}

/** A verdict on one requirement, from the state that was read. */
export class VerdictInput {
  @IsIn(outcomes) outcome: Outcome;
  /** Read by the vendor; obligatory unless conform. */
  @Blank() @IsString() @MaxLength(4000) reason?: string;
  /** The version of the answer that was read. */
  @Type(() => Number) @IsInt() @Min(1) answerVersion: number;
  /** The verdict that was in force when the page was read; absent for the first one. */
  @Blank() @IsUUID() supersedes?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @ValidateNested({ each: true }) @Type(() => PinInput) pins?: PinInput[];
}

/** A question of a round, about one requirement. */
export class QuestionInput {
  @IsString() @IsNotEmpty() @MaxLength(4000) question: string;
}

/** When an answer is due: a local day and hour of Paris, or nothing for the delay of the procedure. */
export class SendRoundInput {
  /** ISO 8601 with its offset. */
  @Blank() @IsISO8601({ strict: true }) dueAt?: string;
}

/** The vendor's answer to one question, from the version that was opened. */
export class ClarificationAnswerInput {
  @Type(() => Number) @IsInt() @Min(1) version: number;
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value : ''))
  @IsString()
  @MaxLength(4000)
  answer: string;
}

/** The earlier verdicts of a chapter that a reviewer gives again. */
export class ReaffirmInput {
  @IsArray() @ArrayMaxSize(1000) @IsUUID(undefined, { each: true }) verdicts: string[];
}
