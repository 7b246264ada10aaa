import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { CallQueries } from '#calls';
import { CandidatureQueries, CandidatureService, CreateCandidatureInput, holderOf } from '#candidatures';
import type { Ctx } from '#platform';
import { SolutionQueries } from '#solutions';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { addressOf, newChoices, todoTable, vendorTable } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';

const perPage = 50;

/** Where a vendor enters: what it has to do, its candidatures, a new one. */
@Access('vendor_admin', 'vendor_contributor', 'vendor_finance')
@Controller()
export class VendorEntryPages {
  constructor(
    private readonly candidatures: CandidatureService,
    private readonly queries: CandidatureQueries,
    private readonly calls: CallQueries,
    private readonly solutions: SolutionQueries,
  ) {}

  @Get('/a-faire')
  async todo(@Context() ctx: Ctx): Promise<Page> {
    const lines = await this.queries.list(ctx, { limit: 200 });
    const mine = lines.filter(({ status }) => holderOf(status) === 'vendor');
    const theirs = lines.filter(({ status }) => holderOf(status) === 'agency');
    const view = {
      mine: mine.length > 0 ? todoTable(mine, await this.calls.calendar(ctx)) : null,
      theirs:
        theirs.length > 0
          ? { ...vendorTable(theirs), caption: candidaturesPages['todo.others'], scope: candidaturesPages['todo.others.scope'] }
          : null,
      hasNothing: mine.length === 0,
      empty: { title: candidaturesPages['todo.empty'], text: candidaturesPages['todo.empty.text'], mark: 'done' },
      newLink: { href: '/candidatures/nouvelle', label: candidaturesPages['candidatures.new'] },
      calendarLink: { href: '/calendrier', label: candidaturesPages['candidatures.calendar'] },
    };
    return page('candidatures/todo', view, { title: candidaturesPages['todo.title'], counts: { '/a-faire': mine.length } });
  }

  @Get('/candidatures')
  async list(@Context() ctx: Ctx, @Query('apres') after?: string): Promise<Page> {
    const cursor = after === undefined ? {} : { after: { id: after, completeAt: null } };
    const lines = await this.queries.list(ctx, { limit: perPage + 1, ...cursor });
    const shown = lines.slice(0, perPage);
    const view = {
      table: shown.length > 0 ? { ...vendorTable(shown), hidden: true } : null,
      next: lines.length > perPage ? `/candidatures?apres=${shown[shown.length - 1].id}` : null,
      newLink: { href: '/candidatures/nouvelle', label: candidaturesPages['candidatures.new'] },
      calendarLink: { href: '/calendrier', label: candidaturesPages['candidatures.calendar'] },
    };
    return page('candidatures/list', view, { title: candidaturesPages['candidatures.title'] });
  }

  @Get('/candidatures/nouvelle')
  @Access('vendor_admin', 'vendor_contributor')
  async draft(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Query('appel') call?: string,
    @Query('version') version?: string,
  ): Promise<Page> {
    if (version !== undefined) await this.solutions.version(ctx, version); // a link of somebody else's leads nowhere
    const { calls, versions } = newChoices(await this.calls.calendar(ctx, { open: true }), await this.solutions.list(ctx));
    const view = {
      calls,
      versions,
      form: formOf({ callId: call, solutionVersionId: version }, request.known.flash),
      hasCalls: calls.length > 0,
      hasVersions: versions.length > 0,
      describe: { href: '/solutions/nouvelle', label: candidaturesPages['new.no-version.action'] },
      calendar: { href: '/calendrier', label: candidaturesPages['candidatures.calendar'] },
    };
    const breadcrumb = [
      { label: candidaturesPages['candidatures.title'], href: '/candidatures' },
      { label: candidaturesPages['new.title'] },
    ];
    return page('candidatures/new', view, { title: candidaturesPages['new.title'], breadcrumb });
  }

  @Post('/candidatures')
  @Access('vendor_admin', 'vendor_contributor')
  async create(@Context() ctx: Ctx, @Body() input: CreateCandidatureInput): Promise<Redirect> {
    return redirect(addressOf(await this.candidatures.create(ctx, input), '/dossier'));
  }
}
