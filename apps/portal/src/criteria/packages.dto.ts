import { IsIn } from 'class-validator';
import { packageLifecycle, type PackageAction } from '#criteria';

/** What is done to a version. */
export class PackageActionForm {
  @IsIn(packageLifecycle.actions) action: PackageAction;
}
