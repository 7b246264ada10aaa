import { Blank } from '#platform';
import { IsString, IsUUID, Matches } from 'class-validator';

/** Which page of the journal. */
export class JournalPageInput {
  /** The last event already seen: the page shows older ones. */
  @Blank()
  @IsUUID()
  before?: string;
}

/** A dead delivery to send again. */
export class RetryInput {
  /** The event. */
  @IsUUID()
  eventId: string;

  /** The job it asked for. */
  @IsString()
  @Matches(/^[a-z][a-z0-9.-]{0,60}$/)
  job: string;
}
