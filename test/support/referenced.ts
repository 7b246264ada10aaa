import { CertificatesService, DecisionQueries, DecisionsService, DelegationsService } from '#decisions';
import { newSigningKey, system } from '#platform';
import { Organisation } from '#accounts';
import { Call } from '#calls';
import { Solution, type SolutionTexts } from '#solutions';
import type { Type } from '@nestjs/common';
import type { TestDatabase } from './database.js';
import { as, makeOrganisation, makePerson } from './people.js';
import { makeReviewed, type ReviewedFacts } from './reviewed.js';

/** What matters of a referenced product to a test. */
export interface ReferencedFacts extends ReviewedFacts {
  readonly name?: string;
  readonly slug?: string;
  readonly vendor?: string;
  readonly softwareType?: string;
  readonly lane?: string;
  readonly wave?: string;
  readonly texts?: SolutionTexts;
  /** Whether the PDF and the credential are made. */
  readonly isIssued?: boolean;
}

/** Takes candidatures to their certificate, with people of one agency. Call it once a file. */
export async function referencingDesk(database: TestDatabase, find: <T>(type: Type<T>) => T) {
  const [decisions, queries, certificates] = [find(DecisionsService), find(DecisionQueries), find(CertificatesService)];
  const agency = await makeOrganisation(database.portal, { kind: 'agency', name: 'Agence Repère' });
  const lead = await makePerson(database.portal, { role: 'lead', organisationId: agency });
  const decider = await makePerson(database.portal, { role: 'decider', organisationId: agency });
  const delegation = { accountId: decider.accountId, capacity: 'Directrice', actReference: 'Décision 2026-12' };
  await as(database.portal, system('test'), (ctx) => find(DelegationsService).grant(ctx, delegation));
  const key = newSigningKey('Ed25519');

  /** A referenced product; the catalogue has not heard of it yet. */
  async function makeReferenced(facts: ReferencedFacts = {}) {
    const { name, slug, vendor, softwareType, texts, lane, wave, isIssued = true } = facts;
    const file = await makeReviewed(database, facts);
    await as(database.worker, system('test'), async (ctx) => {
      const sheet = { ...(name && { name }), ...(slug && { slug }), ...(softwareType && { softwareType }), ...(texts && { texts }) };
      if (Object.keys(sheet).length > 0) await ctx.tx.update(Solution, { id: file.solution }, sheet);
    });
    await as(database.portal, system('test'), async (ctx) => {
      if (vendor) await ctx.tx.update(Organisation, { id: file.vendor.organisationId }, { name: vendor });
      if (lane || wave) await ctx.tx.update(Call, { id: file.call }, { ...(lane && { lane }), ...(wave && { wave }) });
    });
    const proposal = await as(database.portal, lead, (ctx) => decisions.propose(ctx, file.candidature, { outcome: 'referenced' }));
    const decision = await as(database.portal, decider, (ctx) =>
      decisions.take(ctx, file.candidature, { proposalId: proposal.id, choice: 'confirm' }),
    );
    const { certificate } = await as(database.portal, decider, (ctx) => queries.byId(ctx, decision.id));
    if (certificate === null) throw new Error('no certificate');
    const drawn = { pdf: Buffer.from(`%PDF-1.4 ${certificate.number}`), chromium: 'HeadlessChrome/1', fonts: ['font@1'] };
    if (isIssued) await as(database.worker, system('test'), (ctx) => certificates.issue(ctx, certificate.id, drawn, key));
    return { ...file, decision, certificate };
  }

  return { agency, lead, decider, certificates, makeReferenced };
}
