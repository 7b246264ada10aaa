import { IsIn, Matches } from 'class-validator';
import { packageLifecycle, type PackageAction } from '#criteria';
import { Blank } from '#platform';

/** What is done to a version. */
export class PackageActionForm {
  @IsIn(packageLifecycle.actions) action: PackageAction;
  /** Of a publication: the day of Paris it takes effect, today or later (`YYYY-MM-DD`); today when left out. */
  @Blank() @Matches(/^\d{4}-\d{2}-\d{2}$/) effectiveOn?: string;
}
