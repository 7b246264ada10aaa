import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { envelope, RegisterQueries } from '#decisions';
import { type Ctx, say } from '#platform';
import { Access } from '../http/access.js';
import { publicHref } from '../http/chrome.js';
import { Context } from '../http/context.js';
import { formOf } from '../http/forms.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { decisionsPages } from './decisions.messages.js';
import { NumberQuery, RegisterQuery } from './register.dto.js';
import { asOfDays, certificateView, registerCsv, registerView } from './register.view.js';

const perPage = 50;
/** Certificates of one open file: the whole programme holds a few hundred. */
const perFile = 10_000;

/** The public register and the check of a certificate by its number. */
@Access('public')
@Controller()
export class RegisterPages {
  constructor(private readonly register: RegisterQueries) {}

  /** The register at the chosen day, as known by another. */
  @Get('/registre')
  @Cached()
  async list(@Context() ctx: Ctx, @Query() { le, selon, apres }: RegisterQuery): Promise<Page> {
    const asOf = asOfDays({ on: le, known: selon }, ctx.now);
    const found = await this.register.list(ctx, { asOf, after: apres, limit: perPage + 1 });
    const shown = found.slice(0, perPage);
    const days = new URLSearchParams({ ...(le && { le }), ...(selon && { selon }) });
    const last = shown.at(-1);
    const next = found.length > perPage && last ? `${publicHref('/registre', ctx.locale)}?${withParam(days, 'apres', last.id)}` : null;
    const view = { ...registerView(shown, asOf, ctx.locale), form: formOf({ le, selon }), csv: `/registre.csv?${days}`, next };
    return page('decisions/register', view, { title: decisionsPages['register.title'] });
  }

  /** The same as a file. */
  @Get('/registre.csv')
  @Cached()
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="register.csv"')
  async csv(@Context() ctx: Ctx, @Query() { le, selon }: RegisterQuery): Promise<string> {
    return registerCsv(await this.register.list(ctx, { asOf: asOfDays({ on: le, known: selon }, ctx.now), limit: perFile }));
  }

  /** The form: by number, or by files. */
  @Get('/verifier')
  form(@Context() ctx: Ctx, @Query() { numero }: NumberQuery): Page | Redirect {
    if (numero !== undefined) return redirect(publicHref(`/verifier/${encodeURIComponent(numero.trim().toUpperCase())}`, ctx.locale));
    const view = { form: formOf(), numberAction: publicHref('/verifier', ctx.locale) };
    return page('decisions/verify', view, { title: decisionsPages['verify.title'] });
  }

  /** What the register says of a number. */
  @Get('/verifier/:number')
  @Cached()
  async show(@Context() ctx: Ctx, @Param('number') number: string, @Query() { le, selon }: RegisterQuery): Promise<Page> {
    const asOf = asOfDays({ on: le, known: selon }, ctx.now);
    const view = certificateView(await this.register.byNumber(ctx, number, asOf), asOf, ctx.locale);
    const breadcrumb = [{ label: decisionsPages['register.title'], href: publicHref('/registre', ctx.locale) }, { label: number }];
    return page('decisions/certificate', view, { title: say(decisionsPages['certificate.title'], ctx.locale, { number }), breadcrumb });
  }

  /** The PDF that was issued, byte for byte. */
  @Get('/verifier/:number/certificat.pdf')
  @Cached()
  async pdf(@Context() ctx: Ctx, @Param('number') number: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { pdf } = await this.register.issued(ctx, number);
    void reply.header('content-disposition', `attachment; filename="${fileName(number)}.pdf"`).type('application/pdf');
    return pdf;
  }

  /** The signed credential, in its JSON envelope. */
  @Get('/verifier/:number/attestation.json')
  @Cached()
  async credential(@Context() ctx: Ctx, @Param('number') number: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { credential } = await this.register.issued(ctx, number);
    void reply
      .header('content-disposition', `attachment; filename="${fileName(number)}.json"`)
      .type('application/vc+ld+json; charset=utf-8');
    return envelope(credential);
  }
}

/** A number found in the register holds letters, digits and dashes only; anything else never reaches a header. */
function fileName(number: string): string {
  return number.replace(/[^A-Z0-9-]/gi, '');
}

function withParam(params: URLSearchParams, name: string, value: string): string {
  const more = new URLSearchParams(params);
  more.set(name, value);
  return more.toString();
}
