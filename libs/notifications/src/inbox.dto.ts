import { IsIn } from 'class-validator';

/** What a person wishes to receive by mail. */
export class PreferenceInput {
  @IsIn(['all', 'essential']) level: 'all' | 'essential';
}
