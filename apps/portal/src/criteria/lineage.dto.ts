import { IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { derivations, type Derivation } from '#criteria';
import { Blank } from '#platform';

/** What an editor may do with the links of a draft. */
export const lineageActions = ['confirm', 'reject', 'without', 'confirm-sure'] as const;
/** One value of `lineageActions`. */
export type LineageAction = (typeof lineageActions)[number];

/** One decision on the lineage of a draft. */
export class LineageForm {
  /** The older version. */
  @IsUUID() origin: string;
  @IsIn(lineageActions) action: LineageAction;
  /** Key in the older version. */
  @Blank() @IsOptional() @IsString() @Length(1, 200) from?: string;
  /** Key in the draft. */
  @Blank() @IsOptional() @IsString() @Length(1, 200) to?: string;
  @Blank() @IsOptional() @IsIn(derivations) relation?: Derivation;
  /** List and page to come back to. */
  @Blank() @IsOptional() @IsString() @MaxLength(200) back?: string;
}

/** Undoes decisions taken together. */
export class LineageUndoForm {
  @IsUUID() batch: string;
  /** The older version to come back to. */
  @Blank() @IsOptional() @IsUUID() origin?: string;
}
