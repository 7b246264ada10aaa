import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';

/** Display settings, from their page or from the language switch of the header. */
export class DisplayInput {
  @IsOptional()
  @IsIn(['system', 'light', 'dark'])
  scheme?: 'system' | 'light' | 'dark';

  @IsOptional()
  @IsIn(['fr', 'en'])
  locale?: 'fr' | 'en';

  /** An address of the portal: one slash, then neither a slash nor a backslash (`//host` would leave it). */
  @IsOptional()
  @MaxLength(2000)
  @Matches(/^\/(?![/\\])/)
  back?: string;
}
