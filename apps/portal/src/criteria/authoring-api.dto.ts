import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, IsString, MaxLength, Min, ValidateNested } from 'class-validator';

/** A text of the agency: French, and English when it exists. */
export class OperatorTextInput {
  @IsString() @MaxLength(12_000) fr: string;
  @IsOptional() @IsString() @MaxLength(12_000) en?: string;
}

/** The first section of a package. */
export class FirstSectionInput {
  @IsString() @MaxLength(160) key: string;
  @ValidateNested() @Type(() => OperatorTextInput) title: OperatorTextInput;
}

/** A package to begin from nothing. */
export class NewPackageInput {
  /** The same in all its versions: capitals, digits and hyphens. */
  @IsString() @MaxLength(40) code: string;
  /** Label of the version. */
  @IsString() @MaxLength(40) version: string;
  @IsString() @MaxLength(40) domain: string;
  @ValidateNested() @Type(() => OperatorTextInput) title: OperatorTextInput;
  @ValidateNested() @Type(() => FirstSectionInput) section: FirstSectionInput;
}

/** The label of a version to start from a published one. */
export class NextVersionInput {
  @IsString() @MaxLength(40) version: string;
}

/** A whole document to save over a draft. */
export class DraftDocumentInput {
  /** The revision it was written from; `If-Match` may give it instead. */
  @IsOptional() @IsInt() @Min(1) revision?: number;
  /** The document: JSON Schema at `/schemas/criteria-package.json`. */
  @IsObject() content: object;
}

/** A document to validate; left out, the draft itself. */
export class ValidateInput {
  @IsOptional() @IsObject() content?: object;
}
