import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { RequirementQueries, ThreadService } from '#candidatures';
import type { Ctx, Params } from '#platform';
import { QuestionInput, QuestionService, refuseReview, StandingQueries, VerdictService } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Redirect, redirect } from '../http/page.js';
import { readPins } from './pins.view.js';
import { NoteForm, VendorMessageForm, VerdictForm } from './review-forms.dto.js';
import type { reviewPages } from './review.messages.js';
import { deskAddress, words } from './words.view.js';

/** Where an act on a requirement takes place. */
class Place {
  constructor(
    readonly id: string,
    readonly requirementId: string,
  ) {}

  /** Back to the desk, with a word. */
  back(ctx: Ctx, key: keyof typeof reviewPages, params: Params = {}): Redirect {
    return redirect(deskAddress(this.id, `/evaluation/${this.requirementId}`), {
      message: words(key, params)[ctx.locale],
      tone: 'success',
    });
  }
}

/** What a reviewer does on one requirement: verdict, question to the vendor. */
@Access('verifier', 'lead')
@Controller('/agence/candidatures/:id/evaluation/:requirementId')
export class VerdictPages {
  constructor(
    private readonly verdicts: VerdictService,
    private readonly questions: QuestionService,
    private readonly standings: StandingQueries,
    private readonly requirements: RequirementQueries,
  ) {}

  @Post('verdict')
  async judge(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() { pins: typed, ...input }: VerdictForm,
  ): Promise<Redirect> {
    await this.standings.open(ctx, id, 'judge');
    const requirement = await this.requirements.one(ctx, id, requirementId);
    const pins = readPins(typed ?? '', await this.requirements.expected(ctx, requirement));
    if (pins === null) throw refuseReview.invalid('verdict.pin-unknown');
    await this.verdicts.give(ctx, id, requirementId, { ...input, pins });
    return new Place(id, requirementId).back(ctx, 'review.judged', { number: requirement.number });
  }

  @Post('question')
  async ask(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() { question }: QuestionInput,
  ): Promise<Redirect> {
    await this.questions.put(ctx, id, { requirementId, question });
    return new Place(id, requirementId).back(ctx, 'review.asked');
  }

  @Post('question/retrait')
  async remove(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Redirect> {
    await this.questions.remove(ctx, id, requirementId);
    return redirect(deskAddress(id, '/complements'));
  }
}

/** The two channels of a requirement, each with its own form and its own address: one is never sent for the other. */
@Access('agency_officer', 'verifier', 'lead', 'decider')
@Controller('/agence/candidatures/:id/evaluation/:requirementId')
export class ChannelPages {
  constructor(
    private readonly standings: StandingQueries,
    private readonly threads: ThreadService,
  ) {}

  @Post('note')
  async note(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() { note }: NoteForm,
  ): Promise<Redirect> {
    await this.standings.open(ctx, id);
    await this.threads.post(ctx, id, { channel: 'internal', requirementId, body: note });
    return new Place(id, requirementId).back(ctx, 'review.noted');
  }

  @Post('message')
  @Access('verifier', 'lead')
  async write(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() { message }: VendorMessageForm,
  ): Promise<Redirect> {
    await this.standings.open(ctx, id);
    await this.threads.post(ctx, id, { channel: 'vendor', requirementId, body: message });
    return new Place(id, requirementId).back(ctx, 'review.written');
  }
}
