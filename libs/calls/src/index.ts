export * from './call.entity.js';
export * from './call.lifecycle.js';
export * from './milestone.rules.js';
export * from './workflow.rules.js';

import { Call, CallPackage, CallWorkflow, Milestone } from './call.entity.js';

/** Every entity of the room, for the connection. */
export const callsEntities = [Call, CallPackage, CallWorkflow, Milestone];
