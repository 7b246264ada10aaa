import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { auditEvents, record, RootService, SealService } from '#audit';
import { newSigningKey, system, transact } from '#platform';
import { testPortal } from '../support/portal.js';

const portal = await testPortal();
const { database } = portal;

describe('the service shows its state', () => {
  it('tells machines that it lives and is ready', async () => {
    expect((await request(portal.server).get('/health')).body).toEqual({ status: 'ok' });
    const ready = await request(portal.server).get('/ready');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({ status: 'ready' });
  });

  it('shows its work, its journal and its clock to the operator only', async () => {
    for (const address of ['/exploitation', '/exploitation/journal']) {
      expect((await request(portal.server).get(address)).headers['location']).toContain('/connexion');
    }
    for (const address of ['/api/v1/operations', '/api/v1/clock']) expect((await request(portal.server).get(address)).status).toBe(401);
    expect((await request(portal.server).post('/api/v1/clock').send({ to: '2030-01-01T00:00:00Z' })).status).toBe(401);
  });

  it('publishes the roots of its journal to everyone, in both languages and for machines', async () => {
    expect((await request(portal.server).get('/journal')).text).toContain('Aucune racine publiée');
    const key = newSigningKey('ES256');
    await transact(database.portal, { actor: system('test') }, (ctx) =>
      record(ctx, auditEvents, 'delivery.retry', { subject: { type: 'event', id: 'x' }, organisationId: null }),
    );
    await transact(database.sealer, { actor: system('sealer') }, (ctx) => new SealService().seal(ctx));
    await transact(database.worker, { actor: system('test') }, (ctx) => new RootService().publish(ctx, key));
    const answer = await request(portal.server).get('/api/v1/audit/roots');
    expect(answer.status).toBe(200);
    const { roots } = answer.body as { roots: { size: number; merkleRoot: string; kid: string }[] };
    expect(roots).toMatchObject([{ size: 1, kid: key.kid }]);
    const page = await request(portal.server).get('/en/journal?fresh');
    expect(page.text).toContain(roots[0].merkleRoot);
    expect(page.text).toContain('Published roots');
  });
});
