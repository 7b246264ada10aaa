import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';
import type { Chrome } from './chrome.js';
import { viewHelpers, type PageTexts } from './view-helpers.js';
import { inspectTemplate } from './view-rules.js';

/** A page to print: the view gives it exactly what it shows, the chrome what stands around. */
interface PageInput {
  readonly view: object;
  readonly chrome: Chrome;
}

/** The templates of the portal, compiled once. */
export interface Views {
  /** Names of the page templates: `home/index`, `errors/404`. */
  readonly pages: readonly string[];
  readonly partials: readonly string[];
  /**
   * Prints a page inside the layout.
   * @throws Error when the template does not exist.
   */
  renderPage(template: string, input: PageInput): string;
  /** Prints one partial alone: for tests and for answers that replace a part of a page. */
  renderPartial(name: string, params: object, chrome: Chrome): string;
}

/** Where the templates are, and whether an unknown text key stops the page (development and tests). */
export interface ViewsOptions {
  readonly directory: string;
  readonly texts: PageTexts;
  readonly strict: boolean;
}

type Template = Handlebars.TemplateDelegate<unknown>;

function readTemplates(directory: string): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.hbs'),
  );
  const found = files.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path)
      .split(sep)
      .join('/')
      .replace(/\.hbs$/, '');
    return [name, readFileSync(path, 'utf8')];
  });
  return new Map(found.sort(([a], [b]) => a.localeCompare(b)));
}

/**
 * Reads every template under `views/`: `partials/**` by path, `layouts/page`, and the pages.
 * @throws Error naming each template that breaks a rule: `{{{`, an unknown helper, a missing partial, an unknown text key.
 */
export function loadViews({ directory, texts, strict }: ViewsOptions): Views {
  const sources = readTemplates(directory);
  const partials = [...sources.keys()].filter((name) => name.startsWith('partials/')).map((name) => name.slice('partials/'.length));
  const engine = Handlebars.create();
  const helpers = viewHelpers({ engine, texts, strict });
  engine.registerHelper(helpers);
  const problems = [...sources].flatMap(([name, source]) =>
    inspectTemplate(name, source, { partials, helpers: Object.keys(helpers), texts }),
  );
  if (problems.length > 0) throw new Error(`Templates to correct:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);

  const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
  const compile = (source: string): Template =>
    engine.compile(source, { knownHelpers, knownHelpersOnly: true, explicitPartialContext: true, preventIndent: true });
  const templates = new Map([...sources].map(([name, source]): [string, Template] => [name, compile(source)]));
  const templateOf = (name: string): Template => {
    const template = templates.get(name);
    if (!template) throw new Error(`No template ${name}`);
    return template;
  };
  for (const name of partials) engine.registerPartial(name, templateOf(`partials/${name}`));
  const layout = templateOf('layouts/page');

  return {
    pages: [...sources.keys()].filter((name) => !/^(partials|layouts)\//.test(name)),
    partials,
    renderPage: (template, { view, chrome }) => {
      const body = templateOf(template)(view, { data: { chrome } });
      return layout({ body: new Handlebars.SafeString(body) }, { data: { chrome } });
    },
    renderPartial: (name, params, chrome) => templateOf(`partials/${name}`)(params, { data: { chrome } }),
  };
}
