export * from './evidence-item.entity.js';
export * from './evidence-version.entity.js';
export * from './inspection.rules.js';
export * from './kinds.rules.js';
export * from './media-type.rules.js';
export * from './reference.rules.js';
export * from './version.lifecycle.js';

import { EvidenceItem } from './evidence-item.entity.js';
import { EvidenceVersion } from './evidence-version.entity.js';

/** Every entity of the room, for the connection. */
export const evidenceEntities = [EvidenceItem, EvidenceVersion];
