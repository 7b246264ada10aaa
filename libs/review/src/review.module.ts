import { CallsModule } from '#calls';
import { CandidaturesModule } from '#candidatures';
import { EvidenceModule } from '#evidence';
import { Module } from '@nestjs/common';
import { AssignmentService } from './assignment.service.js';
import { ClarificationService } from './clarification.service.js';
import { ClockService } from './clock.service.js';
import { DeskQueries } from './desk.queries.js';
import { EarlierVerdictQueries } from './earlier-verdict.queries.js';
import { FollowMoveService } from './follow-move.service.js';
import { InterestService } from './interest.service.js';
import { QuestionService } from './question.service.js';
import { ReaffirmService } from './reaffirm.service.js';
import { ReviewQueries } from './review.queries.js';
import { ReviewService } from './review.service.js';
import { RoundService } from './round.service.js';
import { StandingQueries } from './standing.queries.js';
import { SynthesisQueries } from './synthesis.queries.js';
import { VerdictService } from './verdict.service.js';

const doors = [
  AssignmentService,
  ClarificationService,
  ClockService,
  DeskQueries,
  EarlierVerdictQueries,
  FollowMoveService,
  InterestService,
  QuestionService,
  ReaffirmService,
  ReviewQueries,
  ReviewService,
  RoundService,
  StandingQueries,
  SynthesisQueries,
  VerdictService,
];

/** Review: interests, assignments, verdicts, rounds, clock, synthesis. */
@Module({ imports: [CallsModule, EvidenceModule, CandidaturesModule], providers: doors, exports: doors })
export class ReviewModule {}
