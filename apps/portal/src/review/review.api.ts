import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Ctx } from '#platform';
import {
  AssignInput,
  AssignmentService,
  ClarificationAnswerInput,
  ClarificationService,
  DeclareInterestInput,
  InterestService,
  QuestionInput,
  QuestionService,
  ReviewQueries,
  ReviewService,
  RoundService,
  SendRoundInput,
  StandingQueries,
  SynthesisQueries,
  VerdictInput,
  VerdictService,
} from '#review';
import { CandidatureQueries } from '#candidatures';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { RoundView, showRound, showSynthesis, showVerdict, SynthesisView, VerdictView } from './review-api.view.js';

/** Declarations, verdicts and end of a review. Nothing of a file is given before both declarations. */
@ApiTags('review')
@Access('verifier', 'lead')
@Controller('/api/v1/candidatures/:id/review')
export class ReviewApi {
  constructor(
    private readonly interests: InterestService,
    private readonly assignments: AssignmentService,
    private readonly verdicts: VerdictService,
    private readonly reviews: ReviewService,
  ) {}

  /** Declares interests for every file of the call. */
  @Post('interests/call')
  @Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
  @HttpCode(204)
  async declareForCall(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DeclareInterestInput,
  ): Promise<void> {
    await this.interests.declareForCall(ctx, id, reason);
  }

  /** Declares interests for this file. */
  @Post('interests/file')
  @Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
  @HttpCode(204)
  async declareForFile(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: DeclareInterestInput,
  ): Promise<void> {
    await this.interests.declareForFile(ctx, id, reason);
  }

  /** Takes the file in charge; the review of a complete file starts. */
  @Post('take')
  @HttpCode(204)
  async take(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.assignments.take(ctx, id);
  }

  /** Puts a person in charge; they will declare their interests before opening the file. */
  @Post('assignments')
  @Access('agency_officer', 'lead')
  @HttpCode(204)
  async assign(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: AssignInput): Promise<void> {
    await this.assignments.assign(ctx, id, input);
  }

  /** Gives a verdict on a requirement, from the state that was read. */
  @Post('requirements/:requirementId/verdicts')
  async judge(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() input: VerdictInput,
  ): Promise<VerdictView> {
    return showVerdict(await this.verdicts.give(ctx, id, requirementId, input));
  }

  /** Closes the review. */
  @Post('close')
  async close(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<SynthesisView> {
    return showSynthesis(await this.reviews.close(ctx, id));
  }
}

/** Reads of a review, and its rounds on the agency's side. */
@ApiTags('review')
@Access('verifier', 'lead')
@Controller('/api/v1/candidatures/:id/review')
export class ReviewReadApi {
  constructor(
    private readonly standings: StandingQueries,
    private readonly syntheses: SynthesisQueries,
    private readonly questions: QuestionService,
    private readonly rounds: RoundService,
  ) {}

  /** What the verdicts amount to, requirement by requirement. */
  @Get()
  @Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
  async synthesis(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<SynthesisView> {
    await this.standings.open(ctx, id);
    return showSynthesis(await this.syntheses.synthesis(ctx, id));
  }

  /** Puts a question about a requirement in the round in preparation. */
  @Put('requirements/:requirementId/question')
  @HttpCode(204)
  async ask(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() { question }: QuestionInput,
  ): Promise<void> {
    await this.questions.put(ctx, id, { requirementId, question });
  }

  /** Takes a question off the round in preparation. */
  @Delete('requirements/:requirementId/question')
  @HttpCode(204)
  async remove(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<void> {
    await this.questions.remove(ctx, id, requirementId);
  }

  /** Sends the round in preparation to the vendor; the clock of the agency stops. */
  @Post('rounds/send')
  @HttpCode(204)
  async send(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { dueAt }: SendRoundInput): Promise<void> {
    await this.rounds.send(ctx, id, dueAt === undefined ? undefined : new Date(dueAt));
  }

  /** Closes a round whose answers were read. */
  @Post('rounds/close')
  @HttpCode(204)
  async closeRound(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.rounds.close(ctx, id);
  }
}

/** The rounds of a candidature, on the vendor's side. */
@ApiTags('review')
@Access('vendor_admin', 'vendor_contributor')
@Controller('/api/v1/candidatures/:id/rounds')
export class VendorReviewApi {
  constructor(
    private readonly candidatures: CandidatureQueries,
    private readonly queries: ReviewQueries,
    private readonly clarifications: ClarificationService,
    private readonly rounds: RoundService,
  ) {}

  /** The rounds that were sent, newest first. */
  @Get()
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<RoundView[]> {
    await this.candidatures.mustSee(ctx, id);
    return (await this.queries.ownRounds(ctx, id)).map(showRound);
  }

  /** Keeps the answer to one question; it is not sent yet. */
  @Put('questions/:itemId')
  async save(
    @Context() ctx: Ctx,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @Body() input: ClarificationAnswerInput,
  ): Promise<{ version: number }> {
    return { version: await this.clarifications.save(ctx, itemId, input) };
  }

  /** Sends every answer to the agency. */
  @Post('answer')
  @HttpCode(204)
  async answer(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.candidatures.mustSee(ctx, id);
    await this.rounds.answer(ctx, id);
  }
}
