import { Blank, Checked } from '#platform';
import { IsISO8601 } from 'class-validator';

/** Where the clock of the portal is to stand. */
export class ClockInput {
  /** An instant; without a zone it is read in Europe/Paris. Empty: back to the time of the server. */
  @Blank()
  @IsISO8601({ strict: true })
  to?: string;

  /** Held still at that instant, instead of running on from it. */
  @Checked()
  frozen: boolean = false;
}
