import { IsIn, IsString, MaxLength } from 'class-validator';
import { AnswerInput } from '#criteria';
import { Blank } from '#platform';

/** A version, as its address names it. */
export class VersionParams {
  @IsString() @MaxLength(200) code: string;
  @IsString() @MaxLength(200) version: string;
}

/** An answer, also as the page that compares two drafts sends it back. */
export class AnswerForm extends AnswerInput {
  @Blank() @IsIn(['merged', 'mine', 'theirs']) keep?: 'merged' | 'mine' | 'theirs';
  @Blank() @IsString() @MaxLength(8000) mine?: string;
  @Blank() @IsString() @MaxLength(8000) theirs?: string;
}
