import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AnswerInput,
  AnswerService,
  AttachmentInput,
  ChapterService,
  DossierQueries,
  ProfileAnswersInput,
  ProfileService,
  RequirementQueries,
  ThreadMessageInput,
  ThreadService,
} from '#candidatures';
import { refuse, type Ctx } from '#platform';
import { StandingQueries } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import {
  AnswerView,
  MessageView,
  QuestionView,
  RequirementView,
  SavedView,
  showAnswer,
  showMessage,
  showQuestion,
  SubmittedView,
} from './candidature-api.view.js';

/** The requirements of a candidature, the vendor's answers and their evidence. */
@ApiTags('candidatures')
@Access('vendor_admin', 'vendor_contributor')
@Controller('/api/v1/candidatures/:id')
export class AnswerApi {
  constructor(
    private readonly answers: AnswerService,
    private readonly chapters: ChapterService,
    private readonly dossiers: DossierQueries,
    private readonly requirements: RequirementQueries,
  ) {}

  /** Every applicable requirement with its answer, in printed order. */
  @Get('requirements')
  async list(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<AnswerView[]> {
    await this.dossiers.mustSee(ctx, id);
    return (await this.dossiers.answers(ctx, id)).map(showAnswer);
  }

  /** One requirement: its statement, what it expects, the answer. */
  @Get('requirements/:requirementId')
  async show(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<RequirementView> {
    await this.dossiers.mustSee(ctx, id);
    const requirement = await this.requirements.one(ctx, id, requirementId);
    const answers = await this.dossiers.answers(ctx, id, requirement.chapterId);
    const answer = answers.find((one) => one.requirementId === requirementId);
    if (answer === undefined) throw refuse.notFound('not-found');
    const expected = await this.requirements.expected(ctx, requirement);
    return {
      ...showAnswer(answer),
      statement: requirement.body.statement,
      expected: expected.map(({ id: expectedId, key, label, kinds, referenceKind }) => ({
        id: expectedId,
        key,
        label,
        kinds: [...kinds],
        referenceKind,
      })),
    };
  }

  /** Saves the answer, from the version that was read; a stale one is a conflict (409). */
  @Put('requirements/:requirementId/answer')
  async save(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() input: AnswerInput,
  ): Promise<SavedView> {
    return { version: await this.answers.save(ctx, id, requirementId, input), savedAt: ctx.now };
  }

  /** Attaches an item to what is expected: it serves every requirement that expects it. */
  @Post('evidence')
  @HttpCode(204)
  attach(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: AttachmentInput): Promise<void> {
    return this.answers.attach(ctx, id, input);
  }

  /** Takes an item off; it stays in the library. */
  @Delete('evidence/:expectedEvidenceId/:evidenceItemId')
  @HttpCode(204)
  detach(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('expectedEvidenceId', ParseUUIDPipe) expectedEvidenceId: string,
    @Param('evidenceItemId', ParseUUIDPipe) evidenceItemId: string,
  ): Promise<void> {
    return this.answers.detach(ctx, id, { expectedEvidenceId, evidenceItemId });
  }

  /** Submits a chapter; the last one makes the file complete. */
  @Post('chapters/:chapterId/submission')
  async submit(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('chapterId', ParseUUIDPipe) chapterId: string,
  ): Promise<SubmittedView> {
    const { submission, candidature } = await this.chapters.submit(ctx, id, chapterId);
    const { round, submittedAt, answersHash } = submission;
    return { round, submittedAt, answersHash, status: candidature.status };
  }
}

/** Profile questions of a candidature. */
@ApiTags('candidatures')
@Controller('/api/v1/candidatures/:id')
export class ProfileApi {
  constructor(
    private readonly profile: ProfileService,
    private readonly dossiers: DossierQueries,
    private readonly doors: StandingQueries,
  ) {}

  /** The questions, with the answers given. */
  @Get('profile')
  @Access('vendor_admin', 'vendor_contributor', 'agency_officer', 'verifier', 'lead', 'decider')
  async questions(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<QuestionView[]> {
    await opened({ doors: this.doors, dossiers: this.dossiers }, ctx, id);
    return (await this.dossiers.questions(ctx, id)).map(showQuestion);
  }

  /** Answers some questions; requirements appear and disappear. */
  @Put('profile')
  @HttpCode(204)
  @Access('vendor_admin', 'vendor_contributor')
  answer(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: ProfileAnswersInput): Promise<void> {
    return this.profile.answer(ctx, id, input);
  }
}

/** Messages of a candidature. */
@ApiTags('candidatures')
@Controller('/api/v1/candidatures/:id')
export class MessagesApi {
  constructor(
    private readonly threads: ThreadService,
    private readonly dossiers: DossierQueries,
    private readonly requirements: RequirementQueries,
    private readonly doors: StandingQueries,
  ) {}

  /** The messages, oldest first; the internal channel is the agency's. */
  @Get('messages')
  @Access('vendor_admin', 'vendor_contributor', 'agency_officer', 'verifier', 'lead', 'decider')
  async messages(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<MessageView[]> {
    await opened({ doors: this.doors, dossiers: this.dossiers }, ctx, id);
    return (await this.requirements.thread(ctx, id)).map(showMessage);
  }

  /** Writes a message. */
  @Post('messages')
  @Access('vendor_admin', 'vendor_contributor', 'agency_officer', 'verifier', 'lead', 'decider')
  async write(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: ThreadMessageInput): Promise<{ id: string }> {
    await opened({ doors: this.doors, dossiers: this.dossiers }, ctx, id);
    return { id: await this.threads.post(ctx, id, input) };
  }
}

interface Rooms {
  readonly doors: StandingQueries;
  readonly dossiers: DossierQueries;
}

/** The vendor reads its own; the people of the agency declare their interests first. */
async function opened({ doors, dossiers }: Rooms, ctx: Ctx, id: string): Promise<void> {
  if (ctx.actor.organisationKind === 'agency') await doors.open(ctx, id);
  else await dossiers.mustSee(ctx, id);
}
