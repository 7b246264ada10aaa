import { Checked } from '#platform';
import { Equals, IsBoolean, IsUUID } from 'class-validator';

/** The version a file is on when its vendor chooses to move. */
export class MoveVersionInput {
  @IsUUID() from: string;
}

/** The same from the page, where the vendor says to have read what changes. */
export class MoveVersionForm extends MoveVersionInput {
  @Checked() @IsBoolean() @Equals(true) confirmed: boolean;
}
