export * from './catalogue.dto.js';
export * from './catalogue.entity.js';
export * from './catalogue.events.js';
export * from './catalogue.messages.js';
export * from './catalogue.module.js';
export * from './catalogue.policy.js';
export * from './catalogue.queries.js';
export * from './catalogue.rules.js';
export * from './metric.messages.js';
export * from './metric.rules.js';
export * from './metrics.queries.js';
export * from './metrics.service.js';
export * from './open-data.exporter.js';
export * from './open-data.rules.js';
export * from './projection.service.js';

import { CatalogueSolution, Metric } from './catalogue.entity.js';

/** Every entity of the room, for the connection. */
export const catalogueEntities = [CatalogueSolution, Metric];
