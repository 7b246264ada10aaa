import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { testPortal } from '../support/portal.js';

const portal = await testPortal();

const get = (path: string, cookie: readonly string[] = []) =>
  request(portal.server)
    .get(path)
    .set('Cookie', [...cookie]);

/** The token of the first form of a page, and the cookies that go with it. */
async function formOf(path: string): Promise<{ token: string; cookies: string[] }> {
  const answer = await get(path);
  const set = answer.headers['set-cookie'] as unknown as string[] | undefined; // supertest types every header as one string
  return { token: /name="_csrf" value="([^"]+)"/.exec(answer.text)?.[1] ?? '', cookies: (set ?? []).map((cookie) => cookie.split(';')[0]) };
}

describe('the pages everyone can read', () => {
  it.each(['/', '/aide', '/accessibilite', '/mentions-legales', '/donnees-personnelles', '/plan-du-site', '/parametres-affichage'])(
    '%s is there in French and in English, each naming the other',
    async (path) => {
      const french = await get(path);
      const english = await get(path === '/' ? '/en' : `/en${path}`);
      expect([french.status, english.status]).toEqual([200, 200]);
      expect(french.text).toContain('<html lang="fr"');
      expect(english.text).toContain('<html lang="en"');
      expect(french.text).toContain(`hreflang="en" href="${path === '/' ? '/en' : `/en${path}`}"`);
      expect(english.text).toContain(`hreflang="fr" href="${path}"`);
    },
  );

  it('the home page sets no cookie on a visitor', async () => {
    expect((await get('/')).headers['set-cookie']).toBeUndefined();
  });

  it('loads its stylesheet, scripts and fonts from the portal, for a year when they carry their mark', async () => {
    const { text } = await get('/');
    const addresses = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address.replace('&#x3D;', '='));
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    for (const address of addresses) expect([address, (await get(address)).status]).toEqual([address, 200]);
    const marked = await get(addresses.find((address) => address.includes('guichet.css?v=')) ?? '');
    expect(marked.headers['cache-control']).toContain('immutable');
    const font = /url\((\/fonts\/[^)]+)\)/.exec(marked.text)?.[1] ?? '';
    expect((await get(font)).status).toBe(200);
    expect((await get('/assets/js/autosave.js')).headers['cache-control']).not.toContain('immutable');
  });

  it('keeps the colours a visitor chooses, without any script', async () => {
    const { token, cookies } = await formOf('/parametres-affichage');
    const chosen = await request(portal.server)
      .post('/parametres-affichage')
      .set('Cookie', cookies)
      .type('form')
      .send({ _csrf: token, scheme: 'dark', locale: 'en', back: '/aide' });
    expect([chosen.status, chosen.headers['location']]).toEqual([303, '/en/aide']);
    const scheme = (chosen.headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';')[0]); // one string per cookie
    expect(scheme).toContain('guichet_scheme=dark');
    expect((await get('/en/aide', scheme)).text).toContain('data-fr-scheme="dark"');
  });

  it.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example'])('never leaves the portal for %s', async (back) => {
    const { token, cookies } = await formOf('/parametres-affichage');
    const answer = await request(portal.server)
      .post('/parametres-affichage')
      .set('Cookie', cookies)
      .type('form')
      .send({ _csrf: token, scheme: 'dark', back });
    expect(answer.headers['location'] ?? '').not.toContain('elsewhere');
    expect((await get(`/parametres-affichage?retour=${encodeURIComponent(back)}`)).text).toContain(
      'name="back" value="/parametres-affichage"',
    );
  });
});
