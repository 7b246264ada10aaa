import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ProductCriteriaQueries } from '#calls';
import { offlineKit, productWorkbook, type KitFacts, type Profile } from '#criteria';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { attachment } from '../http/download.js';
import { page, type Page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { criteriaPages } from './criteria.messages.js';
import { productPages } from './product.messages.js';
import { productView } from './product.view.js';

/** The choice as an address says it: `appel` is the code of a call, `p.<profile>` is `oui` or `non`. */
export type ProductQuery = Readonly<Record<string, unknown>>;

/** The answer an address gives to a profile question. */
export function answerIn(query: ProductQuery): (question: Profile) => boolean | undefined {
  return ({ key }) => {
    const typed = query[`p.${key}`];
    return typed === 'oui' ? true : typed === 'non' ? false : undefined;
  };
}

/** The code of the call an address names. */
export function callIn({ appel }: ProductQuery): string {
  return typeof appel === 'string' ? appel : '';
}

/** What applies to one's product: a call and a profile give the exact list, as a page, a workbook and an offline kit. */
@Access('public')
@Controller('/criteres/pour-mon-produit')
export class ProductPages {
  constructor(private readonly criteria: ProductCriteriaQueries) {}

  @Get()
  @Cached()
  async show(@Context() ctx: Ctx, @Query() query: ProductQuery): Promise<Page> {
    const calls = await this.criteria.published(ctx);
    const call = calls.find(({ code }) => code === callIn(query));
    const facts = call === undefined ? null : await this.asked(ctx, query);
    const title = productPages['product.title'];
    const breadcrumb = [{ label: criteriaPages['criteria.title'], href: '/criteres' }, { label: title }];
    return page('criteria/product', productView(calls, facts, ctx.locale), { title, breadcrumb });
  }

  @Get('exigences.xlsx')
  @Cached()
  async workbook(@Context() ctx: Ctx, @Query() query: ProductQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const facts = await this.asked(ctx, query);
    void reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', attachment(`${facts.call.code}.xlsx`));
    return productWorkbook(facts);
  }

  @Get('dossier.zip')
  @Cached()
  async kit(@Context() ctx: Ctx, @Query() query: ProductQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const facts = await this.asked(ctx, query);
    void reply.type('application/zip').header('content-disposition', attachment(`${facts.call.code}.zip`));
    return offlineKit(facts);
  }

  private asked(ctx: Ctx, query: ProductQuery): Promise<KitFacts> {
    return this.criteria.asked(ctx, callIn(query), answerIn(query));
  }
}
