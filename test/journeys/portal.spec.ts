import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { Browser } from '../support/browser.js';
import { testPortal } from '../support/portal.js';

const portal = await testPortal();

describe('the portal refuses in the words of the reader', () => {
  it('shows an unknown address as a page, in the language of the address', async () => {
    const french = await request(portal.server).get('/nulle-part');
    expect(french.status).toBe(404);
    expect(french.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(french.text).toContain('lang="fr"');
    const english = await request(portal.server).get('/en/nowhere');
    expect(english.status).toBe(404);
    expect(english.text).toContain('lang="en"');
  });

  it('answers the API with problem details and a reference', async () => {
    const answer = await request(portal.server).get('/api/v1/nowhere');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const problem = JSON.parse(answer.text) as { code: string; instance: string };
    expect(problem.code).toBe('not-found');
    expect(problem.instance).toBe(answer.headers['x-request-id']);
  });

  it('refuses a form without its token, and a request from another site', async () => {
    const bare = await request(portal.server).post('/connexion').type('form').send({ email: 'x@example.fr' });
    expect(bare.status).toBe(403);
    const foreign = await request(portal.server).post('/api/v1/anything').set('Origin', 'https://elsewhere.example').send({});
    expect(foreign.status).toBe(403);
  });

  it.each(['null', 'elsewhere', 'https://elsewhere.example', ''])('refuses a write whose origin is « %s »', async (origin) => {
    const answer = await request(portal.server).post('/api/v1/session').set('Origin', origin).send({});
    expect(answer.status).toBe(403);
  });

  it('tells its own pages, and nobody else, from which page a form comes', async () => {
    const { headers } = await request(portal.server).get('/connexion');
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  it('sends a refused form back to this portal only, whatever the page it says it comes from', async () => {
    const browser = new Browser(portal);
    const shown = await browser.get('/connexion');
    const token = /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
    const answer = await request(portal.server)
      .post('/connexion')
      .type('form')
      .set({
        Host: browser.host,
        Referer: `http://${browser.host}//elsewhere.example/x`,
        Cookie: `guichet_csrf=${browser.cookie('guichet_csrf')}`,
      })
      .send({ _csrf: token });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/elsewhere.example/x');
  });

  it.each(['\0', '\ud800'])('refuses what cannot be stored (%j), as a form and as JSON, and stays up', async (odd) => {
    const browser = new Browser(portal);
    const form = await browser.send('/connexion', { email: `a${odd}@example.fr`, password: odd }, '/connexion');
    expect(form.status).toBe(303);
    const again = await browser.follow('/connexion');
    expect(again.status).toBe(200);
    const json = await request(portal.server).post('/api/v1/session').send({ email: 'a@example.fr', password: odd, more: odd });
    expect(json.status).toBe(422);
  });

  it('refuses an input nested without end', async () => {
    const deep = `{"email":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await request(portal.server).post('/api/v1/session').type('json').send(deep);
    expect(answer.status).toBe(422);
  });

  it.each(['/catalogue/%00', '/criteres/%00/%00', '/verifier/%00', '/api/v1/solutions/%00', '/api/v1/certificates/%00'])(
    'knows no address with a character that no name can hold: %s',
    async (address) => expect((await request(portal.server).get(address)).status).toBe(404),
  );

  it('allows no inline script or style, no frame and no other host', async () => {
    const { headers } = await request(portal.server).get('/nulle-part');
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('publishes its API as OpenAPI 3.1', async () => {
    const answer = await request(portal.server).get('/api/openapi.json');
    expect(answer.status).toBe(200);
    expect((JSON.parse(answer.text) as { openapi: string }).openapi).toBe('3.1.0');
  });
});
