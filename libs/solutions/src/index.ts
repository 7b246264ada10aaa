export * from './solution.dto.js';
export * from './solution.entity.js';
export * from './solution.events.js';
export * from './solution.lifecycle.js';
export * from './solution.messages.js';
export * from './solution.policy.js';
export * from './solution.queries.js';
export * from './solution.service.js';
export * from './solutions.module.js';
export * from './version-order.rules.js';

import { Approval, Solution, SolutionVersion } from './solution.entity.js';

/** Every entity of the room, for the connection. */
export const solutionsEntities = [Solution, SolutionVersion, Approval];
