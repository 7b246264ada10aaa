import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, type Observable, switchMap } from 'rxjs';
import { DataSource } from 'typeorm';
import { leaveFlash, takeFlash } from './flash.js';
import { Page, Redirect } from './page.js';
import { cachedKey } from './public-cache.js';
import { RENDERER, type Renderer } from './renderer.js';
import type { PortalRequest } from './request.js';

/** Writes pages and redirections once the transaction is committed; anything else is JSON. */
@Injectable()
export class PagesInterceptor implements NestInterceptor {
  constructor(
    private readonly database: DataSource,
    private readonly reflector: Reflector,
    @Inject(RENDERER) private readonly renderer: Renderer,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<PortalRequest>();
    const reply = http.getResponse<FastifyReply>();
    request.known.cacheable =
      this.reflector.getAllAndOverride<boolean | undefined>(cachedKey, [context.getHandler(), context.getClass()]) ?? false;
    return from(this.before(request, reply)).pipe(
      switchMap(() => next.handle()),
      switchMap((result) => from(this.answer(request, reply, result))),
    );
  }

  private async before(request: PortalRequest, reply: FastifyReply): Promise<void> {
    if (request.method === 'GET') request.known.flash = await takeFlash(this.database, request, reply);
  }

  private async answer(request: PortalRequest, reply: FastifyReply, result: unknown): Promise<unknown> {
    if (result instanceof Redirect) {
      if (result.flash) await leaveFlash(this.database, request, reply, result.flash);
      void reply.status(303).header('location', result.url);
      return '';
    }
    if (!(result instanceof Page)) return result;
    const html = this.renderer.render(request, result.template, result.view, result.options);
    void reply.status(result.options.status ?? 200).type('text/html; charset=utf-8');
    if (request.known.actor.kind !== 'anonymous' || request.known.flash) void reply.header('cache-control', 'no-store');
    return html;
  }
}
