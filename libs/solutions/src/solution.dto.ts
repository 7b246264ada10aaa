import { Blank } from '#platform';
import { Type } from 'class-transformer';
import { IsDateString, IsIn, IsInt, IsNotEmpty, IsString, IsUrl, Matches, MaxLength, Min } from 'class-validator';

/** A product, as its vendor describes it. */
export class SolutionInput {
  @IsString() @IsNotEmpty() @MaxLength(120) name: string;
  @Matches(/^[A-Z][A-Za-z0-9-]{1,39}$/) softwareType: string;
  @Blank() @IsString() @MaxLength(40) nil?: string;
  @Blank() @IsString() @MaxLength(160) taglineFr?: string;
  @Blank() @IsString() @MaxLength(160) taglineEn?: string;
  @Blank() @IsString() @MaxLength(4000) descriptionFr?: string;
  @Blank() @IsString() @MaxLength(4000) descriptionEn?: string;
  @Blank() @IsUrl({ protocols: ['https', 'http'], require_protocol: true }) @MaxLength(300) website?: string;
}

/** A change of the sheet of a product, from the version that was opened. */
export class ChangeSolutionInput extends SolutionInput {
  @Type(() => Number) @IsInt() @Min(1) version: number;
}

/** A version of a product. */
export class SolutionVersionInput {
  @Matches(/^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$/) label: string;
  @Blank() @IsString() @MaxLength(60) technicalNumber?: string;
}

/** The filing of an approval with another body (pre-examination). */
export class ApprovalInput {
  @Matches(/^[a-z0-9-]{2,40}$/) kind: string;
  @IsString() @IsNotEmpty() @MaxLength(60) number: string;
}

/** What the body that approves has said. */
export class ApprovalOutcomeInput {
  @IsIn(['obtain', 'lapse']) action: 'obtain' | 'lapse';
  @Blank() @IsDateString({ strict: true }) validFrom?: string;
  @Blank() @IsDateString({ strict: true }) validTo?: string;
}
