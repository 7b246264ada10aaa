import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { DraftingService } from '#criteria';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, redirect, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { DeriveForm, StartForm } from './authoring.dto.js';
import { authoringPages } from './authoring.messages.js';
import { startGroups } from './authoring-parts.view.js';
import { draftPath, toldByFields } from './authoring-places.view.js';
import { criteriaPages } from './criteria.messages.js';
import { readStart } from './read-authoring.js';

/** Where a package begins: from nothing, or from a published version. */
@Access('criteria_editor')
@Controller('/agence/referentiels')
export class AuthoringStartPages {
  constructor(private readonly drafting: DraftingService) {}

  @Get('nouveau')
  start(@Context() ctx: Ctx, @Req() { known }: PortalRequest): Page {
    const breadcrumb = [
      { label: criteriaPages['packages.title'], href: '/agence/referentiels' },
      { label: authoringPages['authoring.new'] },
    ];
    const form = formOf({ label: '1.0', key: 'A' }, known.flash);
    return page(
      'criteria/authoring-start',
      { groups: startGroups(form, ctx.locale) },
      { title: authoringPages['authoring.new'], breadcrumb },
    );
  }

  @Post('nouveau')
  async begin(@Context() ctx: Ctx, @Body() form: StartForm): Promise<Redirect> {
    const { id, version } = await this.drafting.start(ctx, readStart(form)).catch((error: unknown) => {
      throw toldByFields(error, (field, { list }) => (list === 'sections' ? field.replace(/^title/, 'section') : field));
    });
    return this.toDraft(ctx, id, version);
  }

  @Post(':id/nouvelle-version')
  async derive(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { label }: DeriveForm): Promise<Redirect> {
    const draft = await this.drafting.derive(ctx, id, label).catch((error: unknown) => {
      throw toldByFields(error);
    });
    return this.toDraft(ctx, draft.id, draft.version);
  }

  private toDraft(ctx: Ctx, id: string, version: number): Redirect {
    return redirect(draftPath(id), { message: say(authoringPages['authoring.saved'], ctx.locale, { version }), tone: 'success' });
  }
}
