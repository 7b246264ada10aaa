export * from './assignment.entity.js';
export * from './assignment.service.js';
export * from './clarification.service.js';
export * from './clock-span.entity.js';
export * from './clock.rules.js';
export * from './clock.service.js';
export * from './desk.queries.js';
export * from './earlier-verdict.queries.js';
export * from './follow-move.service.js';
export * from './interest.entity.js';
export * from './interest.rules.js';
export * from './interest.service.js';
export * from './question.service.js';
export * from './reaffirm.service.js';
export * from './review.dto.js';
export * from './review.events.js';
export * from './review.messages.js';
export * from './review.module.js';
export * from './review.policy.js';
export * from './review.queries.js';
export * from './review.service.js';
export * from './round.entity.js';
export * from './round.lifecycle.js';
export * from './round.service.js';
export * from './standing.queries.js';
export * from './synthesis.queries.js';
export * from './synthesis.rules.js';
export * from './verdict.entity.js';
export * from './verdict.rules.js';
export * from './verdict.service.js';

import { Assignment } from './assignment.entity.js';
import { ClockSpan } from './clock-span.entity.js';
import { Interest } from './interest.entity.js';
import { ClarificationItem, Round } from './round.entity.js';
import { Verdict } from './verdict.entity.js';

/** Every entity of the room, for the connection. */
export const reviewEntities = [Interest, Assignment, Verdict, Round, ClarificationItem, ClockSpan];
