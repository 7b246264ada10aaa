import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { RehearsalQueries } from '#candidatures';
import { ConsultationQueries, dayInParis, DraftingQueries, isOpen, packageLifecycle, PackagesQueries, PackagesService } from '#criteria';
import { DomainError, say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { page, redirect, type Page, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { lifeView } from './authoring-life.view.js';
import { criteriaPages } from './criteria.messages.js';
import { shown } from './criteria.view.js';
import { PackageActionForm } from './packages.dto.js';
import { packageView } from './packages.view.js';

/** The life of a version: what it is, how it stands, and what may be done: freezing, publication, closing, a new version. */
@Access('criteria_editor', 'agency_officer', 'verifier', 'lead', 'decider', 'operator')
@Controller()
export class AuthoringLifePages {
  constructor(
    private readonly queries: PackagesQueries,
    private readonly consultations: ConsultationQueries,
    private readonly drafts: DraftingQueries,
  ) {}

  @Get('/agence/referentiels/:id')
  async version(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Req() request: PortalRequest): Promise<Page> {
    const version = await this.queries.one(ctx, id);
    const { code, title } = version.content;
    const breadcrumb = [{ label: criteriaPages['packages.title'], href: '/agence/referentiels' }, { label: `${code} ${version.label}` }];
    const consultation = { href: `/agence/referentiels/${id}/consultation`, unanswered: await this.consultations.unanswered(ctx, id) };
    const form = formOf({ effectiveOn: dayInParis(ctx.now) }, request.known.flash);
    const drafting = lifeView(version, ctx, isOpen(version.status) ? await this.drafts.findings(ctx, version.content) : []);
    const view = { ...packageView(version, ctx.actor, ctx.locale), consultation, drafting, form };
    return page('criteria/package', view, { title: shown(title, ctx.locale).text, breadcrumb });
  }
}

/** Where what stops a step is put right, under the page of the version; each is refused before anything is written. */
const cures: Readonly<Partial<Record<string, string>>> = {
  'package.not-ready': '/redaction/remarques?niveau=error',
  'version.rehearse-first': '/repetition',
  'consultation.still-open': '/consultation',
  'consultation.unanswered': '/consultation',
};

/** The buttons of the life of a version. Publishing rests on the rehearsal of its very content. */
@Access('criteria_editor')
@Controller()
export class PackageActionPages {
  constructor(
    private readonly packages: PackagesService,
    private readonly queries: PackagesQueries,
    private readonly rehearsals: RehearsalQueries,
  ) {}

  @Post('/agence/referentiels/:id/actions')
  async act(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { action, effectiveOn }: PackageActionForm,
  ): Promise<Redirect> {
    try {
      if (action === 'publish') await this.rehearsals.refuseUnrehearsed(ctx, id);
      await this.packages.act(ctx, id, action, { ...(effectiveOn !== undefined && { effectiveOn }) });
    } catch (error) {
      // Refused before anything was written: the page that says what to do first.
      const cure = error instanceof DomainError ? cures[error.code] : undefined;
      if (!(error instanceof DomainError) || cure === undefined) throw error;
      return redirect(`/agence/referentiels/${id}${cure}`, { message: error.sentence(ctx.locale), tone: 'error' });
    }
    const { status } = await this.queries.one(ctx, id);
    const message = say(criteriaPages['packages.done'], ctx.locale, { status: packageLifecycle.show(status).label });
    return redirect(`/agence/referentiels/${id}`, { message, tone: 'success' });
  }
}
