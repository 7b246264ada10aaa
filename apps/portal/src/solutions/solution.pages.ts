import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { say, type Ctx } from '#platform';
import {
  ApprovalInput,
  ApprovalOutcomeInput,
  ChangeSolutionInput,
  SolutionInput,
  SolutionQueries,
  SolutionService,
  SolutionVersionInput,
} from '#solutions';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { SolutionActionForm, VersionActionForm } from './solution-form.dto.js';
import { sheetValues, sheetView, solutionTable } from './solution.view.js';
import { solutionsPages } from './solutions.messages.js';

const done = (ctx: Ctx, key: keyof typeof solutionsPages): { message: string; tone: 'success' } => ({
  message: say(solutionsPages[key], ctx.locale),
  tone: 'success',
});

/** The products of a vendor, their versions and approvals. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/solutions')
export class SolutionPages {
  constructor(
    private readonly solutions: SolutionService,
    private readonly queries: SolutionQueries,
  ) {}

  @Get()
  @Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
  async list(@Context() ctx: Ctx): Promise<Page> {
    const sheets = await this.queries.list(ctx);
    const view = {
      table: sheets.length > 0 ? solutionTable(sheets) : null,
      newLink: { href: '/solutions/nouvelle', label: solutionsPages['solutions.new'] },
    };
    return page('solutions/list', view, { title: solutionsPages['solutions.title'] });
  }

  @Get('nouvelle')
  draft(@Req() request: PortalRequest): Page {
    const breadcrumb = [{ label: solutionsPages['solutions.title'], href: '/solutions' }, { label: solutionsPages['solutions.new'] }];
    return page('solutions/new', { form: formOf({}, request.known.flash) }, { title: solutionsPages['solutions.new'], breadcrumb });
  }

  @Post()
  async create(@Context() ctx: Ctx, @Body() input: SolutionInput): Promise<Redirect> {
    return redirect(`/solutions/${await this.solutions.create(ctx, input)}`, done(ctx, 'solution.saved'));
  }

  @Get(':id')
  @Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Page> {
    const sheet = await this.queries.sheet(ctx, id);
    const mayWrite = ctx.actor.roles.some((role) => role === 'vendor_admin' || role === 'vendor_contributor');
    const view = { ...sheetView(sheet, mayWrite), form: formOf(sheetValues(sheet.solution), request.known.flash) };
    const breadcrumb = [{ label: solutionsPages['solutions.title'], href: '/solutions' }, { label: sheet.solution.name }];
    return page('solutions/show', view, { title: sheet.solution.name, breadcrumb });
  }

  @Post(':id')
  async change(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: ChangeSolutionInput): Promise<Redirect> {
    await this.solutions.change(ctx, id, input);
    return redirect(`/solutions/${id}`, done(ctx, 'solution.saved'));
  }

  @Post(':id/etat')
  @Access('vendor_admin')
  async act(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() { action }: SolutionActionForm): Promise<Redirect> {
    await this.solutions.act(ctx, id, action);
    return redirect(`/solutions/${id}`, done(ctx, 'solution.acted'));
  }

  @Post(':id/versions')
  async addVersion(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: SolutionVersionInput): Promise<Redirect> {
    await this.solutions.addVersion(ctx, id, input);
    return redirect(`/solutions/${id}`, done(ctx, 'versions.added'));
  }

  @Post('versions/:versionId/etat')
  async actOnVersion(
    @Context() ctx: Ctx,
    @Param('versionId', ParseUUIDPipe) id: string,
    @Body() { action }: VersionActionForm,
  ): Promise<Redirect> {
    await this.solutions.actOnVersion(ctx, id, action);
    const { solution } = await this.queries.version(ctx, id);
    return redirect(`/solutions/${solution.id}`, done(ctx, 'versions.acted'));
  }

  @Post('versions/:versionId/homologations')
  async fileApproval(@Context() ctx: Ctx, @Param('versionId', ParseUUIDPipe) id: string, @Body() input: ApprovalInput): Promise<Redirect> {
    await this.solutions.fileApproval(ctx, id, input);
    const { solution } = await this.queries.version(ctx, id);
    return redirect(`/solutions/${solution.id}`, done(ctx, 'approvals.added'));
  }
}

/** What the agency records of an approval, once it has checked it. */
@Access('agency_officer', 'verifier', 'lead')
@Controller('/agence/homologations')
export class ApprovalPages {
  constructor(private readonly solutions: SolutionService) {}

  @Post(':id')
  async settle(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ApprovalOutcomeInput,
  ): Promise<Redirect> {
    await this.solutions.settleApproval(ctx, id, input);
    return redirect(backOf(request), done(ctx, 'approvals.acted'));
  }
}

/** The page of the desk the button stood on, or the desk itself. */
function backOf(request: PortalRequest): string {
  const { referer } = request.headers;
  const path = referer !== undefined && URL.canParse(referer) ? new URL(referer).pathname : '';
  return path.startsWith('/agence/') ? path : '/agence/candidatures';
}
