import { Injectable } from '@nestjs/common';
import { CallQueries } from '#calls';
import { FactsQueries, FinancingQueries, givenBy } from '#financing';
import type { Ctx } from '#platform';
import { formOf } from '../http/forms.js';
import { type Crumb, type Page, page } from '../http/page.js';
import type { Flash } from '../http/request.js';
import { orderView } from './order.view.js';

/** The one page of an order, shared by its vendor and the payer. */
@Injectable()
export class OrderScreen {
  constructor(
    private readonly queries: FinancingQueries,
    private readonly facts: FactsQueries,
    private readonly calls: CallQueries,
  ) {}

  /** Reads the order, asks the rules of its next stage, and shows both. */
  async show(ctx: Ctx, id: string, { flash, root }: { readonly flash: Flash | null; readonly root: Crumb }): Promise<Page> {
    const found = await this.queries.order(ctx, id);
    const isLive = (status: string) => !['rejected', 'cancelled', 'recovered'].includes(status);
    const hasAdvance = found.claims.some(({ kind, status }) => kind === 'advance' && isLive(status));
    const stage = hasAdvance ? ('balance' as const) : ('advance' as const);
    const claim = found.claims.find(({ kind, status }) => kind === stage && isLive(status));
    const rules = await this.facts.ofClaim(ctx, found.order, stage, claim && givenBy(claim));
    const dates = await this.calls.dates(ctx, found.scheme.callId);
    const deadline = dates.find(({ kind }) => kind === stage)?.at ?? null;
    const form = formOf({ invoiceSigner: found.fitness?.signer ?? '' }, flash);
    const view = orderView(found, { stage, rules, deadline, form, actor: ctx.actor }, ctx.locale);
    const name = found.beneficiary.name;
    const breadcrumb = [root, { label: found.scheme.title }, { label: name }];
    return page('financing/order', view, { title: `${name} – ${found.order.number}`, breadcrumb, layout: 'wide' });
  }
}
