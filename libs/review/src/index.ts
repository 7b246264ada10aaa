export * from './assignment.entity.js';
export * from './clock-span.entity.js';
export * from './clock.rules.js';
export * from './interest.entity.js';
export * from './interest.rules.js';
export * from './round.entity.js';
export * from './round.lifecycle.js';
export * from './verdict.entity.js';
export * from './verdict.rules.js';

import { Assignment } from './assignment.entity.js';
import { ClockSpan } from './clock-span.entity.js';
import { Interest } from './interest.entity.js';
import { ClarificationItem, Round } from './round.entity.js';
import { Verdict } from './verdict.entity.js';

/** Every entity of the room, for the connection. */
export const reviewEntities = [Interest, Assignment, Verdict, Round, ClarificationItem, ClockSpan];
