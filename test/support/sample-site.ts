import Fastify, { type FastifyInstance } from 'fastify';
import type { Locale } from '#platform';
import { pageAssets, viewsFolder } from '../../apps/portal/src/http/assets.js';
import type { Chrome, ChromeInput, Scheme } from '../../apps/portal/src/http/chrome.js';
import { installFiles } from '../../apps/portal/src/http/files.js';
import { loadViews } from '../../apps/portal/src/http/views.js';
import { pageMessages } from '../../apps/portal/src/pages.messages.js';
import { moreCharts, pageSamples, partSamples, sampleChrome } from './part-samples.js';

const views = loadViews({ directory: viewsFolder(), texts: pageMessages, strict: true });
const part = (name: string, chrome: Chrome): string => views.renderPartial(name, partSamples[name] ?? {}, chrome);
const join = (names: readonly string[], chrome: Chrome): string => names.map((name) => part(name, chrome)).join('\n');

/** Parts as a vendor meets them: a candidature, a requirement, forms. */
function vendorParts(chrome: Chrome): string {
  const main = join(
    ['requirement', 'ball', 'cycle', 'clock', 'table', 'alert', 'statement', 'evidence', 'folio', 'requirement-nav'],
    chrome,
  );
  const forms = ['input', 'textarea', 'select', 'radios', 'checkboxes', 'checkbox', 'file'].map((name) => part(`field/${name}`, chrome));
  const rest = join(['saved', 'channel', 'confirm', 'upload', 'empty', 'rail'], chrome);
  return `<div class="g-side">${part('sidemenu', chrome)}<div class="g-stack g-s24">${main}<form class="g-panel g-stack">${forms.join('')}</form>${rest}</div></div>`;
}

/** Parts as the public meets them: a solution, the catalogue, charts. */
function publicParts(chrome: Chrome): string {
  const charts = [part('chart', chrome), ...moreCharts.map((params) => views.renderPartial('chart', params, chrome))];
  const catalogue = `<form class="g-side" action="#">${part('filters', chrome)}<div class="g-stack">${join(['search-bar', 'active-filters', 'segmented'], chrome)}<ul class="g-hits">${part('hit', chrome)}</ul>${part('pagination', chrome)}</div></form>`;
  const solution = `<div class="g-aside"><div class="g-stack g-s24">${join(['score', 'accordion', 'figures', 'definitions', 'tabs', 'panel'], chrome)}</div>${part('certificate', chrome)}</div>`;
  return `<div class="g-stack g-s24"><h1>Parties publiques</h1>${catalogue}${solution}<div class="g-2">${charts.join('')}</div></div>`;
}

/** The desk of a reviewer, in three panes. */
function deskParts(chrome: Chrome): string {
  const bar = `<div class="g-deskbar"><div><h1>Corvane Cabinet <span class="mono">8.3.0</span></h1><p class="t-2"><span class="mono">C-2026-0187</span> · Atelier Corvane</p></div>${part('progress', chrome)}</div>`;
  const internal = views.renderPartial(
    'channel',
    {
      kind: 'internal',
      action: '#',
      form: { values: {}, errors: [] },
      level: 2,
      entries: [{ who: 'C. Duvernois', at: '2026-11-19', text: 'La qualification de l’auditeur expire fin novembre.' }],
    },
    chrome,
  );
  const requirement = views.renderPartial('requirement', { ...partSamples['requirement'], isDesk: true }, chrome);
  const statement = views.renderPartial('statement', { ...partSamples['statement'], isDesk: true, level: 3, why: null }, chrome);
  return `${bar}${part('since', chrome)}<div class="g-panes"><div>${part('sidemenu', chrome)}</div><div>${requirement}${statement}${join(['difference', 'tabs', 'evidence'], chrome)}</div><div>${part('verdict', chrome)}<section class="g-stack">${internal}${part('channel', chrome)}</section></div></div>`;
}

const composed: Readonly<Record<string, { draw: (chrome: Chrome) => string; frame: Partial<ChromeInput> }>> = {
  'parts/vendor': { draw: vendorParts, frame: { space: 'vendor' } },
  'parts/public': { draw: publicParts, frame: {} },
  'parts/desk': { draw: deskParts, frame: { space: 'agency', layout: 'desk', breadcrumb: [] } },
};

/** A form that saves itself, and one that uploads. */
const scripted: Readonly<Record<string, (chrome: Chrome) => string>> = {
  'scripts/autosave': (chrome) =>
    `<form data-autosave="/autosave" method="post" action="#"><input type="hidden" name="version" value="7">${views.renderPartial('field/textarea', { name: 'answer', label: 'Réponse', value: 'Début' }, chrome)}${part('saved', chrome)}</form>`,
  'scripts/check': () =>
    '<div data-checked></div><form data-check method="post" action="/check"><input name="title" value="Un"><button name="intent" value="save">x</button></form>',
  'scripts/upload': (chrome) =>
    views.renderPartial('upload', { ...partSamples['upload'], action: '/depot', tus: '/envois', deadline: null }, chrome),
};

/** A sentence of the pages in French, with the number it says. */
export function wordsOf(key: string, number: number): string {
  return (pageMessages[key]?.fr ?? key).replace(/\{\w+\}/, String(number));
}

/** Every sample page: composed parts, errors and standing pages. */
export const sampleNames = [...Object.keys(composed), ...Object.keys(pageSamples)];

/** One sample page in a language and a scheme. */
function samplePage(name: string, locale: Locale, scheme: Scheme): string {
  const frame = { scheme, assets: pageAssets('guichet') };
  const script = scripted[name];
  const parts = script ? { draw: script, frame: {} } : composed[name];
  if (!parts) {
    const { view, ...space } = pageSamples[name];
    return views.renderPage(name, { view, chrome: sampleChrome(locale, { ...frame, ...space }) });
  }
  const chrome = sampleChrome(locale, { ...frame, ...parts.frame });
  const empty = views.renderPage('home/map', { view: {}, chrome });
  return empty.replace(/<div class="g-stack g-s24"><h1>[\s\S]*?(?=\s*<\/main>)/, () => parts.draw(chrome));
}

/** A small site of the samples with the real files, for a browser. */
export async function startSampleSite({ behind }: { behind?: (site: FastifyInstance) => void } = {}): Promise<{
  site: FastifyInstance;
  address: string;
}> {
  const site = Fastify({ forceCloseConnections: true });
  behind?.(site);
  await installFiles(site, { BRAND: 'guichet' });
  site.get<{ Params: { '*': string }; Querystring: { locale?: Locale; scheme?: Scheme } }>('/sample/*', async (request, reply) => {
    await reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'",
      )
      .send(samplePage(request.params['*'], request.query.locale ?? 'fr', request.query.scheme ?? 'light'));
  });
  return { site, address: await site.listen({ port: 0, host: '127.0.0.1' }) };
}
