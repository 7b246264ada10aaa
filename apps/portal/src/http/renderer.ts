import type { PageOptions } from './page.js';
import type { PortalRequest } from './request.js';

/** Draws a page in its layout, for the person of the request. */
export interface Renderer {
  render(request: PortalRequest, template: string, view: object, options: PageOptions): string;
}

/** Token of the renderer for injection. */
export const RENDERER = Symbol('Renderer');
