import { Blank } from '#platform';
import { IsIn, IsString, Length } from 'class-validator';

/** What the payment agency answers to an enrolment. */
export class EnrolmentAnswer {
  @IsIn(['validate', 'ask_amend', 'reject', 'suspend'])
  action: 'validate' | 'ask_amend' | 'reject' | 'suspend';

  /** Owed unless it is validated. */
  @Blank()
  @IsString()
  @Length(5, 2000)
  reason?: string;
}
