import { solutionLifecycle, solutionVersionLifecycle, type SolutionAction, type SolutionVersionAction } from '#solutions';
import { IsIn } from 'class-validator';

/** The action a button of a product asks for. */
export class SolutionActionForm {
  @IsIn([...solutionLifecycle.actions]) action: SolutionAction;
}

/** The action a button of a version asks for. */
export class VersionActionForm {
  @IsIn([...solutionVersionLifecycle.actions]) action: SolutionVersionAction;
}
