import { Organisation, OrganisationIdentifier } from '#accounts';
import { Call, CallPackage, type Workflow } from '#calls';
import { Answer, Candidature, CandidaturePackage, Chapter } from '#candidatures';
import { type PackageDocument, PackagesService } from '#criteria';
import { newId, system, transact } from '#platform';
import { type Outcome, Verdict } from '#review';
import { Solution, SolutionVersion } from '#solutions';
import type { TestDatabase } from './database.js';
import { makePerson } from './people.js';

/** What matters of a reviewed candidature to a test. */
export interface ReviewedFacts {
  /** Verdicts of the two mandatory requirements and of the recommended one; null: nobody judged it. */
  readonly verdicts?: readonly [Outcome | null, Outcome | null, Outcome | null];
  readonly workflow?: Partial<Workflow>;
  readonly validityMonths?: number;
  /** A call that already exists, to have two vendors under it. */
  readonly callId?: string;
  /** Scores the package declares. */
  readonly scores?: PackageDocument['scores'];
}

const workflow: Workflow = {
  stages: ['admission', 'evidence', 'review', 'clarification', 'decision', 'publication'],
  decider: 'agency',
  fourEyes: true,
  reservations: true,
  silence: 'none',
  silenceMonths: 0,
  reviewDays: 60,
  clarificationDays: 15,
  financing: true,
  requiredApprovals: [],
};

const text = { fr: 'Texte', en: 'Text' };
const requirement = (key: string, obligation: 'must' | 'may') => ({
  key,
  section: 'A',
  domain: 'security' as const,
  obligation,
  statement: text,
});

/** A package of two mandatory requirements and one recommended, published. */
async function makePackage(database: TestDatabase, code: string, scores: PackageDocument['scores'] = []): Promise<void> {
  const document: PackageDocument = {
    format: 1,
    code,
    version: '1.0',
    domain: 'security',
    title: { fr: code },
    sections: [{ key: 'A', title: text }],
    profiles: [],
    requirements: [requirement('A.01', 'must'), requirement('A.02', 'must'), requirement('A.03', 'may')],
    scenarios: [],
    evidence: [],
    scores,
  };
  const file = { path: `security/${code}-1.0.json`, bytes: Buffer.from(JSON.stringify(document)) };
  await transact(database.portal, { actor: system('test') }, (ctx) => new PackagesService().loadFolder(ctx, [file]));
}

/** A candidature whose review is closed, with its vendor, its verifier and its verdicts. */
export async function makeReviewed(database: TestDatabase, facts: ReviewedFacts = {}) {
  const { verdicts = ['conform', 'conform', 'minor'], validityMonths = 36 } = facts;
  const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
  const verifier = await makePerson(database.portal, { role: 'verifier' });
  const code = `PKG-${newId().toUpperCase()}`;
  await makePackage(database, code, facts.scores);
  return transact(database.portal, { actor: system('test') }, async (ctx) => {
    const { organisationId } = vendor;
    const at = ctx.now;
    const [ids] = [{ call: facts.callId ?? newId(), solution: newId(), version: newId(), candidature: newId(), chapter: newId() }];
    const requirements = await ctx.tx.query<{ id: string; packageVersionId: string }[]>(
      `SELECT r.id, r.package_version_id AS "packageVersionId" FROM requirement r JOIN package_version v ON v.id = r.package_version_id
         JOIN package p ON p.id = v.package_id WHERE p.code = $1 ORDER BY r.position`,
      [code],
    );
    const [{ packageVersionId }] = requirements;
    const siren = String(Date.now()).slice(-9);
    await ctx.tx.insert(OrganisationIdentifier, { organisationId, scheme: 'siren', value: siren, verifiedAt: at });
    if (facts.callId === undefined)
      await ctx.tx.insert(Call, {
        ...{ id: ids.call, code: `CALL-${ids.call}`, title: text, procedure: 'segur', lane: 'MDV', softwareType: 'LGC', wave: 'Va2' },
        ...{ workflow: { ...workflow, ...facts.workflow }, validityMonths, charterVersion: '1', status: 'open', createdAt: at },
      });
    await ctx.tx.insert(CallPackage, { callId: ids.call, packageVersionId });
    await ctx.tx.insert(Solution, {
      ...{ id: ids.solution, organisationId, name: 'Corvane Cabinet', slug: `corvane-${ids.solution}`, softwareType: 'LGC', nil: null },
      ...{ status: 'active', createdAt: at },
    });
    await ctx.tx.insert(SolutionVersion, {
      ...{ id: ids.version, solutionId: ids.solution, organisationId, label: '8.2.0', technicalNumber: '8.2.0.4417' },
      ...{ status: 'candidate', createdAt: at },
    });
    await ctx.tx.insert(Candidature, {
      ...{ id: ids.candidature, organisationId, number: `CAN-${ids.candidature}`, solutionVersionId: ids.version, callId: ids.call },
      ...{ status: 'reviewed', statusAt: at, filedAt: at, admissibleAt: at, completeAt: at, createdBy: vendor.accountId, createdAt: at },
    });
    const owned = { candidatureId: ids.candidature, organisationId };
    await ctx.tx.insert(CandidaturePackage, { ...owned, packageVersionId });
    await ctx.tx.insert(Chapter, {
      ...owned,
      id: ids.chapter,
      packageVersionId,
      sectionKey: 'A',
      position: 1,
      status: 'validated',
      updatedAt: at,
    });
    for (const [position, { id: requirementId }] of requirements.entries()) {
      const answerId = newId();
      const answer = { id: answerId, chapterId: ids.chapter, requirementId, claim: 'conform' as const, text: 'Fait.', updatedAt: at };
      await ctx.tx.insert(Answer, { ...owned, ...answer });
      const outcome = verdicts[position];
      if (!outcome) continue;
      const judged = { answerId, requirementId, packageVersionId, sectionKey: 'A', answerVersion: 1, evidenceVersionIds: [], pins: [], at };
      const reason = outcome === 'conform' ? null : 'La capture ne montre pas la bonne version.';
      await ctx.tx.insert(Verdict, { ...owned, ...judged, id: newId(), accountId: verifier.accountId, outcome, reason, supersedes: null });
    }
    return { ...ids, vendor, verifier, siren };
  });
}

/** Marks an organisation as invented: all it issues says that it is worth nothing. */
export async function makeInvented(database: TestDatabase, organisationId: string): Promise<void> {
  await transact(database.portal, { actor: system('test') }, (ctx) =>
    ctx.tx.update(Organisation, { id: organisationId }, { demonstration: true }),
  );
}
