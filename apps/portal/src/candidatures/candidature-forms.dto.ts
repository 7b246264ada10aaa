import { AnswerInput } from '#candidatures';
import { referenceKinds, type ReferenceKind } from '#criteria';
import { Blank } from '#platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsNotEmpty, IsString, IsUUID, Matches, MaxLength, Min } from 'class-validator';

/** The answer of a page, or the text chosen after a conflict. */
export class AnswerForm extends AnswerInput {
  @Blank() @IsIn(['merged', 'mine', 'theirs']) keep?: 'merged' | 'mine' | 'theirs';
  @Blank() @IsString() @MaxLength(4000) mine?: string;
  @Blank() @IsString() @MaxLength(4000) theirs?: string;
}

/** A message typed in a thread. */
export class MessageForm {
  @IsString() @IsNotEmpty() @MaxLength(4000) message: string;
}

/** A reference typed for what a requirement expects. */
export class ReferenceForm {
  @IsUUID() expectedEvidenceId: string;
  @IsIn(referenceKinds) kind: ReferenceKind;
  @IsString() @IsNotEmpty() @MaxLength(500) value: string;
  @Blank() @Matches(/^\d{4}-\d{2}-\d{2}$/) @IsISO8601({ strict: true }) effectiveOn?: string;
}

/** The revision of an answer to go back to. */
export class RestoreForm {
  @Type(() => Number) @IsInt() @Min(1) version: number;
}
