import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { refuse, type Role } from '#platform';
import type { PortalRequest } from './request.js';

/**
 * `public` for everyone, `signed-in` for any person, or the roles that may enter. `proving` also lets in a person who has signed in
 * but still owes their second factor: the pages where it is shown or set up, and nothing else.
 */
export type AccessLevel = 'public' | 'signed-in' | 'proving' | Role;

const key = 'guichet:access';

/** Declares who may enter a route, or every route of a controller. A route without it is refused, and a test lists it. */
export const Access = (...levels: readonly [AccessLevel, ...AccessLevel[]]) => SetMetadata(key, levels);

/** The access declared by a handler, or by its controller. */
export function declaredAccess(
  reflector: Reflector,
  context: Pick<ExecutionContext, 'getHandler' | 'getClass'>,
): readonly AccessLevel[] | undefined {
  return reflector.getAllAndOverride<readonly AccessLevel[] | undefined>(key, [context.getHandler(), context.getClass()]);
}

/** Closed by default: refuses an undeclared route, a visitor (401) and a person without the role (403). */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const levels = declaredAccess(this.reflector, context);
    if (levels === undefined) throw refuse.notFound('not-found');
    if (levels.includes('public')) return true;
    const { actor, owesSecondFactor } = context.switchToHttp().getRequest<PortalRequest>().known;
    if (actor.kind !== 'account') throw refuse.forbidden('sign-in.required');
    if (levels.includes('proving')) return true;
    if (owesSecondFactor) throw refuse.forbidden('second-factor.owed');
    if (levels.includes('signed-in') || actor.roles.some((role) => levels.includes(role))) return true;
    throw refuse.forbidden('forbidden.role');
  }
}
