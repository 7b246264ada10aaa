import { ClarificationAnswerInput, DeclareInterestInput, outcomes, type Outcome } from '#review';
import { Blank, Checked } from '#platform';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, IsIn, IsInt, IsNotEmpty, IsString, IsUUID, Matches, MaxLength, Min } from 'class-validator';

export { ClarificationAnswerInput, DeclareInterestInput };

/** A verdict as its form sends it; pieces and pages are written as people say them. */
export class VerdictForm {
  @IsIn(outcomes) outcome: Outcome;
  @Blank() @IsString() @MaxLength(4000) reason?: string;
  @Type(() => Number) @IsInt() @Min(1) answerVersion: number;
  @Blank() @IsUUID() supersedes?: string;
  @Blank() @IsString() @MaxLength(500) pins?: string;
}

/** A note of the agency to itself. */
export class NoteForm {
  @IsString() @IsNotEmpty() @MaxLength(4000) note: string;
}

/** A message to the vendor: the box says that its author knows who will read it. */
export class VendorMessageForm {
  @IsString() @IsNotEmpty() @MaxLength(4000) message: string;
  @Checked() @Equals(true) confirmed: boolean;
}

/** A due date as a form sends it: day and hour of Paris. */
export class SendRoundForm {
  @Blank() @Matches(/^\d{4}-\d{2}-\d{2}$/) day?: string;
  @Blank() @Matches(/^([01]\d|2[0-3]):[0-5]\d$/) time?: string;
  @Checked() @Equals(true) confirmed: boolean;
}

/** The earlier verdicts of a chapter a reviewer was shown and gives again; one alone comes as text. */
export class ReaffirmForm {
  /** The requirement whose page they were shown on. */
  @IsUUID() from: string;
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value : [value]))
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  verdicts: string[];
}
