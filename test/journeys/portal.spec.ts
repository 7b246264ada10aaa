import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
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
