import { describe, expect, it } from '@jest/globals';
import { partSamples, pageSamples, refused, sampleChrome } from '../../../../test/support/part-samples.js';
import { pageMessages } from '../pages.messages.js';
import { viewsFolder } from './assets.js';
import { inspectTemplate } from './view-rules.js';
import { loadViews } from './views.js';

const views = loadViews({ directory: viewsFolder(), texts: pageMessages, strict: true });

describe('templates', () => {
  it.each([
    ['{{{text}}}', 'unescaped'],
    ['{{&text}}', 'unescaped'],
    ['<p style="color:red">', 'inline'],
    ['<script>1</script>', 'inline'],
    ['<button onclick="go()">', 'inline'],
    ['{{t "no.such.text"}}', 'unknown text'],
    ['{{icon "unicorn"}}', 'unknown icon'],
    ['{{badge "unicorn" label}}', 'unknown badge'],
    ['{{> unicorn}}', 'unknown partial'],
    ['{{#wrap "unicorn"}}{{/wrap}}', 'unknown partial'],
    ['{{unicorn 1}}', 'unknown helper'],
    ['{{label}}', 'is a helper'],
  ])('%s is refused', (source, cause) => {
    const problems = inspectTemplate('sample', source, {
      partials: ['alert'],
      helpers: ['t', 'icon', 'badge', 'wrap', 'label'],
      texts: {},
    });
    expect(problems.join()).toContain(cause);
  });

  it('every part has a sample, and no sample is left of a part that is gone', () => {
    expect(Object.keys(partSamples).sort()).toEqual([...views.partials].sort());
  });

  it.each(['fr', 'en'] as const)('every part prints in %s', (locale) => {
    for (const [name, params] of Object.entries(partSamples)) {
      const html = views.renderPartial(name, params, sampleChrome(locale)).replaceAll(/data-t-[\w-]+="[^"]*"/g, ''); // words the scripts fill
      expect([name, /\[object|undefined|NaN|\{\w+\}/.exec(html)?.[0]]).toEqual([name, undefined]);
    }
  });

  it.each(['fr', 'en'] as const)('every standing and error page prints in %s, with one h1 and ids used once', (locale) => {
    for (const [name, { view, ...frame }] of Object.entries(pageSamples)) {
      const html = views.renderPage(name, { view, chrome: sampleChrome(locale, frame) });
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect([name, html.match(/<h1\b/g)?.length, ids.length]).toEqual([name, 1, new Set(ids).size]);
      expect([name, /\[object|undefined|NaN|>\{\w+\}/.exec(html)?.[0]]).toEqual([name, undefined]);
    }
  });

  it('escapes what people typed', () => {
    const html = views.renderPartial('field/textarea', { name: 'x', label: 'X', value: '</textarea><script>' }, sampleChrome('fr'));
    expect(html).not.toContain('<script>');
  });

  it('keeps typed text as it is: the first line break and the indentation too', () => {
    const html = views.renderPartial('field/textarea', { name: 'x', label: 'X', value: '\n  a' }, sampleChrome('fr'));
    expect(html).toContain('>\n\n  a</textarea>');
  });

  it('ties a refused field to its message and to the summary', () => {
    const chrome = sampleChrome('fr');
    expect(views.renderPartial('error-summary', { form: refused }, chrome)).toContain('href="#f-email"');
    const html = views.renderPartial('field/input', { form: refused, name: 'email', label: 'Adresse' }, chrome);
    expect(html).toContain('id="f-email"');
    expect(html).toContain('aria-describedby="f-email-error"');
  });

  it('never shows a typed password again', () => {
    const form = { values: { password: 'hunter2' }, errors: [] };
    expect(views.renderPartial('field/input', { form, name: 'password', type: 'password', label: 'x' }, sampleChrome('fr'))).not.toContain(
      'hunter2',
    );
  });

  it('asks for a form token only when the page has a form', () => {
    let asked = 0;
    const formToken = (): string => `jeton-${(asked += 1)}`;
    views.renderPage('home/legal', { view: {}, chrome: sampleChrome('fr', { formToken }) });
    expect(asked).toBe(0);
  });

  it('refuses an unknown template', () => {
    expect(() => views.renderPage('no/such', { view: {}, chrome: sampleChrome('fr') })).toThrow('no/such');
  });
});
