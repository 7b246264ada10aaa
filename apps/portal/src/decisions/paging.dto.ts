import { IsUUID } from 'class-validator';
import { Blank } from '#platform';

/** Where a page of a list starts: after this id. */
export class AfterQuery {
  @Blank()
  @IsUUID()
  apres?: string;
}

/** The same for the API. */
export class PageQuery {
  /** Id of the last one read. */
  @Blank()
  @IsUUID()
  after?: string;
}
