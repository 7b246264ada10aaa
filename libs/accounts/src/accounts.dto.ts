import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Blank, Checked, type Locale, type Role, roleNames } from '#platform';
import { passwordMax } from './password.rules.js';
import { apiTokenDays } from './sign-in.rules.js';

/** Mail address and password. */
export class SignInInput {
  @IsString() @IsNotEmpty() @MaxLength(254) email: string;
  @IsString() @IsNotEmpty() @MaxLength(passwordMax) password: string;
  /** Where to go then: an address of the portal. */
  @Blank() @IsString() @MaxLength(2000) next?: string;
}

/** A code of the second factor, or a recovery code. */
export class CodeInput {
  @IsString() @IsNotEmpty() @MaxLength(40) code: string;
  @Blank() @IsString() @MaxLength(2000) next?: string;
}

/** Where to go once something is done. */
export class NextInput {
  @Blank() @IsString() @MaxLength(2000) next?: string;
}

/** A code, and whether another factor follows at once. */
export class RemovalInput {
  @IsString() @IsNotEmpty() @MaxLength(40) code: string;
  @Checked() @IsBoolean() replace: boolean;
}

/** A company that comes for the first time. */
export class SignUpInput {
  @IsEmail() @MaxLength(254) email: string;
  @IsString() @IsNotEmpty() @MaxLength(120) name: string;
  @IsString() @IsNotEmpty() @MaxLength(200) organisation: string;
  /** ISO 3166-1 alpha-2. */
  @IsISO31661Alpha2() country: string;
  /** French companies. */
  @Blank() @IsString() @MaxLength(30) siren?: string;
  /** Companies of other countries. */
  @Blank() @IsString() @MaxLength(30) vat?: string;
}

/** Asks for a link to choose a password. */
export class PasswordLinkInput {
  @IsEmail() @MaxLength(254) email: string;
}

/** A new password. */
export class NewPasswordInput {
  @IsString() @IsNotEmpty() @MaxLength(passwordMax) password: string;
}

/** A new password, through a link received by mail. */
export class LinkedPasswordInput extends NewPasswordInput {
  @IsString() @Matches(/^[0-9a-f]{64}$/) token: string;
}

/** A change of password. */
export class PasswordChangeInput extends NewPasswordInput {
  @IsString() @IsNotEmpty() @MaxLength(passwordMax) current: string;
}

/** Accepts an invitation: a new person gives a name and chooses a password, a known one gives theirs. */
export class AcceptanceInput {
  @Blank() @IsString() @MaxLength(120) name?: string;
  @Blank() @IsString() @MaxLength(passwordMax) password?: string;
}

/** Name and language. */
export class ProfileInput {
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(120) name?: string;
  @IsOptional() @IsIn(['fr', 'en']) locale?: Locale;
}

/** The organisation to act for. */
export class SwitchInput {
  @IsUUID() organisationId: string;
}

/** Name, country and numbers of an organisation. */
export class OrganisationInput {
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsISO31661Alpha2() country: string;
  @Blank() @IsString() @MaxLength(30) siren?: string;
  @Blank() @IsString() @MaxLength(30) vat?: string;
  @Blank() @IsString() @MaxLength(30) finess?: string;
  @Blank() @IsString() @MaxLength(30) cnda_editor?: string;
}

/** A role offered to a mail address. */
export class InvitationInput {
  @IsEmail() @MaxLength(254) email: string;
  @IsIn(roleNames) role: Role;
}

/** The answer to someone who asks to join. */
export class RequestAnswerInput {
  @IsIn(['accept', 'refuse']) answer: 'accept' | 'refuse';
  @IsIn(roleNames) role: Role;
}

/** A new API token. */
export class ApiTokenInput {
  @IsString() @IsNotEmpty() @MaxLength(80) label: string;
  @IsOptional() @IsInt() @Min(1) @Max(apiTokenDays) days?: number;
}
