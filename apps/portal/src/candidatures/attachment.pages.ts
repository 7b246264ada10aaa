import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { AnswerService, AttachmentInput, ThreadService } from '#candidatures';
import { EvidenceService, kindLabel } from '#evidence';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Redirect, redirect } from '../http/page.js';
import { MessageForm, ReferenceForm } from './candidature-forms.dto.js';
import { addressOf } from './candidature.view.js';
import { done } from './frame.view.js';

/** Evidence attached to a requirement from its page, and messages to the agency. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/candidatures/:id')
export class AttachmentPages {
  constructor(
    private readonly answers: AnswerService,
    private readonly evidence: EvidenceService,
    private readonly threads: ThreadService,
  ) {}

  @Post('exigences/:requirementId/preuves')
  async attach(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() input: AttachmentInput,
  ): Promise<Redirect> {
    await this.answers.attach(ctx, id, input);
    return redirect(addressOf(id, `/exigences/${requirementId}#preuves`), done(ctx, 'requirement.evidence.attached'));
  }

  @Post('exigences/:requirementId/preuves/retrait')
  async detach(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() input: AttachmentInput,
  ): Promise<Redirect> {
    await this.answers.detach(ctx, id, input);
    return redirect(addressOf(id, `/exigences/${requirementId}#preuves`), done(ctx, 'requirement.evidence.removed'));
  }

  /** A reference is deposited and attached at once. */
  @Post('exigences/:requirementId/references')
  async refer(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() input: ReferenceForm,
  ): Promise<Redirect> {
    const { expectedEvidenceId, kind, value, effectiveOn } = input;
    const title = say(kindLabel(kind), ctx.locale);
    const item = await this.evidence.createItem(ctx, { kind, title, declaredFictitious: false });
    await this.evidence.addReference(ctx, item.id, { value, ...(effectiveOn && { effectiveOn }) });
    await this.answers.attach(ctx, id, { expectedEvidenceId, evidenceItemId: item.id });
    return redirect(addressOf(id, `/exigences/${requirementId}#preuves`), done(ctx, 'requirement.evidence.attached'));
  }

  @Post('exigences/:requirementId/messages')
  async writeAbout(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
    @Body() { message }: MessageForm,
  ): Promise<Redirect> {
    await this.threads.post(ctx, id, { channel: 'vendor', requirementId, body: message });
    return redirect(addressOf(id, `/exigences/${requirementId}#fil`), done(ctx, 'messages.sent'));
  }

  @Post('messages')
  async write(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { message }: MessageForm): Promise<Redirect> {
    await this.threads.post(ctx, id, { channel: 'vendor', body: message });
    return redirect(addressOf(id, '/messages'), done(ctx, 'messages.sent'));
  }
}
