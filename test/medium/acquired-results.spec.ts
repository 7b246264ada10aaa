import { describe, expect, it } from '@jest/globals';
import {
  AcquiredResultQueries,
  AcquiredResultService,
  Answer,
  Candidature,
  CandidaturesModule,
  Chapter,
  CompletionService,
  DossierQueries,
  Receipt,
  receiptHash,
} from '#candidatures';
import { CriteriaModule, MappingsService } from '#criteria';
import { AcquisitionService, DecisionFileQueries, DecisionsModule, dossierHash, groundsOf, obstaclesTo } from '#decisions';
import { newId, system, type Actor, type Ctx } from '#platform';
import { ReviewModule, SynthesisQueries, Verdict, type Outcome } from '#review';
import { makeTarget as makeTargetOf, type Target } from '../support/acquired.js';
import { testDatabase } from '../support/database.js';
import { as, makePerson } from '../support/people.js';
import { referencingDesk } from '../support/referenced.js';
import { openRooms } from '../support/rooms.js';
import { countStatements } from '../support/statements.js';

const database = await testDatabase();
const find = await openRooms([CriteriaModule, CandidaturesModule, ReviewModule, DecisionsModule]);
const desk = await referencingDesk(database, find);
const [acquisitions, results, queries] = [find(AcquisitionService), find(AcquiredResultService), find(AcquiredResultQueries)];
const [dossiers, syntheses, mappings] = [find(DossierQueries), find(SynthesisQueries), find(MappingsService)];
const portal = <T>(actor: Actor, use: (ctx: Ctx) => Promise<T>) => as(database.portal, actor, use);
const worker = <T>(use: (ctx: Ctx) => Promise<T>) => as(database.worker, system('test'), use);
type File = Awaited<ReturnType<typeof desk.makeReferenced>>;
const makeTarget = (file: File) => makeTargetOf(database, file);

const acquire = (target: Target, key = 'B.01') =>
  portal(target.vendor, (ctx) => acquisitions.acquire(ctx, target.candidature, target.keys[key]));
const gaps = async (target: Target) =>
  (await portal(target.vendor, (ctx) => dossiers.completeness(ctx, { id: target.candidature, admissibleAt: ctx.now }))).gaps.map(
    ({ kind, reference }) => `${kind} ${reference}`,
  );
const live = async (target: Target) => (await worker((ctx) => queries.live(ctx, target.candidature))).size;
const move = (target: Target, status: Candidature['status']) =>
  portal(system('test'), (ctx) => ctx.tx.update(Candidature, { id: target.candidature }, { status, completeAt: ctx.now }));
const suspend = (file: File) =>
  portal(desk.decider, (ctx) => desk.certificates.act(ctx, file.certificate.id, 'suspend', { ground: 'precaution', motive: 'Enquête' }));
const follow = (name: string, subjectId: string, data: Record<string, unknown> = {}) =>
  worker((ctx) => acquisitions.follow(ctx, { name, subjectId, data }));

/** A verdict on the target itself, by someone of the agency. */
async function judge(target: Target, key: string, outcome: Outcome): Promise<void> {
  const verifier = await makePerson(database.portal, { role: 'verifier', organisationId: desk.agency });
  await portal(system('test'), async (ctx) => {
    const answer = await ctx.tx.findOneByOrFail(Answer, { candidatureId: target.candidature, requirementId: target.keys[key] });
    const { packageVersionId } = await ctx.tx.findOneByOrFail(Chapter, { id: answer.chapterId });
    await ctx.tx.insert(Verdict, {
      ...{ id: newId(), answerId: answer.id, requirementId: answer.requirementId, candidatureId: target.candidature, packageVersionId },
      ...{ organisationId: answer.organisationId, sectionKey: 'B', accountId: verifier.accountId, outcome, reason: 'Motif' },
      ...{ answerVersion: 1, evidenceVersionIds: [], pins: [], at: ctx.now, supersedes: null },
    });
  });
}

describe('a result acquired by equivalence', () => {
  it('is offered where a source was judged conform, and nothing is left to deposit once it is acquired', async () => {
    const file = await desk.makeReferenced({ verdicts: ['conform', 'conform', 'minor'] });
    const target = await makeTarget(file);
    expect(await gaps(target)).toEqual(['answer B.01', 'answer B.02']);
    const offered = await portal(target.vendor, (ctx) => acquisitions.acquirable(ctx, target.candidature));
    expect([...offered.keys()]).toEqual([target.keys['B.01']]); // A.03 has a gap: it gives nothing
    const result = await acquire(target);
    const [verdict] = file.decision.dossier.entries.flatMap(({ requirementKey, verdict: given }) =>
      requirementKey === 'A.01' && given ? [given] : [],
    );
    expect(result).toMatchObject({
      mappingIds: [target.mapping],
      certificateIds: [file.certificate.id],
      verdictIds: [verdict.id],
      path: { relation: 'superset', origins: [{ key: 'A.01', certificate: file.certificate.number, decision: file.decision.number }] },
    });
    expect(await gaps(target)).toEqual(['answer B.02']);
    await expect(acquire(target)).rejects.toMatchObject({ code: 'acquired.already' });
    await expect(acquire(target, 'B.02')).rejects.toMatchObject({ code: 'acquired.nothing' });
    await portal(target.vendor, (ctx) => results.renounce(ctx, target.candidature, target.keys['B.01']));
    expect(await gaps(target)).toEqual(['answer B.01', 'answer B.02']);
    await acquire(target); // given up, it may be asked again
  });

  it('comes from the same product and vendor only: another one finds, acquires and sees nothing', async () => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(file);
    await acquire(target);
    const other = await desk.makeReferenced();
    const foreign = await makeTarget({ ...file, vendor: other.vendor, version: other.version });
    expect((await portal(other.vendor, (ctx) => acquisitions.acquirable(ctx, foreign.candidature))).size).toBe(0);
    await expect(acquire(foreign)).rejects.toMatchObject({ code: 'acquired.nothing' });
    const tried: readonly ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx: Ctx) => acquisitions.acquirable(ctx, target.candidature),
      (ctx: Ctx) => acquisitions.acquire(ctx, target.candidature, target.keys['B.01']),
      (ctx: Ctx) => results.renounce(ctx, target.candidature, target.keys['B.01']),
    ];
    for (const use of tried) await expect(portal(other.vendor, use)).rejects.toMatchObject({ kind: 'not_found' });
    expect(await portal(other.vendor, (ctx) => queries.live(ctx, target.candidature))).toEqual(new Map());
  });

  it('is read, found and kept in a bounded number of statements', async () => {
    const target = await makeTarget(await desk.makeReferenced());
    const count = async (use: (ctx: Ctx) => Promise<unknown>) =>
      (await countStatements(database.portal, () => portal(target.vendor, use))).statements;
    expect(await count((ctx) => acquisitions.acquirable(ctx, target.candidature))).toBeLessThanOrEqual(3);
    expect(await count((ctx) => acquisitions.acquire(ctx, target.candidature, target.keys['B.01']))).toBeLessThanOrEqual(12);
  });

  it('never changes: the database lets it lapse, once, and nothing else', async () => {
    const target = await makeTarget(await desk.makeReferenced());
    const { id } = await acquire(target);
    const update = (set: string) =>
      database.owner
        .query(`SELECT set_config('guichet.scope', 'all', false)`)
        .then(() => database.owner.query(`UPDATE acquired_result SET ${set} WHERE id = $1`, [id]));
    await expect(update(`path = '{}'`)).rejects.toThrow('only lapses');
    await expect(update(`lapsed_at = now()`)).rejects.toThrow('acquired_result_lapse');
    await expect(
      portal(target.vendor, (ctx) => ctx.tx.query(`UPDATE acquired_result SET path = '{}' WHERE id = $1`, [id])),
    ).rejects.toThrow('permission denied');
  });
});

describe('the review and the decision', () => {
  it('count it as conform where no verdict exists; a verdict given in the file always wins', async () => {
    const target = await makeTarget(await desk.makeReferenced());
    await acquire(target);
    await move(target, 'in_review');
    const read = () => portal(system('test'), (ctx) => syntheses.synthesis(ctx, target.candidature));
    const first = await read();
    expect([first.outcome.verdict, first.pending.map(({ number }) => number)]).toEqual(['pending', ['B.02']]);
    expect(first.chapters[0].tally).toMatchObject({ total: 2, judged: 1 });
    expect(first.answers[0].acquired?.path.origins[0].key).toBe('A.01');
    await judge(target, 'B.02', 'conform');
    expect((await read()).outcome.verdict).toBe('conform');
    await judge(target, 'B.01', 'major');
    const last = await read();
    expect([last.outcome.verdict, last.blocking.map(({ number }) => number)]).toEqual(['not_conform', ['B.01']]);
  });

  it('say where it comes from, in the grounds, and nothing stands in the way', async () => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(file);
    await acquire(target);
    await judge(target, 'B.02', 'conform');
    const { dossier } = await portal(system('test'), (ctx) => find(DecisionFileQueries).file(ctx, target.candidature));
    const grounds = groundsOf(dossier);
    expect(grounds[0]).toMatchObject({
      number: 'B.01',
      verdict: 'conform',
      acquired: { from: [{ fr: expect.stringContaining(file.certificate.number) }] },
    });
    expect(grounds[1].acquired).toBeUndefined();
    expect(obstaclesTo('referenced', { grounds, approvals: [], reservations: false })).toEqual([]);
  });

  it.each<[string, (file: File, target: Target) => Promise<unknown>]>([
    ['certificate is suspended', (file) => suspend(file)],
    ['mapping is withdrawn', (_, { mapping }) => portal(system('test'), (ctx) => mappings.withdraw(ctx, mapping, 'Erreur'))],
  ])('never count one whose %s, even before the job that lets it lapse has run', async (_, fall) => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(file);
    await acquire(target);
    await judge(target, 'B.02', 'conform');
    const read = async () => (await portal(desk.decider, (ctx) => find(DecisionFileQueries).file(ctx, target.candidature))).dossier;
    const before = await read();
    await fall(file, target);
    const after = await read();
    expect(groundsOf(after).map(({ number, verdict }) => [number, verdict])).toEqual([
      ['B.01', null],
      ['B.02', 'conform'],
    ]);
    expect(dossierHash(after)).not.toBe(dossierHash(before)); // a proposal made before is no longer the one to sign
    expect(await live(target)).toBe(1);
  });
});

describe('it lapses with its origin', () => {
  it('when the certificate is suspended: the need is back, once, however often the job runs', async () => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(file);
    const result = await acquire(target);
    expect(await worker((ctx) => acquisitions.recheck(ctx, result))).toBeNull();
    await suspend(file);
    expect(await portal(target.vendor, (ctx) => acquisitions.recheck(ctx, result))).toBe('certificate_suspended');
    await follow('certificate.suspend', file.certificate.id);
    await follow('certificate.suspend', file.certificate.id);
    expect([await live(target), await gaps(target)]).toEqual([0, ['answer B.01', 'answer B.02']]);
    const events = await worker((ctx) =>
      ctx.tx.query<object[]>(`SELECT data FROM event WHERE name = 'acquired_result.lapse' AND subject_id = $1`, [result.id]),
    );
    expect(events).toMatchObject([{ data: { reason: 'certificate_suspended', afterDecision: false } }]);
    await expect(acquire(target)).rejects.toMatchObject({ code: 'acquired.nothing' });
  });

  it('when the mapping is withdrawn', async () => {
    const target = await makeTarget(await desk.makeReferenced());
    const { answerId } = await acquire(target);
    await portal(system('test'), (ctx) => mappings.withdraw(ctx, target.mapping, 'Erreur'));
    await follow('mapping.withdraw', target.mapping);
    expect(await worker((ctx) => queries.last(ctx, answerId))).toMatchObject({ lapseReason: 'mapping_withdrawn' });
  });

  it('when the file it comes from is reopened on appeal, and when its verdict is superseded', async () => {
    const file = await desk.makeReferenced();
    const [one, two] = [await makeTarget(file), await makeTarget(file)];
    const [first, second] = [await acquire(one), await acquire(two)];
    await portal(system('test'), async (ctx) => {
      const given = await ctx.tx.findOneByOrFail(Verdict, { id: first.verdictIds[0] });
      await ctx.tx.insert(Verdict, { ...given, id: newId(), outcome: 'minor', reason: 'Revu', supersedes: given.id } as object);
    });
    await follow('verdict.give', newId(), { supersedes: first.verdictIds[0] });
    expect(await worker((ctx) => queries.last(ctx, first.answerId))).toMatchObject({ lapseReason: 'verdict_superseded' });
    expect(await worker((ctx) => queries.last(ctx, second.answerId))).toMatchObject({ lapseReason: 'verdict_superseded' });
    const third = await makeTarget(await desk.makeReferenced());
    const result = await acquire(third);
    const [{ id: source }] = await worker((ctx) =>
      ctx.tx.query<{ id: string }[]>('SELECT candidature_id AS id FROM decision WHERE id = $1', [result.decisionIds[0]]),
    );
    await portal(system('test'), (ctx) => ctx.tx.update(Candidature, { id: source }, { status: 'in_review' }));
    await follow('candidature.appeal', source);
    expect(await live(third)).toBe(0);
    await expect(acquire(third)).rejects.toMatchObject({ code: 'acquired.nothing' });
  });

  it('and the receipt of the file says which requirements it holds by equivalence, from which certificate', async () => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(file);
    await acquire(target);
    const receipt = await portal(system('test'), async (ctx) => {
      const { candidature: candidatureId, keys } = target;
      await ctx.tx.update(Answer, { candidatureId, requirementId: keys['B.02'] }, { claim: 'conform', claimedAt: ctx.now });
      await ctx.tx.update(Chapter, { candidatureId }, { status: 'submitted' });
      await find(CompletionService).settle(ctx, await ctx.tx.findOneByOrFail(Candidature, { id: candidatureId }));
      return ctx.tx.findOneByOrFail(Receipt, { candidatureId });
    });
    const origin = { requirement: 'A.01', certificate: file.certificate.number };
    expect(receipt.content.acquired).toMatchObject([{ requirement: 'B.01', origins: [origin] }]);
    expect(receiptHash(receipt.content)).toBe(receipt.sha256);
  });

  it('and a file that was complete is open again', async () => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(file);
    await acquire(target);
    await move(target, 'complete');
    await portal(system('test'), (ctx) => ctx.tx.update(Chapter, { candidatureId: target.candidature }, { status: 'submitted' }));
    await suspend(file);
    await follow('certificate.suspend', file.certificate.id);
    const after = await worker(async (ctx) => ({
      ...(await ctx.tx.findOneByOrFail(Candidature, { id: target.candidature })),
      chapter: (await ctx.tx.findOneByOrFail(Chapter, { candidatureId: target.candidature })).status,
    }));
    expect(after).toMatchObject({ status: 'open', completeAt: null, chapter: 'reopened' });
  });

  it('after the decision: nothing is changed in silence, the agency is shown it', async () => {
    const file = await desk.makeReferenced();
    const target = await makeTarget(file);
    const result = await acquire(target);
    await move(target, 'decided');
    await suspend(file);
    await follow('certificate.suspend', file.certificate.id);
    expect(await worker((ctx) => ctx.tx.findOneByOrFail(Candidature, { id: target.candidature }))).toMatchObject({ status: 'decided' });
    const officer = await makePerson(database.portal, { role: 'agency_officer', organisationId: desk.agency });
    expect((await portal(officer, (ctx) => queries.afterDecision(ctx))).filter(({ id }) => id === result.id)).toMatchObject([
      { candidatureId: target.candidature, number: 'B.01', reason: 'certificate_suspended' },
    ]);
    expect(await portal((await desk.makeReferenced()).vendor, (ctx) => queries.afterDecision(ctx))).toEqual([]);
  });
});
