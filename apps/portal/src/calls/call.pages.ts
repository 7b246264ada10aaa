import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import {
  CallQueries,
  CallService,
  deciders,
  milestoneKinds,
  MoveMilestoneInput,
  OfferService,
  OfferVersionInput,
  silences,
  stages,
  type Workflow,
} from '#calls';
import { PackagesQueries } from '#criteria';
import { say, type Ctx, type Text } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf, type Choice } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { CallActionForm, CallForm, ReviseWorkflowForm, workflowOf } from './call-form.dto.js';
import { actionsOf, calendarEntry, callTable, dateHistory, offersView, statusOf, workflowFacts } from './call.view.js';
import { callsPages } from './calls.messages.js';

const choices = (table: Readonly<Record<string, Text>>): Choice[] => Object.entries(table).map(([value, label]) => ({ value, label }));

const done = (ctx: Ctx, key: keyof typeof callsPages): { message: string; tone: 'success' } => ({
  message: say(callsPages[key], ctx.locale),
  tone: 'success',
});

/** The public calendar of the calls. */
@Controller()
export class CalendarPages {
  constructor(private readonly calls: CallQueries) {}

  @Get('/calendrier')
  @Access('public')
  async calendar(@Context() ctx: Ctx): Promise<Page> {
    const calls = (await this.calls.calendar(ctx)).filter(({ call }) => call.status !== 'draft');
    const view = { calls: calls.map((call) => calendarEntry(call, ctx.now)), hasCalls: calls.length > 0 };
    return page('calls/calendar', view, { title: callsPages['calendar.title'] });
  }
}

/** Calls as the agency prepares and runs them. */
@Access('agency_officer', 'operator', 'lead', 'decider', 'criteria_editor', 'verifier')
@Controller('/agence/appels')
export class CallPages {
  constructor(
    private readonly service: CallService,
    private readonly calls: CallQueries,
    private readonly packages: PackagesQueries,
    private readonly offers: OfferService,
  ) {}

  @Get()
  async list(@Context() ctx: Ctx): Promise<Page> {
    const calls = await this.calls.calendar(ctx);
    const mayCreate = ctx.actor.roles.some((role) => role === 'agency_officer' || role === 'operator');
    const view = {
      table: calls.length > 0 ? callTable(calls) : null,
      newLink: mayCreate ? { href: '/agence/appels/nouveau', label: callsPages['calls.new'] } : null,
    };
    return page('calls/list', view, { title: callsPages['calls.title'] });
  }

  @Get('nouveau')
  @Access('agency_officer', 'operator')
  async draft(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    const versions = await this.packages.list(ctx);
    const usual: Partial<Workflow> & object = { stages: ['admission', 'evidence', 'review', 'clarification', 'decision', 'publication'] };
    const view = {
      ...this.workflowChoices(),
      packages: versions
        .filter(({ status }) => status === 'published' || status === 'amended')
        .map(({ id, code, label }): Choice => ({ value: id, label: `${code} ${label}` })),
      form: formOf(
        {
          ...usual,
          decider: 'agency',
          fourEyes: true,
          silence: 'none',
          silenceMonths: 0,
          reviewDays: 60,
          clarificationDays: 15,
          validityMonths: 36,
          charterVersion: '1.0',
          procedure: 'segur',
        },
        request.known.flash,
      ),
    };
    const breadcrumb = [{ label: callsPages['calls.title'], href: '/agence/appels' }, { label: callsPages['calls.new'] }];
    return page('calls/new', view, { title: callsPages['calls.new'], breadcrumb });
  }

  @Post()
  @Access('agency_officer', 'operator')
  async create(@Context() ctx: Ctx, @Body() form: CallForm): Promise<Redirect> {
    const { code, titleFr, titleEn, procedure, lane, softwareType, wave, validityMonths, charterVersion, packageVersionIds } = form;
    const names = { code, title: { fr: titleFr, en: titleEn }, procedure, softwareType, ...(lane && { lane }), ...(wave && { wave }) };
    const id = await this.service.create(ctx, { ...names, validityMonths, charterVersion, packageVersionIds, workflow: workflowOf(form) });
    return redirect(`/agence/appels/${id}`, done(ctx, 'call.created'));
  }

  @Get(':id')
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const call = await this.calls.one(ctx, id);
    const bound = new Set(await this.calls.packageVersionIds(ctx, id));
    const versions = await this.packages.list(ctx);
    const mayRun = ctx.actor.roles.some((role) => role === 'agency_officer' || role === 'operator');
    const { workflow } = call;
    const view = {
      ...calendarEntry({ call, milestones: await this.calls.dates(ctx, id) }, ctx.now),
      ...this.workflowChoices(),
      status: statusOf(call),
      facts: workflowFacts(call),
      revision: call.workflowRevision,
      packages: versions.filter((version) => bound.has(version.id)).map(({ code, label }) => `${code} ${label}`),
      ...offersView(await this.offers.state(ctx, id)),
      history: dateHistory(await this.calls.milestoneHistory(ctx, id), call.zone),
      actions: mayRun ? actionsOf(call) : [],
      mayRun,
      zone: call.zone,
      kinds: choices(milestoneKinds),
      action: `/agence/appels/${id}`,
      form: formOf({ ...workflow, requiredApprovals: workflow.requiredApprovals.join(', '), time: '12:00' }, request.known.flash),
    };
    const breadcrumb = [{ label: callsPages['calls.title'], href: '/agence/appels' }, { label: call.code }];
    return page('calls/show', view, { title: call.code, breadcrumb });
  }

  @Post(':id/etat')
  @Access('agency_officer', 'operator')
  async act(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { action }: CallActionForm): Promise<Redirect> {
    await this.service.act(ctx, id, action);
    return redirect(`/agence/appels/${id}`, done(ctx, 'call.acted'));
  }

  @Post(':id/dates')
  @Access('agency_officer', 'operator')
  async move(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: MoveMilestoneInput): Promise<Redirect> {
    await this.service.moveMilestone(ctx, id, input);
    return redirect(`/agence/appels/${id}`, done(ctx, 'call.moved'));
  }

  /** Offers a newer version of the criteria; nobody is moved to it. */
  @Post(':id/versions')
  @Access('agency_officer', 'operator')
  async offer(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: OfferVersionInput): Promise<Redirect> {
    await this.offers.offer(ctx, id, input);
    return redirect(`/agence/appels/${id}`, done(ctx, 'call.offered'));
  }

  @Post(':id/deroulement')
  @Access('agency_officer', 'operator')
  async revise(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() form: ReviseWorkflowForm): Promise<Redirect> {
    await this.service.reviseWorkflow(ctx, id, { workflow: workflowOf(form), reason: form.reason });
    return redirect(`/agence/appels/${id}`, done(ctx, 'call.workflow.revised'));
  }

  private workflowChoices(): { stages: Choice[]; deciders: Choice[]; silences: Choice[] } {
    return { stages: choices(stages), deciders: choices(deciders), silences: choices(silences) };
  }
}
