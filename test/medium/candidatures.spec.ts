import { describe, expect, it } from '@jest/globals';
import { AnswerRevision, Candidature, receiptHash } from '#candidatures';
import { Event } from '#audit';
import { moveClock, resetClock, type Actor } from '#platform';
import { candidatureRooms, makePackage } from '../support/candidatures.js';
import { testDatabase } from '../support/database.js';
import { makePerson } from '../support/people.js';

const database = await testDatabase();
const house = await candidatureRooms(database.portal);
const { as, asPortal, makeCall, makeFiled, makeOpen, makeEvidence, answersOf, answerAll, submitAll } = house;
const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
const colleague = await makePerson(database.portal, { role: 'vendor_contributor', organisationId: vendor.organisationId });
const rival = await makePerson(database.portal, { role: 'vendor_admin' });
const officer = await makePerson(database.portal, { role: 'agency_officer' });
const verifier = await makePerson(database.portal, { role: 'verifier' });
const lead = await makePerson(database.portal, { role: 'lead' });
const decider = await makePerson(database.portal, { role: 'decider' });

const found = (id: string): Promise<Candidature> => asPortal((ctx) => ctx.tx.findOneByOrFail(Candidature, { id }));
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
const eventsOf = (id: string): Promise<string[]> =>
  asPortal((ctx) => ctx.tx.find(Event, { where: { subjectId: id }, order: { id: 'ASC' } })).then((rows) => rows.map(({ name }) => name));
const open = (actor: Actor = vendor): Promise<string> => makeCall().then((callId) => makeOpen(actor, callId));

describe('a new candidature', () => {
  it('is pinned to the packages of its call and numbered without gap', async () => {
    const callId = await makeCall();
    const [first, second] = [await makeFiled(vendor, callId), await makeFiled(vendor, callId)];
    const { packages, number } = await as(vendor, (ctx) => house.lists.summary(ctx, first));
    expect(packages).toHaveLength(1);
    const next = (await as(vendor, (ctx) => house.lists.summary(ctx, second))).number;
    expect(Number(next.slice(-5)) - Number(number.slice(-5))).toBe(1);
    expect(number).toMatch(/^CAN-\d{4}-\d{5}$/);
  });

  it('is the only live one of its version in its call', async () => {
    const callId = await makeCall();
    const id = await makeFiled(vendor, callId);
    const { solutionVersionId } = await found(id);
    const again = () => as(vendor, (ctx) => house.candidatures.create(ctx, { callId, solutionVersionId }));
    expect(await refusal(again())).toBe('candidature.exists');
    await as(vendor, (ctx) => house.candidatures.withdraw(ctx, id));
    expect(await refusal(again())).toBe('accepted');
  });

  it('is filed whole, with its charter, by a person who may bind the vendor', async () => {
    const callId = await makeCall();
    const solutionVersionId = await house.makeVersion(vendor);
    const id = await as(colleague, (ctx) => house.candidatures.create(ctx, { callId, solutionVersionId }));
    const file = () => as(vendor, (ctx) => house.candidatures.file(ctx, id));
    expect(await refusal(file())).toBe('candidature.file-missing');
    const names = { signatoryName: 'A', signatoryCapacity: 'B', contactName: 'C', contactEmail: 'c@example.fr' };
    await as(colleague, (ctx) => house.candidatures.saveFile(ctx, id, { version: 1, nie: '1', nil: '2', ...names }));
    expect(await refusal(as(colleague, (ctx) => house.candidatures.saveFile(ctx, id, { version: 1 })))).toBe('candidature.stale');
    expect(await refusal(file())).toBe('candidature.charter-missing');
    const charter = { charterVersion: '1.0', capacity: 'Présidente', accepted: true };
    expect(await refusal(as(colleague, (ctx) => house.candidatures.acceptCharter(ctx, id, charter)))).toBe('forbidden.role');
    await as(vendor, (ctx) => house.candidatures.acceptCharter(ctx, id, charter));
    expect(await refusal(as(colleague, (ctx) => house.candidatures.file(ctx, id)))).toBe('forbidden.role');
    await file();
    expect((await found(id)).status).toBe('filed');
    expect(await eventsOf(id)).toEqual(['candidature.create', 'candidature.accept_charter', 'candidature.file']);
  });
});

describe('the admission desk', () => {
  it('asks for complements, then admits: chapters and answers then exist', async () => {
    const id = await makeFiled(vendor, await makeCall());
    expect(await refusal(as(officer, (ctx) => house.admission.decide(ctx, id, { outcome: 'ask_complement' })))).toBe(
      'candidature.reason-missing',
    );
    await as(officer, (ctx) => house.admission.decide(ctx, id, { outcome: 'ask_complement', reason: 'NIL illisible' }));
    await as(vendor, (ctx) => house.candidatures.file(ctx, id));
    expect(await refusal(as(vendor, (ctx) => house.admission.decide(ctx, id, { outcome: 'admit' })))).toBe('forbidden.role');
    await as(officer, (ctx) => house.admission.decide(ctx, id, { outcome: 'admit' }));
    expect([...(await answersOf(vendor, id)).keys()]).toEqual(['ACC.01', 'ACC.02', 'ACC.03', 'JOU.01']);
    const chapters = await as(vendor, (ctx) => house.dossiers.chapters(ctx, id));
    expect(chapters.map(({ sectionKey, status }) => `${sectionKey} ${status}`)).toEqual(['ACC to_do', 'JOU to_do']);
  });

  it('finds a file inadmissible, with its reason, and frees the place', async () => {
    const callId = await makeCall();
    const id = await makeFiled(vendor, callId);
    await as(officer, (ctx) => house.admission.decide(ctx, id, { outcome: 'reject', reason: 'Hors périmètre' }));
    expect(await found(id)).toMatchObject({ status: 'ineligible', isLive: false });
    const said = await as(vendor, (ctx) => house.lists.admissions(ctx, id));
    expect(said[0]).toMatchObject({ outcome: 'reject', reason: 'Hors périmètre' });
  });

  it('does not know drafts', async () => {
    const solutionVersionId = await house.makeVersion(vendor);
    const id = await makeCall().then((callId) => as(vendor, (ctx) => house.candidatures.create(ctx, { callId, solutionVersionId })));
    expect(await refusal(as(officer, (ctx) => house.lists.summary(ctx, id)))).toBe('not-found');
  });
});

describe('profile questions', () => {
  it('make a requirement appear, and hide it without losing its answer', async () => {
    const id = await open();
    const answer = (value: boolean) => as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: value }] }));
    await answer(true);
    const hosting = (await answersOf(vendor, id)).get('JOU.02');
    expect(hosting).toBeDefined();
    await as(vendor, (ctx) => house.answers.save(ctx, id, hosting?.requirementId ?? '', { version: 1, claim: 'conform', text: 'HDS' }));
    await answer(false);
    expect((await answersOf(vendor, id)).has('JOU.02')).toBe(false);
    await answer(true);
    expect((await answersOf(vendor, id)).get('JOU.02')).toMatchObject({ text: 'HDS', claim: 'conform' });
    expect((await eventsOf(id)).filter((name) => name === 'candidature.answer_profile')).toHaveLength(3);
    expect(await refusal(as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'x', answer: true }] })))).toBe(
      'profile.unknown',
    );
  });

  it('reopen a submitted chapter that gains a requirement', async () => {
    const id = await open();
    const { itemId } = await makeEvidence(vendor);
    await answerAll(vendor, id, itemId);
    await submitAll(vendor, id);
    await as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: true }] }));
    const chapters = await as(vendor, (ctx) => house.dossiers.chapters(ctx, id));
    expect(chapters.map(({ sectionKey, status }) => `${sectionKey} ${status}`)).toEqual(['ACC submitted', 'JOU reopened']);
  });
});

describe('an answer', () => {
  it('keeps its last twenty texts and records no event', async () => {
    const id = await open();
    const first = (await answersOf(vendor, id)).get('ACC.01');
    for (let version = 1; version <= 25; version++) {
      await as(vendor, (ctx) =>
        house.answers.save(ctx, id, first?.requirementId ?? '', { version, claim: 'conform', text: `Texte ${version}` }),
      );
    }
    const kept = await as(vendor, (ctx) =>
      ctx.tx.find(AnswerRevision, { where: { answerId: first?.answerId }, order: { version: 'DESC' } }),
    );
    expect(kept).toHaveLength(20);
    expect([kept[0].text, kept[19].text]).toEqual(['Texte 25', 'Texte 6']);
    expect((await eventsOf(id)).filter((name) => name.startsWith('answer'))).toEqual([]);
  });

  it('refuses a stale save, with both texts', async () => {
    const id = await open();
    const requirementId = (await answersOf(vendor, id)).get('ACC.01')?.requirementId ?? '';
    await as(vendor, (ctx) => house.answers.save(ctx, id, requirementId, { version: 1, text: 'Le premier' }));
    await expect(
      as(colleague, (ctx) => house.answers.save(ctx, id, requirementId, { version: 1, text: 'Le second' })),
    ).rejects.toMatchObject({
      code: 'answer.stale',
      details: { params: { mine: 'Le second', theirs: 'Le premier' } },
    });
  });

  it('cannot claim that a requirement does not apply when it always does', async () => {
    const id = await open();
    const requirementId = (await answersOf(vendor, id)).get('ACC.01')?.requirementId ?? '';
    const save = as(vendor, (ctx) => house.answers.save(ctx, id, requirementId, { version: 1, claim: 'not_applicable', reason: 'Non' }));
    expect(await refusal(save)).toBe('answer.not-applicable-refused');
  });
});

describe('evidence', () => {
  it('serves every requirement that expects it, and comes off all of them', async () => {
    const id = await open();
    const { itemId } = await makeEvidence(vendor);
    const before = await answersOf(vendor, id);
    const [expected] = await as(vendor, (ctx) => house.requirements.expected(ctx, mustHave(before.get('ACC.01'))));
    const attachment = { expectedEvidenceId: expected.id, evidenceItemId: itemId };
    await as(vendor, (ctx) => house.answers.attach(ctx, id, attachment));
    const served = [...(await answersOf(vendor, id)).values()].filter(({ evidence }) => evidence.length > 0);
    expect(served.map(({ number }) => number)).toEqual(['ACC.01', 'ACC.02']);
    const [shown] = await as(vendor, (ctx) => house.requirements.expected(ctx, mustHave(before.get('ACC.01'))));
    expect(shown.pieces[0].alsoServes).toEqual(['ACC.02']);
    await as(vendor, (ctx) => house.answers.detach(ctx, id, attachment));
    expect([...(await answersOf(vendor, id)).values()].every(({ evidence }) => evidence.length === 0)).toBe(true);
  });

  it('must be of a kind expected, and one’s own', async () => {
    const id = await open();
    const answers = await answersOf(vendor, id);
    const [expected] = await as(vendor, (ctx) => house.requirements.expected(ctx, mustHave(answers.get('ACC.01'))));
    const attach = (evidenceItemId: string) =>
      refusal(as(vendor, (ctx) => house.answers.attach(ctx, id, { expectedEvidenceId: expected.id, evidenceItemId })));
    expect(await attach((await makeEvidence(vendor, { kind: 'video' })).itemId)).toBe('evidence.wrong-kind');
    expect(await attach((await makeEvidence(rival)).itemId)).toBe('not-found');
  });
});

describe('completeness', () => {
  it('comes with the last chapter, at the instant the last needed piece was received, with its receipt', async () => {
    const id = await open();
    const { itemId, versionId } = await makeEvidence(vendor, { receivedAt: new Date('2097-01-01T10:00:00Z') });
    await answerAll(vendor, id, itemId);
    await as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
    expect(await submitAll(vendor, id)).toMatchObject({ status: 'complete', completeAt: new Date('2097-01-01T10:00:00Z') });
    const [receipt] = await as(vendor, (ctx) => house.lists.receipts(ctx, id));
    const { content } = receipt;
    expect(receipt.sha256).toBe(receiptHash(content));
    expect(content.pieces).toMatchObject([{ requirements: ['ACC.01', 'ACC.02'], version: 1 }]);
    expect(content.pieces[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(versionId).toBeDefined();
    expect(await as(vendor, async (ctx) => house.lists.rank(ctx, await house.lists.summary(ctx, id)))).toBe(1);
  });

  it('waits for the scan, then takes the instant of reception', async () => {
    const id = await open();
    const receivedAt = new Date('2097-02-01T10:00:00Z');
    const { itemId, versionId } = await makeEvidence(vendor, { status: 'scanning', receivedAt });
    await as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
    await answerAll(vendor, id, itemId);
    expect((await submitAll(vendor, id)).status).toBe('open');
    await database.worker.transaction(async (tx) => {
      await tx.query("SELECT set_config('guichet.scope', 'all', true)");
      await tx.query(`UPDATE evidence_version SET status = 'unscanned', sha256 = $2 WHERE id = $1`, [versionId, 'ab'.repeat(32)]);
    });
    await asPortal((ctx) => house.completion.evidenceChanged(ctx, itemId));
    await asPortal((ctx) => house.completion.evidenceChanged(ctx, itemId));
    expect(await found(id)).toMatchObject({ status: 'complete', completeAt: receivedAt });
    expect((await as(vendor, (ctx) => house.lists.receipts(ctx, id))).length).toBe(1);
  });

  it('is not recorded while something is missing, and each thing is named', async () => {
    const id = await open();
    const candidature = await found(id);
    const { gaps } = await as(vendor, (ctx) => house.dossiers.completeness(ctx, candidature));
    expect(gaps.map(({ kind, reference }) => `${kind} ${reference}`)).toEqual([
      'question saas',
      'answer ACC.01',
      'answer ACC.02',
      'answer JOU.01',
    ]);
    expect(await refusal(as(vendor, (ctx) => house.completion.request(ctx, id)))).toBe('candidature.incomplete');
  });

  it('needs the approvals the workflow requires, at least filed', async () => {
    const id = await makeOpen(vendor, await makeCall({ workflow: { requiredApprovals: ['cnda-dmp'] } }));
    const { solutionVersionId } = await found(id);
    const missing = async () =>
      (await as(vendor, async (ctx) => house.dossiers.completeness(ctx, await found(id)))).gaps.map(({ kind }) => kind);
    expect(await missing()).toContain('approval');
    await as(vendor, (ctx) => house.solutions.fileApproval(ctx, solutionVersionId, { kind: 'cnda-dmp', number: 'PRE-1' }));
    expect(await missing()).not.toContain('approval');
  });
});

describe('two at once', () => {
  it('submitting one chapter: one is recorded, the other is a conflict', async () => {
    const id = await open();
    const { itemId } = await makeEvidence(vendor);
    await answerAll(vendor, id, itemId);
    const [chapter] = await as(vendor, (ctx) => house.dossiers.chapters(ctx, id));
    const submit = (actor: Actor) => refusal(as(actor, (ctx) => house.chapters.submit(ctx, id, chapter.id)));
    expect((await Promise.all([submit(vendor), submit(colleague)])).sort()).toEqual(['accepted', 'lifecycle.refused']);
    expect(await eventsOf(chapter.id)).toEqual(['chapter.submit']);
  });

  it('saving one answer: one is saved, the other is stale', async () => {
    const id = await open();
    const requirementId = (await answersOf(vendor, id)).get('ACC.01')?.requirementId ?? '';
    const save = (actor: Actor, text: string) =>
      refusal(as(actor, (ctx) => house.answers.save(ctx, id, requirementId, { version: 1, text })));
    expect((await Promise.all([save(vendor, 'A'), save(colleague, 'B')])).sort()).toEqual(['accepted', 'answer.stale']);
  });
});

describe('a submitted chapter', () => {
  it('no longer changes until the agency asks, then goes round again', async () => {
    const id = await open();
    const { itemId } = await makeEvidence(vendor);
    await answerAll(vendor, id, itemId);
    const [chapter] = await as(vendor, (ctx) => house.dossiers.chapters(ctx, id));
    await as(vendor, (ctx) => house.chapters.submit(ctx, id, chapter.id));
    const answer = mustHave((await answersOf(vendor, id)).get('ACC.01'));
    const save = () =>
      refusal(as(vendor, (ctx) => house.answers.save(ctx, id, answer.requirementId, { version: answer.version, claim: 'conform' })));
    expect(await save()).toBe('chapter.closed');
    await as(verifier, (ctx) => house.chapters.act(ctx, id, chapter.id, 'request_changes'));
    expect(await save()).toBe('accepted');
    const { submission } = await as(vendor, (ctx) => house.chapters.submit(ctx, id, chapter.id));
    expect(submission.round).toBe(2);
  });

  it('is not submitted while a must misses something', async () => {
    const id = await open();
    const [chapter] = await as(vendor, (ctx) => house.dossiers.chapters(ctx, id));
    const answer = mustHave((await answersOf(vendor, id)).get('ACC.01'));
    await as(vendor, (ctx) => house.answers.save(ctx, id, answer.requirementId, { version: 1, claim: 'conform' }));
    expect(await refusal(as(vendor, (ctx) => house.chapters.submit(ctx, id, chapter.id)))).toBe('chapter.incomplete');
  });
});

describe('dates', () => {
  const at = (iso: string) => asPortal((ctx) => moveClock(ctx, new Date(iso), { frozen: true }));

  it('accept at 11:59:59.999 and refuse at 12:00:00 in Paris, across the clock changes', async () => {
    for (const noon of ['2098-05-13T10:00:00.000Z', '2097-11-10T11:00:00.000Z']) {
      await asPortal((ctx) => resetClock(ctx));
      const id = await makeOpen(vendor, await makeCall({ dates: { admin_file: '2097-01-01T11:00:00Z', complete_evidence: noon } }));
      const answer = mustHave((await answersOf(vendor, id)).get('ACC.01'));
      const save = (version: number) =>
        refusal(as(vendor, (ctx) => house.answers.save(ctx, id, answer.requirementId, { version, text: 'x' })));
      await at(new Date(new Date(noon).getTime() - 1).toISOString());
      expect(await save(1)).toBe('accepted');
      await at(noon);
      expect(await save(2)).toBe('call.too-late');
    }
    await asPortal((ctx) => resetClock(ctx));
  });

  it('that move are obeyed from the instant they were decided', async () => {
    const callId = await makeCall({ dates: { complete_evidence: '2098-05-13T10:00:00Z' } });
    const guard = () => refusal(asPortal((ctx) => house.callQueries.refuseAfter(ctx, callId, 'complete_evidence')));
    await at('2098-05-13T10:00:00Z');
    expect(await guard()).toBe('call.too-late');
    await as(officer, (ctx) =>
      house.calls.moveMilestone(ctx, callId, { kind: 'complete_evidence', day: '2098-06-15', time: '14:00', reason: 'arrêté modificatif' }),
    );
    expect(await guard()).toBe('accepted');
    await asPortal((ctx) => resetClock(ctx));
    expect(await as(officer, (ctx) => house.callQueries.dates(ctx, callId))).toMatchObject([{ revision: 1 }, { revision: 1 }]);
  });

  it('close what was not ready, and keep what only waits for a scan', async () => {
    const callId = await makeCall({ dates: { complete_evidence: '2098-05-13T10:00:00Z' } });
    const late = await makeOpen(vendor, callId);
    const waiting = await makeOpen(vendor, callId);
    const { itemId } = await makeEvidence(vendor, { status: 'scanning' });
    await as(vendor, (ctx) => house.profile.answer(ctx, waiting, { answers: [{ key: 'saas', answer: false }] }));
    await answerAll(vendor, waiting, itemId);
    await submitAll(vendor, waiting);
    await at('2098-05-13T10:00:00Z');
    const expired = await asPortal((ctx) => house.completion.expireDue(ctx));
    await asPortal((ctx) => resetClock(ctx));
    expect(expired).toContain(late);
    expect(expired).not.toContain(waiting);
    expect(await found(late)).toMatchObject({ status: 'expired', isLive: false });
  });
});

describe('an upload', () => {
  const noon = '2098-05-13T10:00:00Z';

  /** A file whose only piece is received at an instant, the rest in time; then noon passes. */
  async function receivedAt(instant: string): Promise<Candidature> {
    const id = await makeOpen(vendor, await makeCall({ dates: { complete_evidence: noon } }));
    await as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
    const { itemId, versionId } = await makeEvidence(vendor, { status: 'uploading' });
    await answerAll(vendor, id, itemId);
    await submitAll(vendor, id);
    await database.worker.transaction(async (tx) => {
      await tx.query("SELECT set_config('guichet.scope', 'all', true)");
      await tx.query(`UPDATE evidence_version SET status = 'unscanned', sha256 = $2 WHERE id = $1`, [
        await receive(versionId, instant),
        'ab'.repeat(32),
      ]);
    });
    await asPortal((ctx) => moveClock(ctx, new Date('2098-05-13T10:05:00Z'), { frozen: true }));
    await asPortal((ctx) => house.completion.evidenceChanged(ctx, itemId));
    await asPortal((ctx) => house.completion.expireDue(ctx));
    await asPortal((ctx) => resetClock(ctx));
    return found(id);
  }
  const receive = (versionId: string, instant: string): Promise<string> =>
    asPortal(async (ctx) => {
      await ctx.tx.query(`UPDATE evidence_version SET status = 'received', received_at = $2 WHERE id = $1`, [versionId, instant]);
      return versionId;
    });

  it('ended before the date counts, however late its scan', async () => {
    expect(await receivedAt('2098-05-13T09:59:59.999Z')).toMatchObject({
      status: 'complete',
      completeAt: new Date('2098-05-13T09:59:59.999Z'),
    });
  });

  it('begun before the date and ended after it is late', async () => {
    expect(await receivedAt('2098-05-13T10:00:00.000Z')).toMatchObject({ status: 'expired', completeAt: null });
  });
});

describe('what one may not see', () => {
  it('does not exist: another vendor’s file, lists, counts', async () => {
    const id = await open();
    expect(await refusal(as(rival, (ctx) => house.lists.summary(ctx, id)))).toBe('not-found');
    expect(await refusal(as(rival, (ctx) => house.candidatures.withdraw(ctx, id)))).toBe('not-found');
    expect((await as(rival, (ctx) => house.lists.list(ctx))).map((line) => line.organisationId)).not.toContain(vendor.organisationId);
    expect((await as(rival, (ctx) => house.lists.counts(ctx))).get('open') ?? 0).toBe(0);
    const rows = await as(rival, (ctx) => ctx.tx.query<unknown[]>('SELECT FROM answer WHERE candidature_id = $1', [id]));
    expect(rows).toHaveLength(0);
  });

  it('does not exist for a recused person of the agency either', async () => {
    const callId = await makeCall();
    const id = await makeOpen(vendor, callId);
    const seen = () => refusal(as(lead, (ctx) => house.lists.summary(ctx, id)));
    expect(await seen()).toBe('accepted');
    await as(lead, (ctx) => house.recusals.recuse(ctx, { accountId: lead.accountId, callId, candidatureId: id }));
    expect(await seen()).toBe('not-found');
    expect((await as(lead, (ctx) => house.lists.list(ctx))).map((line) => line.id)).not.toContain(id);
  });

  it('includes the internal channel and the verification points', async () => {
    const id = await open();
    const requirementId = (await answersOf(vendor, id)).get('ACC.01')?.requirementId ?? '';
    const post = (actor: Actor, channel: 'vendor' | 'internal', body: string) =>
      as(actor, (ctx) => house.threads.post(ctx, id, { channel, body, requirementId }));
    await post(verifier, 'internal', 'Douteux');
    await post(verifier, 'vendor', 'Merci de préciser');
    await post(vendor, 'vendor', 'Voici');
    expect(await refusal(post(vendor, 'internal', 'x'))).toBe('not-found');
    const bodies = async (actor: Actor) =>
      (await as(actor, (ctx) => house.requirements.thread(ctx, id, requirementId))).map(({ body }) => body);
    expect(await bodies(vendor)).toEqual(['Merci de préciser', 'Voici']);
    expect(await bodies(verifier)).toEqual(['Douteux', 'Merci de préciser', 'Voici']);
    const raw = await as(vendor, (ctx) => ctx.tx.query<unknown[]>('SELECT FROM thread_message WHERE candidature_id = $1', [id]));
    expect(raw).toHaveLength(2);
    const points = async (actor: Actor) =>
      (await as(actor, (ctx) => house.requirements.one(ctx, id, requirementId))).body.verificationPoints;
    expect(await points(vendor)).toEqual([]);
    expect(await points(verifier)).toHaveLength(1);
  });
});

describe('actions of the rooms that follow', () => {
  it('drive the file to its decision, and a refusal frees its place', async () => {
    const id = await open();
    const { itemId } = await makeEvidence(vendor);
    await as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
    await answerAll(vendor, id, itemId);
    await submitAll(vendor, id);
    await as(verifier, (ctx) => house.candidatures.act(ctx, id, 'start_review'));
    await as(verifier, (ctx) => house.candidatures.act(ctx, id, 'ask_clarification'));
    await as(vendor, (ctx) => house.candidatures.act(ctx, id, 'answer'));
    await as(verifier, (ctx) => house.candidatures.act(ctx, id, 'close_review'));
    await as(lead, (ctx) => house.candidatures.act(ctx, id, 'propose'));
    expect(await refusal(as(lead, (ctx) => house.candidatures.act(ctx, id, 'decide')))).toBe('forbidden.role');
    await as(decider, (ctx) => house.candidatures.act(ctx, id, 'decide', { keepsPlace: false, data: { outcome: 'refused' } }));
    expect(await found(id)).toMatchObject({ status: 'decided', isLive: false });
    expect(await refusal(as(vendor, (ctx) => house.candidatures.withdraw(ctx, id)))).toBe('lifecycle.refused');
  });

  it('read the whole file in a few statements', async () => {
    const id = await open();
    const dossier = await as(verifier, (ctx) => house.dossiers.dossier(ctx, id));
    expect(dossier.answers.map(({ number }) => number)).toEqual(['ACC.01', 'ACC.02', 'ACC.03', 'JOU.01']);
    expect(dossier.packages[0].contentHash).toMatch(/^sha256:/);
  });
});

describe('lists', () => {
  it('go on page by page without missing or repeating a file', async () => {
    const callId = await makeCall({ document: makePackage('PAGES') });
    for (let index = 0; index < 5; index++) await makeOpen(vendor, callId);
    const seen: string[] = [];
    for (;;) {
      const [last] = seen.slice(-1);
      const after = last === undefined ? {} : { after: { id: last, completeAt: null } };
      const lines = await as(officer, (ctx) => house.lists.queue(ctx, 'open', { callId, limit: 2, ...after }));
      if (lines.length === 0) break;
      seen.push(...lines.map(({ id }) => id));
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

function mustHave<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}
