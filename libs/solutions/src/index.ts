export * from './solution.entity.js';
export * from './solution.lifecycle.js';

import { Approval, Solution, SolutionVersion } from './solution.entity.js';

/** Every entity of the room, for the connection. */
export const solutionsEntities = [Solution, SolutionVersion, Approval];
