export * from './call.dto.js';
export * from './call.entity.js';
export * from './call.events.js';
export * from './call.lifecycle.js';
export * from './call.messages.js';
export * from './call.policy.js';
export { CallQueries, type CallWithDates } from './call.queries.js';
export * from './offer.queries.js';
export * from './offer.service.js';
export * from './call.service.js';
export * from './calls.module.js';
export * from './milestone.rules.js';
export * from './product-criteria.queries.js';
export * from './workflow.rules.js';

import { Call, CallPackage, CallPackageOffer, CallWorkflow, Milestone } from './call.entity.js';

/** Every entity of the room, for the connection. */
export const callsEntities = [Call, CallPackage, CallPackageOffer, CallWorkflow, Milestone];
