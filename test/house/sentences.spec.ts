import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { filesBelow, literalSentences, missingLanguages, root } from '../support/house.js';

const tables = [...filesBelow('libs', '.messages.ts'), ...filesBelow('apps', '.messages.ts'), ...filesBelow('libs', '.lifecycle.ts')];

describe('sentences', () => {
  it.each(tables)('%s has French and English everywhere', async (path) => {
    const table: unknown = await import(pathToFileURL(join(root, path)).href);
    expect(missingLanguages(table, path)).toEqual([]);
  });

  it('no template writes a sentence of its own', () => {
    const found = filesBelow('apps/portal/views', '.hbs').flatMap((path) => literalSentences(path, readFileSync(join(root, path), 'utf8')));
    expect(found).toEqual([]);
  });

  it('a sentence in one language would be seen', () => {
    expect(missingLanguages({ a: { fr: 'Bonjour' }, b: { fr: 'Oui', en: 'Yes' }, c: { fr: 'Non', en: ' ' } }, 'x')).toEqual(['x.a', 'x.c']);
  });

  it.each(['<p>Bonjour {{name}}</p>', '<img src="x" alt="Un logo">', '<a href="/x">{{t "a"}} ici</a>'])(
    'a literal sentence would be seen: %s',
    (template) => {
      expect(literalSentences('x', template)).toHaveLength(1);
    },
  );

  it('a template of keys is clean', () => {
    expect(
      literalSentences('x', '<p class="fr-text" {{#if a}}hidden{{/if}}>{{t "a.b"}} : <b>{{x}}</b> &nbsp;→</p>{{!-- a comment --}}'),
    ).toEqual([]);
  });
});
