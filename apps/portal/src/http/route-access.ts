import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { Actor } from '#platform';
import { type AccessLevel, declaredAccess } from './access.js';

/** Who may open each page, by its address, as its route declares it: menus are cut to it. */
export function pageAccess(controllers: readonly Type[]): ReadonlyMap<string, readonly AccessLevel[]> {
  const reflector = new Reflector();
  const found = new Map<string, readonly AccessLevel[]>();
  for (const controller of controllers) {
    for (const name of Object.getOwnPropertyNames(controller.prototype)) {
      const handler: unknown = (controller.prototype as Record<string, unknown>)[name]; // a prototype holds its methods by name
      if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) !== RequestMethod.GET) continue;
      const levels = declaredAccess(reflector, { getHandler: () => handler as () => unknown, getClass: () => controller });
      if (levels !== undefined) found.set(addressOf(pathOf(controller), pathOf(handler)), levels);
    }
  }
  return found;
}

/** Whether the person may enter a route that declares these levels. */
export function mayEnter(actor: Actor, levels: readonly AccessLevel[]): boolean {
  if (levels.includes('public')) return true;
  return actor.kind === 'account' && (levels.includes('signed-in') || actor.roles.some((role) => levels.includes(role)));
}

const pathOf = (target: object): string => String(Reflect.getMetadata(PATH_METADATA, target) ?? '');

const addressOf = (...parts: readonly string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((step) => step !== '')
    .join('/')}`;
