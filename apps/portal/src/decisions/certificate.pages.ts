import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { CertificatesService, RegisterQueries } from '#decisions';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { CertificateActForm } from './decision.dto.js';
import { actsView } from './decision.view.js';
import { decisionsPages } from './decisions.messages.js';
import { AfterQuery } from './paging.dto.js';
import { registerView } from './register.view.js';

/** Certificates as the agency keeps them: acts of the register. */
@Access('agency_officer', 'verifier', 'lead', 'decider')
@Controller('/agence/certificats')
export class CertificatePages {
  constructor(
    private readonly certificates: CertificatesService,
    private readonly register: RegisterQueries,
  ) {}

  @Get()
  async list(@Context() ctx: Ctx, @Query() { apres }: AfterQuery): Promise<Page> {
    const asOf = { on: ctx.now, known: ctx.now };
    const found = await this.register.list(ctx, { asOf, after: apres, limit: 51 });
    const shown = found.slice(0, 50);
    const { rows, ...view } = registerView(shown, asOf, ctx.locale);
    const own = rows.map(({ cells: [number, ...cells] }) => ({
      cells: [{ ...number, href: `/agence/certificats/${shown.find((entry) => entry.number === number.text)?.number ?? ''}` }, ...cells],
    }));
    const next = found.length > 50 ? `/agence/certificats?apres=${shown[49].id}` : null;
    return page('decisions/certificates', { ...view, rows: own, next }, { title: decisionsPages['acts.title'] });
  }

  @Get(':number')
  async show(@Context() ctx: Ctx, @Req() request: PortalRequest, @Param('number') number: string): Promise<Page> {
    const found = await this.register.byNumber(ctx, number);
    const { certificate } = await this.register.certificate(ctx, found.entry.id);
    const breadcrumb = [{ label: decisionsPages['acts.title'], href: '/agence/certificats' }, { label: number }];
    const view = {
      ...actsView(found, certificate, formOf({}, request.known.flash), ctx.locale),
      mayAct: ctx.actor.roles.includes('decider'),
    };
    return page('decisions/acts', view, { title: say(decisionsPages['certificate.title'], ctx.locale, { number }), breadcrumb });
  }

  @Post(':number/actes')
  @Access('decider')
  async act(@Context() ctx: Ctx, @Param('number') number: string, @Body() { action, ...input }: CertificateActForm): Promise<Redirect> {
    const { entry } = await this.register.byNumber(ctx, number);
    await this.certificates.act(ctx, entry.id, action, input);
    return redirect(`/agence/certificats/${number}`, { message: say(decisionsPages['acts.done'], ctx.locale), tone: 'success' });
  }
}
