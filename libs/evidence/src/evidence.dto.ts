import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { itemKinds, type ItemKind } from './kinds.rules.js';

/** A new item of evidence, before its first version. */
export class NewItem {
  @IsIn(itemKinds)
  kind: ItemKind;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  title: string;

  /** Every person and identifier shown is invented. */
  @IsBoolean()
  declaredFictitious: boolean;
}

/** What is known of a file before its first byte. */
export class NewFile {
  @IsString()
  @MinLength(1)
  @MaxLength(255)
  fileName: string;

  /** Bytes. */
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  size: number;

  /** Day the document bears, `YYYY-MM-DD`. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  effectiveOn?: string | null;
}

/** A reference to another system. */
export class NewReference {
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  value: string;

  /** Day the document bears, `YYYY-MM-DD`. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  effectiveOn?: string | null;
}
