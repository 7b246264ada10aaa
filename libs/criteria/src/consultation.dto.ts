import { Transform, Type } from 'class-transformer';
import { IsArray, IsBoolean, IsEmail, IsIn, IsInt, IsNotEmpty, IsString, IsUUID, Matches, MaxLength, Min } from 'class-validator';
import { Blank, Checked } from '#platform';
import {
  commentKinds,
  commentLanguages,
  dispositions,
  longestText,
  type CommentKind,
  type CommentLanguage,
  type Disposition,
} from './consultation.rules.js';

const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Plain text as typed: line ends as LF, no control sign, none that turns the direction of what follows, no space around. */
const PlainText = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .replace(/\r\n?/g, '\n')
          .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
          .normalize('NFC')
          .trim()
      : value,
  ) as PropertyDecorator;

/** Several boxes of one name: none, one as a text, or many. */
const Boxes = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? [] : Array.isArray(value) ? value : [value])) as PropertyDecorator;

/** When a consultation opens (empty: now) and closes: days and hours of Paris. */
export class OpenConsultationInput {
  @Blank() @Matches(day) opensDay?: string;
  @Blank() @Matches(time) opensTime?: string;
  @Matches(day) closesDay: string;
  @Matches(time) closesTime: string;
}

/** A later closing: day and hour of Paris. */
export class ExtendConsultationInput {
  @Matches(day) closesDay: string;
  @Matches(time) closesTime: string;
}

/** Why a consultation ends before its date, or why a comment is hidden; both are public. */
export class ReasonInput {
  @PlainText() @IsString() @IsNotEmpty() @MaxLength(1000) reason: string;
}

/** A comment. Visitors without an account also give a name and an address. */
export class SendCommentInput {
  @IsIn(commentKinds) kind: CommentKind;
  @PlainText() @IsString() @IsNotEmpty() @MaxLength(longestText) body: string;
  @Blank() @PlainText() @IsString() @MaxLength(longestText) proposal?: string;
  @IsIn(commentLanguages) language: CommentLanguage;
  @Blank() @IsString() @MaxLength(200) section?: string;
  @Blank() @IsString() @MaxLength(200) requirement?: string;
  @Blank() @PlainText() @IsString() @MaxLength(120) name?: string;
  @Blank() @IsEmail() @MaxLength(254) email?: string;
  /** A trap: people do not see this field; what fills it is a machine. */
  @Blank() @IsString() @MaxLength(400) website?: string;
}

/** Comments to put under a new subject, named, or under one that exists. */
export class GroupInput {
  @Boxes() @IsArray() @IsUUID(undefined, { each: true }) comments: string[] = [];
  @Blank() @PlainText() @IsString() @MaxLength(200) label?: string;
  @Blank() @IsUUID() subject?: string;
}

/** An answer: its text in French, in English when there is one, and what was done of the comment. */
export class AnswerInput {
  @IsIn(dispositions) disposition: Disposition;
  @PlainText() @IsString() @IsNotEmpty() @MaxLength(longestText) fr: string;
  @Blank() @PlainText() @IsString() @MaxLength(longestText) en?: string;
  /** Version of the draft that was shown; 0 without one. */
  @Type(() => Number) @IsInt() @Min(0) version: number;
  @Checked() @IsBoolean() publish: boolean;
}
