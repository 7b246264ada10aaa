import { Blank, Checked } from '#platform';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsString, IsUUID, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
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
  @Blank()
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
  @Blank()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  effectiveOn?: string | null;
}

/** What comes with a file, in the fields of a form or the metadata of a resumable upload: where it goes. */
export class DepositInput {
  /** The item that gets a new version; without it a new item is opened from `kind` and `title`. */
  @Blank()
  @IsUUID()
  itemId?: string;

  @Blank()
  @IsIn(itemKinds)
  kind?: ItemKind;

  @Blank()
  @IsString()
  @MaxLength(200)
  title?: string;

  /** Every person and identifier shown is invented. */
  @Checked()
  @IsBoolean()
  declaredFictitious: boolean;

  /** Day the document bears, `YYYY-MM-DD`. */
  @Blank()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  effectiveOn?: string;

  /** The candidature, and what it expects, that the item is attached to. */
  @Blank()
  @IsUUID()
  candidatureId?: string;

  @Blank()
  @IsUUID()
  expectedEvidenceId?: string;
}
