import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import {
  AdministrativeFileInput,
  candidatureLifecycle,
  CandidatureService,
  CharterInput,
  OverviewQueries,
  ProfileService,
  DossierQueries,
} from '#candidatures';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { addressOf, menuOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { fileView, profileView, readProfile } from './file.view.js';
import { crumbs, done } from './frame.view.js';

/** The administrative file of a candidature, its charter, its filing, and the profile questions. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/candidatures/:id')
export class FilePages {
  constructor(
    private readonly candidatures: CandidatureService,
    private readonly profile: ProfileService,
    private readonly overviews: OverviewQueries,
    private readonly dossiers: DossierQueries,
  ) {}

  @Get('dossier')
  async file(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const overview = await this.overviews.overview(ctx, id);
    const { summary, found } = overview;
    const { administrative, version } = summary.candidature;
    const view = {
      ...fileView(overview, ctx.actor),
      menu: menuOf(summary, '/dossier', found),
      form: formOf({ ...administrative, version, charterVersion: summary.charterVersion }, request.known.flash),
    };
    const title = candidaturesPages['file.title'];
    return page('candidatures/file', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }

  @Post('dossier')
  async save(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: AdministrativeFileInput): Promise<Redirect> {
    await this.candidatures.saveFile(ctx, id, input);
    return redirect(addressOf(id, '/dossier'), done(ctx, 'file.saved'));
  }

  @Post('charte')
  @Access('vendor_admin')
  async accept(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: CharterInput): Promise<Redirect> {
    await this.candidatures.acceptCharter(ctx, id, input);
    return redirect(addressOf(id, '/dossier'), done(ctx, 'charter.done'));
  }

  @Post('depot')
  @Access('vendor_admin')
  async submit(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    await this.candidatures.file(ctx, id);
    return redirect(addressOf(id), done(ctx, 'filing.done'));
  }

  @Get('profil')
  async questions(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const { summary, found } = await this.overviews.overview(ctx, id);
    const questions = await this.dossiers.questions(ctx, id);
    const isOpen = !candidatureLifecycle.allows(summary.status, 'appeal') && candidatureLifecycle.actionsFrom(summary.status).length > 0;
    const view = { ...profileView(questions), menu: menuOf(summary, '/profil', found), action: addressOf(id, '/profil'), isOpen };
    const title = candidaturesPages['profile.title'];
    return page('candidatures/profile', view, { title, breadcrumb: crumbs(summary, { label: title }) });
  }

  /** One field per question, named by its place in the printed order; those left out keep their answer. */
  @Post('profil')
  async answer(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() body: Record<string, unknown>): Promise<Redirect> {
    await this.overviews.overview(ctx, id);
    await this.profile.answer(ctx, id, { answers: readProfile(await this.dossiers.questions(ctx, id), body) });
    return redirect(addressOf(id, '/profil'), done(ctx, 'profile.saved'));
  }
}
