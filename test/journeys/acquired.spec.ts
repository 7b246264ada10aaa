import { describe, expect, it } from '@jest/globals';
import { Candidature, CandidaturesModule, Chapter } from '#candidatures';
import { CriteriaModule } from '#criteria';
import { AcquisitionService, DecisionsModule } from '#decisions';
import { system } from '#platform';
import { ReviewModule } from '#review';
import { makeTarget } from '../support/acquired.js';
import { Browser, declareNone, signedInBrowser } from '../support/browser.js';
import { as, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { referencingDesk } from '../support/referenced.js';
import { openRooms } from '../support/rooms.js';
import { countStatements } from '../support/statements.js';

const portal = await testPortal();
const { database } = portal;
const find = await openRooms([CriteriaModule, CandidaturesModule, ReviewModule, DecisionsModule]);
const desk = await referencingDesk(database, find);

describe('a vendor whose product was already found conform elsewhere', () => {
  it('asks for the result, has nothing to deposit, sees it lapse with its origin, and the agency follows', async () => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(database, file);
    const vendor = await signedInBrowser(portal, file.vendor);
    const address = `/candidatures/${target.candidature}/exigences/${target.keys['B.01']}`;
    const { result: offered, statements } = await countStatements(database.portal, () => vendor.get(address));
    expect(statements).toBeLessThanOrEqual(25);
    for (const words of ['Acquis par équivalence', 'Demander ce résultat', file.certificate.number, 'couvre'])
      expect(offered.text).toContain(words);

    const other = await signedInBrowser(portal, (await desk.makeReferenced()).vendor);
    expect((await other.get(address)).status).toBe(404);
    expect((await other.send(`${address}/equivalence`, {}, '/candidatures')).status).toBe(404);
    expect((await new Browser(portal).get(address)).text).not.toContain(file.certificate.number);

    expect((await vendor.send(`${address}/equivalence`, {}, address)).status).toBe(303);
    const acquired = await vendor.get(address);
    expect(acquired.text).toContain('il n’y a rien à déposer');
    expect(acquired.text).not.toContain('Demander ce résultat');
    expect((await vendor.get(`/candidatures/${target.candidature}/exigences`)).text).toContain('Acquise par équivalence');
    expect((await vendor.get(`/en${address}`)).status).not.toBe(500);
    await vendor.send(`${address}/equivalence/verification`, {}, address);
    expect((await vendor.get(address)).text).toContain('le résultat tient');

    await as(database.portal, system('test'), async (ctx) => {
      await ctx.tx.update(Candidature, { id: target.candidature }, { status: 'in_review', completeAt: ctx.now });
      await ctx.tx.update(Chapter, { candidatureId: target.candidature }, { status: 'submitted' });
    });
    const verifier = await signedInBrowser(portal, await makePerson(database.portal, { role: 'verifier', organisationId: desk.agency }));
    await declareNone(verifier, target.candidature);
    const judged = `/agence/candidatures/${target.candidature}/evaluation/${target.keys['B.01']}`;
    const onDesk = await verifier.get(judged);
    for (const words of ['Un verdict donné dans ce dossier l’emporte toujours', 'Revérifier', 'A.01']) expect(onDesk.text).toContain(words);
    expect((await verifier.get(`/agence/candidatures/${target.candidature}/evaluation`)).headers['location']).toContain(
      target.keys['B.02'],
    );
    expect((await verifier.get(`/agence/candidatures/${target.candidature}/synthese`)).text).toContain(file.certificate.number);

    await as(database.portal, system('test'), (ctx) => ctx.tx.update(Candidature, { id: target.candidature }, { status: 'decided' }));
    await as(database.portal, desk.decider, (ctx) =>
      desk.certificates.act(ctx, file.certificate.id, 'suspend', { ground: 'precaution', motive: 'Enquête' }),
    );
    await verifier.send(`${judged}/equivalence/verification`, {}, judged);
    expect((await verifier.get(judged)).text).toContain('ne tient plus');
    await as(database.worker, system('test'), (ctx) =>
      find(AcquisitionService).follow(ctx, { name: 'certificate.suspend', subjectId: file.certificate.id, data: {} }),
    );
    expect((await vendor.get(address)).text).toContain('le certificat d’origine est suspendu');
    const fallen = await verifier.get('/agence/equivalences');
    expect(fallen.text).toContain('Résultats acquis tombés après la décision');
    expect(fallen.text).toMatch(/href="\/agence\/referentiels"[^>]*aria-current/);
  });
});
