import { describe, expect, it } from '@jest/globals';
import {
  AssignmentService,
  ClarificationService,
  ClockService,
  InterestService,
  QuestionService,
  ReviewModule,
  ReviewQueries,
  ReviewService,
  Round,
  RoundService,
  StandingQueries,
  SynthesisQueries,
  Verdict,
  VerdictService,
  type VerdictInput,
} from '#review';
import { moveClock, resetClock, system, transact, type Actor, type Ctx } from '#platform';
import { candidatureRooms } from '../support/candidatures.js';
import { testDatabase } from '../support/database.js';
import { makeOrganisation, makePerson } from '../support/people.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const rooms = await candidatureRooms(database.portal);
const { as, asPortal } = rooms;
const room = await openRooms([ReviewModule]);
const [interests, assignments, verdicts, questions] = [
  room(InterestService),
  room(AssignmentService),
  room(VerdictService),
  room(QuestionService),
];
const [rounds, clarifications, reviews, clock] = [room(RoundService), room(ClarificationService), room(ReviewService), room(ClockService)];
const [queries, standings, syntheses] = [room(ReviewQueries), room(StandingQueries), room(SynthesisQueries)];

const agency = await makeOrganisation(database.portal, { kind: 'agency', name: 'Agence Repère' });
const person = (role: 'verifier' | 'lead' | 'decider') => makePerson(database.portal, { role, organisationId: agency });
const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
const stranger = await makePerson(database.portal, { role: 'vendor_admin' });
const callId = await rooms.makeCall({ dates: { exchanges_end: '2099-03-01T11:00:00Z' } });

/** A complete candidature, without the conditional requirement. */
async function makeComplete(): Promise<string> {
  const id = await rooms.makeOpen(vendor, callId);
  await as(vendor, (ctx) => rooms.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
  const { itemId } = await rooms.makeEvidence(vendor);
  await rooms.answerAll(vendor, id, itemId);
  await rooms.submitAll(vendor, id);
  return id;
}

/** Declares that nothing stands in the way. */
const declare = (who: Actor, id: string) =>
  as(who, async (ctx) => {
    await interests.declareForCall(ctx, id, 'none');
    await interests.declareForFile(ctx, id, 'none');
  });

/** A file in review, taken by a person. */
async function makeInReview(who: Actor): Promise<string> {
  const id = await makeComplete();
  await declare(who, id);
  await as(who, (ctx) => assignments.take(ctx, id));
  return id;
}

/** Gives a verdict on a requirement by its number, on top of the one in force. */
const judge = (who: Actor, id: string, number: string, input: Partial<VerdictInput> = {}): Promise<Verdict> =>
  as(who, async (ctx) => {
    const answer = (await rooms.dossiers.answers(ctx, id)).find((one) => one.number === number);
    if (!answer) throw new Error(`no requirement ${number}`);
    const [last] = await queries.verdicts(ctx, answer.answerId);
    const state = { answerVersion: answer.version, ...(last && { supersedes: last.id }) };
    return verdicts.give(ctx, id, answer.requirementId, { outcome: 'conform', ...state, ...input });
  });

const judgeAll = async (who: Actor, id: string): Promise<void> => {
  for (const number of ['ACC.01', 'ACC.02', 'JOU.01']) await judge(who, id, number);
};
const statusOf = async (id: string): Promise<string> => (await asPortal((ctx) => rooms.lists.summary(ctx, id))).status;

describe('before the first byte', () => {
  it('nothing of a file is opened without both declarations', async () => {
    const who = await person('verifier');
    const id = await makeComplete();
    const open = () => as(who, (ctx) => standings.open(ctx, id));
    await expect(open()).rejects.toMatchObject({ code: 'review.declare-first' });
    await as(who, (ctx) => interests.declareForCall(ctx, id, 'none'));
    await expect(open()).rejects.toMatchObject({ code: 'review.declare-first' });
    await as(who, (ctx) => interests.declareForFile(ctx, id, 'none'));
    expect((await open()).standing.hasDeclared).toBe(true);
  });

  it('a file of evidence is not served either', async () => {
    const who = await person('verifier');
    const id = await makeComplete();
    const [answer] = await as(vendor, (ctx) => rooms.dossiers.answers(ctx, id));
    const [{ versionId }] = answer.evidence;
    await expect(as(who, (ctx) => queries.file(ctx, id, versionId))).rejects.toMatchObject({ code: 'review.declare-first' });
    await declare(who, id);
    expect((await as(who, (ctx) => queries.file(ctx, id, versionId))).fileName).toBe('piece.pdf');
  });

  it('a conflict hides the file, its counts and its name at once, and does not come back', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    const before = await as(who, (ctx) => rooms.lists.counts(ctx));
    await as(who, (ctx) => interests.declareForFile(ctx, id, 'former_employment'));
    await expect(as(who, (ctx) => standings.open(ctx, id))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(as(who, (ctx) => interests.declareForFile(ctx, id, 'none'))).rejects.toMatchObject({ kind: 'not_found' });
    const after = await as(who, (ctx) => rooms.lists.counts(ctx));
    expect(after.get('in_review') ?? 0).toBe((before.get('in_review') ?? 0) - 1);
    expect((await as(who, (ctx) => queries.queue(ctx))).map((line) => line.id)).not.toContain(id);
    expect(await asPortal((ctx) => queries.assignments(ctx, id))).toEqual([]);
  });

  it('a conflict with a call hides every file of it', async () => {
    const who = await person('verifier');
    const id = await makeComplete();
    await as(who, (ctx) => interests.declareForCall(ctx, id, 'shareholding'));
    expect((await as(who, (ctx) => queries.queue(ctx))).filter((line) => line.callId === callId)).toEqual([]);
  });

  it('a conflicted person is not put in charge by another', async () => {
    const [who, lead] = [await person('verifier'), await person('lead')];
    const id = await makeComplete();
    await as(who, (ctx) => interests.declareForFile(ctx, id, 'family'));
    await declare(lead, id);
    const assigning = as(lead, (ctx) => assignments.assign(ctx, id, { accountId: who.accountId, role: 'verifier' }));
    await expect(assigning).rejects.toMatchObject({ code: 'assignment.not-reviewer' });
  });

  it('declarations and verdicts do not exist for a vendor, even of its own file', async () => {
    const id = await makeInReview(await person('verifier'));
    for (const table of ['interest', 'assignment', 'verdict']) {
      expect(await as(vendor, (ctx) => ctx.tx.query(`SELECT * FROM ${table}`))).toEqual([]);
    }
    await expect(as(stranger, (ctx) => standings.open(ctx, id))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(as(vendor, (ctx) => standings.open(ctx, id))).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a verdict', () => {
  it('rests on the version of the answer, of the criteria and of every piece', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    const [answer] = await as(vendor, (ctx) => rooms.dossiers.answers(ctx, id));
    const versionId = answer.evidence[0].versionId;
    const verdict = await judge(who, id, 'ACC.01', { outcome: 'major', reason: 'Manque', pins: [{ versionId, page: 3 }] });
    const { answerVersion, packageVersionId, evidenceVersionIds, pins } = verdict;
    expect({ answerVersion, packageVersionId, evidenceVersionIds, pins }).toEqual({
      answerVersion: answer.version,
      packageVersionId: answer.packageVersionId,
      evidenceVersionIds: [versionId],
      pins: [{ versionId, page: 3 }],
    });
  });

  it.each<[string, Partial<VerdictInput>, string]>([
    ['negative without a reason', { outcome: 'minor', reason: '  ' }, 'verdict.reason-missing'],
    ['not applicable where it is forbidden', { outcome: 'not_applicable', reason: 'x' }, 'verdict.not-applicable-refused'],
    ['on an older answer', { answerVersion: 1 }, 'verdict.answer-changed'],
    ['on a piece from elsewhere', { pins: [{ versionId: '0199a000-0000-7000-8000-000000000000' }] }, 'verdict.pin-unknown'],
  ])('is refused %s', async (_what, input, code) => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    await expect(judge(who, id, 'ACC.01', input)).rejects.toMatchObject({ code });
  });

  it('is refused to who is not in charge of the file', async () => {
    const id = await makeInReview(await person('verifier'));
    const other = await person('verifier');
    await declare(other, id);
    await expect(judge(other, id, 'ACC.01')).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('given by two people at once on the same state: one holds, the other reads both texts', async () => {
    const [first, second] = [await person('verifier'), await person('verifier')];
    const id = await makeInReview(first);
    await declare(second, id);
    await as(second, (ctx) => assignments.take(ctx, id));
    const both = await Promise.allSettled([
      judge(first, id, 'JOU.01', { outcome: 'major', reason: 'Un' }),
      judge(second, id, 'JOU.01', { outcome: 'minor', reason: 'Deux' }),
    ]);
    const refused = both.filter(({ status }) => status === 'rejected');
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    const kept = await asPortal((ctx) => ctx.tx.find(Verdict, { where: { candidatureId: id }, order: { at: 'ASC' } }));
    expect(kept).toHaveLength(2 - refused.length);
    expect(new Set(kept.map(({ supersedes }) => supersedes)).size).toBe(kept.length);
  });

  it('that comes after another shows both texts', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    await judge(who, id, 'JOU.01', { outcome: 'major', reason: 'Premier' });
    const late = judge(who, id, 'JOU.01', { outcome: 'minor', reason: 'Second', supersedes: undefined });
    await expect(late).rejects.toMatchObject({ code: 'verdict.stale', details: { params: { mine: 'Second', theirs: 'Premier' } } });
  });

  it.each([
    'UPDATE verdict SET outcome = outcome',
    'DELETE FROM verdict',
    'UPDATE interest SET conflicted = false',
    'DELETE FROM interest',
  ])('is out of reach of the portal: %s', async (statement) => {
    await judge(await personInCharge(), lastFile, 'ACC.01');
    await expect(as(system('test'), (ctx) => ctx.tx.query(statement))).rejects.toThrow(/permission denied|never changed/);
  });
});

let lastFile = '';
async function personInCharge(): Promise<Actor> {
  const who = await person('verifier');
  lastFile = await makeInReview(who);
  return who;
}

describe('a round of clarification', () => {
  it('goes to the vendor and back, and every minute belongs to someone', async () => {
    const who = await person('verifier');
    const at = (instant: string) =>
      transact(database.owner, { actor: system('test') }, (ctx) => moveClock(ctx, new Date(instant), { frozen: true }));
    await at('2026-11-02T09:00:00Z');
    const id = await makeInReview(who);
    await judge(who, id, 'ACC.01', { outcome: 'needs_clarification', reason: 'Joindre le contre-test' });
    await judge(who, id, 'ACC.02');
    expect(await as(vendor, (ctx) => queries.ownRounds(ctx, id))).toEqual([]);
    await at('2026-11-05T09:00:00Z');
    const sent = await as(who, (ctx) => rounds.send(ctx, id));
    expect(sent.dueAt?.toISOString()).toBe('2026-11-27T23:00:00.000Z'); // fifteen worked days, 11 November apart
    expect(await statusOf(id)).toBe('clarification');
    await expect(judge(who, id, 'JOU.01')).rejects.toMatchObject({ code: 'review.not-open' });
    const [{ items }] = await as(vendor, (ctx) => queries.ownRounds(ctx, id));
    expect(items.map(({ number, question }) => [number, question])).toEqual([['ACC.01', 'Joindre le contre-test']]);
    await expect(as(vendor, (ctx) => rounds.answer(ctx, id))).rejects.toMatchObject({ code: 'round.unanswered' });
    await as(vendor, (ctx) => clarifications.save(ctx, items[0].id, { version: 1, answer: 'Voir la page 31.' }));
    const stale = as(vendor, (ctx) => clarifications.save(ctx, items[0].id, { version: 1, answer: 'Autre' }));
    await expect(stale).rejects.toMatchObject({ code: 'round.stale' });
    await at('2026-11-09T09:00:00Z');
    await as(vendor, (ctx) => rounds.answer(ctx, id));
    expect(await statusOf(id)).toBe('in_review');
    await at('2026-11-12T09:00:00Z');
    const reading = await as(who, (ctx) => clock.read(ctx, id));
    expect(
      reading.spans.map(({ holder, fromAt, toAt }) => [holder, fromAt.toISOString().slice(0, 10), toAt?.toISOString().slice(0, 10)]),
    ).toEqual([
      ['agency', '2026-11-02', '2026-11-05'],
      ['vendor', '2026-11-05', '2026-11-09'],
      ['agency', '2026-11-09', undefined],
    ]);
    const total = Object.values(reading.held).reduce((sum, held) => sum + held, 0);
    expect(total).toBe(new Date('2026-11-12T09:00:00Z').getTime() - new Date('2026-11-02T09:00:00Z').getTime());
    expect(reading.agencyDays).toBe(5);
    await transact(database.owner, { actor: system('test') }, (ctx) => resetClock(ctx));
  });

  it('keeps its questions as they were sent', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    await judge(who, id, 'ACC.01', { outcome: 'needs_clarification', reason: 'Question' });
    await as(who, (ctx) => rounds.send(ctx, id));
    const change = as(system('test'), (ctx) =>
      ctx.tx.query(`UPDATE clarification_item SET question = 'autre' WHERE candidature_id = $1`, [id]),
    );
    await expect(change).rejects.toThrow('never changed');
  });

  it('is not sent empty, nor twice, nor by another', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    await expect(as(who, (ctx) => rounds.send(ctx, id))).rejects.toMatchObject({ code: 'round.none' });
    await judge(who, id, 'ACC.01', { outcome: 'needs_clarification', reason: 'Question' });
    await judge(who, id, 'ACC.01', { outcome: 'conform' }); // a second thought takes the question off
    await expect(as(who, (ctx) => rounds.send(ctx, id))).rejects.toMatchObject({ code: 'round.empty' });
    const requirement = await as(who, async (ctx) => (await rooms.dossiers.answers(ctx, id))[0].requirementId);
    await as(who, (ctx) => questions.put(ctx, id, { requirementId: requirement, question: 'Précisez' }));
    await expect(as(stranger, (ctx) => rounds.send(ctx, id))).rejects.toMatchObject({ kind: 'not_found' });
    const [open] = await asPortal((ctx) => ctx.tx.findBy(Round, { candidatureId: id }));
    expect(open.status).toBe('draft');
  });

  it('lapses when its date has passed: the agency has the ball again', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    await judge(who, id, 'ACC.01', { outcome: 'needs_clarification', reason: 'Question' });
    const { dueAt } = await as(who, (ctx) => rounds.send(ctx, id));
    const lapse = (ctx: Ctx) => rounds.lapseDue(ctx);
    expect(await transact(database.worker, { actor: system('test') }, lapse)).toEqual([]);
    await transact(database.owner, { actor: system('test') }, (ctx) => moveClock(ctx, dueAt ?? new Date(), { frozen: false }));
    expect((await transact(database.worker, { actor: system('test') }, lapse)).length).toBeGreaterThan(0);
    await transact(database.owner, { actor: system('test') }, (ctx) => resetClock(ctx));
    expect(await statusOf(id)).toBe('in_review');
  });

  it('two spans of a file never overlap', async () => {
    const id = await makeInReview(await person('verifier'));
    const overlap = as(system('test'), (ctx) =>
      ctx.tx.query(
        `INSERT INTO clock_span (id, candidature_id, organisation_id, holder, from_at) VALUES (gen_random_uuid(), $1, $2, 'expert', now() + interval '1 hour')`,
        [id, vendor.organisationId],
      ),
    );
    await expect(overlap).rejects.toThrow('clock_span_no_overlap');
  });
});

describe('the end of a review', () => {
  it('needs every must judged, and validates the chapters without a gap', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    await expect(as(who, (ctx) => reviews.close(ctx, id))).rejects.toMatchObject({
      code: 'review.pending',
      details: { params: { pending: 3 } },
    });
    await judgeAll(who, id);
    await judge(who, id, 'JOU.01', { outcome: 'minor', reason: 'Écart' });
    const { outcome, blocking } = await as(who, (ctx) => reviews.close(ctx, id));
    expect(outcome.verdict).toBe('not_conform');
    expect(blocking.map(({ number }) => number)).toEqual(['JOU.01']);
    expect(await statusOf(id)).toBe('reviewed');
    const chapters = await asPortal((ctx) => rooms.dossiers.chapters(ctx, id));
    expect(chapters.map(({ sectionKey, status }) => [sectionKey, status])).toEqual([
      ['ACC', 'validated'],
      ['JOU', 'submitted'],
    ]);
  });

  it('is for the lead where the reviewers disagree', async () => {
    const [first, second, lead] = [await person('verifier'), await person('verifier'), await person('lead')];
    const id = await makeInReview(first);
    for (const who of [second, lead]) {
      await declare(who, id);
      await as(who, (ctx) => assignments.take(ctx, id));
    }
    await judgeAll(first, id);
    await judge(second, id, 'ACC.01', { outcome: 'major', reason: 'Désaccord' });
    await expect(as(second, (ctx) => reviews.close(ctx, id))).rejects.toMatchObject({ code: 'review.disagreement' });
    const { outcome } = await as(lead, (ctx) => reviews.close(ctx, id));
    expect(outcome.blocking).toBe(1);
  });

  it('tells who judged, so that they never decide', async () => {
    const who = await person('verifier');
    const id = await makeInReview(who);
    await judge(who, id, 'ACC.01');
    expect(await asPortal((ctx) => syntheses.hasJudged(ctx, id, who.accountId))).toBe(true);
    expect(await asPortal((ctx) => syntheses.hasJudged(ctx, id, vendor.accountId))).toBe(false);
  });
});
