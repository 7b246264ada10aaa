import { IsISO8601, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Blank } from '#platform';

/** The days a page of the register is asked about, as the form names them. */
export class RegisterQuery {
  /** In force on. */
  @Blank()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  @IsISO8601({ strict: true })
  le?: string;

  /** As published on. */
  @Blank()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  @IsISO8601({ strict: true })
  selon?: string;

  /** Id of the last certificate read. */
  @Blank()
  @IsUUID()
  apres?: string;
}

/** A number typed in the check form. */
export class NumberQuery {
  @Blank()
  @IsString()
  @MaxLength(60)
  numero?: string;
}
