import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { AnswerService, DossierQueries, OverviewQueries, RequirementQueries, type RequirementOfFile } from '#candidatures';
import { DomainError, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { conflictView } from '../http/conflict.js';
import { Context } from '../http/context.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import { AnswerForm, RestoreForm } from './candidature-forms.dto.js';
import { addressOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { crumbs, done } from './frame.view.js';
import { revisionsView } from './requirement.view.js';

/** The vendor's answer to a requirement: saved, compared when two people wrote at once, taken back to a revision. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/candidatures/:id/exigences/:requirementId')
export class AnswerPages {
  constructor(
    private readonly answers: AnswerService,
    private readonly requirements: RequirementQueries,
    private readonly overviews: OverviewQueries,
    private readonly dossiers: DossierQueries,
  ) {}

  @Post()
  async save(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() form: AnswerForm,
  ): Promise<Redirect | Page> {
    const { keep, mine, theirs, ...typed } = form;
    const text = keep === 'mine' ? mine : keep === 'theirs' ? theirs : typed.text;
    const input = { ...typed, ...(text !== undefined && { text }) };
    try {
      const version = await this.answers.save(ctx, id, requirementId, input);
      return redirect(addressOf(id, `/exigences/${requirementId}`), done(ctx, 'requirement.saved', { version }));
    } catch (error) {
      // Refused before anything was written: both texts are shown, nothing typed is lost.
      if (!(error instanceof DomainError) || error.code !== 'answer.stale') throw error;
      return this.compare(ctx, await this.requirements.one(ctx, id, requirementId), { id, input });
    }
  }

  @Get('revisions')
  async revisions(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Page> {
    const { summary } = await this.overviews.overview(ctx, id);
    const requirement = await this.requirements.one(ctx, id, requirementId);
    const revisions = await this.requirements.revisions(ctx, requirement.answerId);
    const base = addressOf(id, `/exigences/${requirementId}`);
    const view = { number: requirement.number, revisions: revisionsView(revisions, requirement.version), action: `${base}/revisions` };
    const title = candidaturesPages['revisions.title'];
    const breadcrumb = crumbs(summary, { label: requirement.number, href: base }, { label: title });
    return page('candidatures/revisions', view, { title, breadcrumb });
  }

  /** Going back is a new save: the text of the revision becomes the newest. */
  @Post('revisions')
  async restore(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() { version }: RestoreForm,
  ): Promise<Redirect> {
    await this.dossiers.mustSee(ctx, id);
    const requirement = await this.requirements.one(ctx, id, requirementId);
    const { claim, reason, text } = await this.requirements.revision(ctx, requirement.answerId, version);
    await this.answers.save(ctx, id, requirementId, {
      version: requirement.version,
      text,
      ...(claim !== null && { claim }),
      ...(reason !== null && { reason }),
    });
    return redirect(addressOf(id, `/exigences/${requirementId}`), done(ctx, 'revisions.restored', { version }));
  }

  private async compare(ctx: Ctx, theirs: RequirementOfFile, mine: Mine): Promise<Page> {
    const { id, input } = mine;
    const revisions = await this.requirements.revisions(ctx, theirs.answerId);
    const base = revisions.find(({ version }) => version === input.version)?.text ?? '';
    const view = conflictView({
      action: addressOf(id, `/exigences/${theirs.requirementId}`),
      field: 'text',
      subject: theirs.number,
      base,
      mine: { text: input.text ?? '', revision: input.version },
      theirs: { text: theirs.text, revision: theirs.version, name: theirs.updatedBy ?? '', at: theirs.updatedAt },
      reference: ctx.requestId,
      at: ctx.now,
      hidden: [
        { name: 'claim', value: input.claim ?? '' },
        { name: 'reason', value: input.reason ?? '' },
      ],
    });
    return page('errors/conflict', view, { title: theirs.number, status: 409 });
  }
}

interface Mine {
  readonly id: string;
  readonly input: Pick<AnswerForm, 'version' | 'text' | 'claim' | 'reason'>;
}
