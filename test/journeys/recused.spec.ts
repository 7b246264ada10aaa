import { beforeAll, describe, expect, it } from '@jest/globals';
import { DecisionsModule, DecisionsService } from '#decisions';
import type { Actor, Role } from '#platform';
import { Browser, signedInBrowser } from '../support/browser.js';
import { as, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { referencingDesk } from '../support/referenced.js';
import { makeReviewed } from '../support/reviewed.js';

const portal = await testPortal();
const find = <T>(type: new (...parts: never[]) => T): T => portal.app.select(DecisionsModule).get(type);
const desk = await referencingDesk(portal.database, find);
const person = (role: Role): Promise<Actor & { accountId: string }> =>
  makePerson(portal.database.portal, { role, organisationId: desk.agency }) as Promise<Actor & { accountId: string }>; // people have accounts

/** Someone of the agency who has declared an interest in a file, in front of a browser. */
async function recused(role: Role, candidature: string): Promise<Browser> {
  const browser = await signedInBrowser(portal, await person(role));
  const told = await browser.json('post', `/api/v1/candidatures/${candidature}/review/interests/file`, { reason: 'family' });
  expect(told.status).toBe(204);
  return browser;
}

describe('who declared an interest in a file sees nothing of what followed it', () => {
  let decided: Awaited<ReturnType<typeof desk.makeReferenced>>;
  let proposed: Awaited<ReturnType<typeof makeReviewed>>;
  beforeAll(async () => {
    decided = await desk.makeReferenced();
    proposed = await makeReviewed(portal.database);
    await as(portal.database.portal, desk.lead, (ctx) =>
      find(DecisionsService).propose(ctx, proposed.candidature, { outcome: 'referenced' }),
    );
  });

  it.each(['verifier', 'agency_officer', 'lead', 'decider'] as const)('a decision, its letter and its file, for a %s', async (role) => {
    const browser = await recused(role, decided.candidature);
    const { id, number } = decided.decision;
    for (const address of [`/decisions/${id}`, `/api/v1/decisions/${id}`, `/api/v1/decisions/${id}/dossier`]) {
      expect([address, (await browser.get(address)).status]).toEqual([address, 404]);
    }
    const list = await browser.get('/api/v1/decisions');
    expect(list.status).toBe(200);
    expect(list.text).not.toContain(number);
  });

  it.each(['lead', 'decider'] as const)('a proposal that waits, for a %s', async (role) => {
    const browser = await recused(role, proposed.candidature);
    const path = `candidatures/${proposed.candidature}`;
    expect((await browser.get(`/api/v1/${path}/proposal`)).status).toBe(404);
    expect((await browser.get(`/agence/${path}/decision`)).status).toBe(404);
    const waiting = await browser.get('/agence/decisions');
    expect(waiting.status).toBe(200);
    expect(waiting.text).not.toContain(proposed.candidature);
  });

  it('while a colleague without interest reads them', async () => {
    const browser = await signedInBrowser(portal, await person('lead'));
    expect((await browser.get(`/api/v1/decisions/${decided.decision.id}`)).status).toBe(200);
    expect((await browser.get('/agence/decisions')).text).toContain(proposed.candidature);
  });
});
