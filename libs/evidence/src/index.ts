export * from './display.rules.js';
export * from './evidence-item.entity.js';
export * from './evidence-version.entity.js';
export * from './evidence.dto.js';
export * from './evidence.events.js';
export * from './evidence.messages.js';
export * from './evidence.module.js';
export * from './evidence.policy.js';
export * from './evidence.queries.js';
export * from './evidence.service.js';
export * from './examiner.adapter.js';
export * from './inspection.rules.js';
export * from './inspection.service.js';
export * from './kinds.rules.js';
export * from './linter.rules.js';
export * from './media-type.rules.js';
export * from './pdf-text.adapter.js';
export * from './reference.rules.js';
export * from './scanner.adapter.js';
export * from './storage.adapter.js';
export * from './version.lifecycle.js';

import { EvidenceItem } from './evidence-item.entity.js';
import { EvidenceVersion } from './evidence-version.entity.js';

/** Every entity of the room, for the connection. */
export const evidenceEntities = [EvidenceItem, EvidenceVersion];
