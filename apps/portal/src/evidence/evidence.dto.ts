import { NewReference, itemKinds, type ItemKind } from '#evidence';
import { Blank } from '#platform';
import { IsIn, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';

/** A reference typed in a page: of an item that exists, or of a new one. */
export class NewReferenceForm extends NewReference {
  @Blank() @IsUUID() itemId?: string;
  @Blank() @IsIn(itemKinds) kind?: ItemKind;
  @Blank() @IsString() @MaxLength(200) title?: string;
}

/** Another title for an item. */
export class RenameForm {
  @IsString() @IsNotEmpty() @MaxLength(200) title: string;
}
