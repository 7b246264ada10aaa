import type { Text } from '#platform';
import type { Flash } from './request.js';

/** One step of the path shown above a page; the last one has no address. */
export interface Crumb {
  readonly label: string | Text;
  readonly href?: string;
}

/** How the page fills the window: `text` in the container, `wide` fluid, `full` edge to edge (home), `desk` dense panes. */
export type Layout = 'text' | 'wide' | 'full' | 'desk';

/** What a page needs beside its view. */
export interface PageOptions {
  readonly title: string | Text;
  readonly breadcrumb?: readonly Crumb[];
  /** HTTP status, 200 unless told. */
  readonly status?: number;
  /** Width and density of the layout. */
  readonly layout?: Layout;
  /** Things waiting, by address of the menu. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** An HTML page: a template of `views/`, and a view that holds exactly what it prints. */
export class Page {
  constructor(
    readonly template: string,
    readonly view: object,
    readonly options: PageOptions,
  ) {}
}

/** Answers with a page. */
export const page = (template: string, view: object, options: PageOptions): Page => new Page(template, view, options);

/** After a POST: go and read the result (303), with a word for the next page. */
export class Redirect {
  constructor(
    readonly url: string,
    readonly flash: Flash | null,
  ) {}
}

/** Answers with a redirection (303) to an address of the portal. */
export const redirect = (url: string, flash: Flash | null = null): Redirect => new Redirect(url, flash);
