import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { type Ctx, publicRead, transact } from '#platform';
import type { PortalRequest } from './request.js';

const outside = 'guichet:without-transaction';

/** For the few routes that do outside work (hashing, streaming) before they open their own transaction. */
export const WithoutTransaction = () => SetMetadata(outside, true);

/** The context of the request: who acts, when, in which transaction. */
export const Context = createParamDecorator((_: unknown, context: ExecutionContext): Ctx => {
  const { ctx } = context.switchToHttp().getRequest<PortalRequest>().known;
  if (ctx === undefined) throw new Error('This route runs without a transaction and has no context');
  return ctx;
});

/**
 * Opens the transaction of a request and commits it before the answer is written: read only for a person's GET,
 * none for an anonymous public GET. An exception rolls back state and events together.
 */
@Injectable()
export class ContextInterceptor implements NestInterceptor {
  constructor(
    private readonly database: DataSource,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const without = this.reflector.getAllAndOverride<boolean | undefined>(outside, [context.getHandler(), context.getClass()]);
    if (without) return next.handle();
    return from(this.within(context.switchToHttp().getRequest<PortalRequest>(), next));
  }

  private within(request: PortalRequest, next: CallHandler): Promise<unknown> {
    const { known } = request;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const edge = { actor: known.actor, requestId: request.id, locale: known.locale };
    const use = (ctx: Ctx): Promise<unknown> => {
      known.ctx = ctx;
      return lastValueFrom(next.handle(), { defaultValue: undefined });
    };
    if (reads && known.actor.kind === 'anonymous') return publicRead(this.database, edge, use);
    return transact(this.database, { ...edge, readOnly: reads }, use);
  }
}

/** Opens transactions for a route that runs without one: each is committed before what follows. */
export function opener(database: DataSource, request: PortalRequest): <T>(use: (ctx: Ctx) => Promise<T>) => Promise<T> {
  const { actor, locale } = request.known;
  return (use) => transact(database, { actor, locale, requestId: request.id }, use);
}
