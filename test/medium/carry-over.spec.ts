import { beforeAll, describe, expect, it } from '@jest/globals';
import { OfferQueries, OfferService } from '#calls';
import { Candidature, CarryOverQueries, CarryOverService, CandidaturesModule, RehearsalQueries, RehearsalService } from '#candidatures';
import { CallsModule } from '#calls';
import { CriteriaModule, type PackageDocument } from '#criteria';
import { DecisionFileQueries } from '#decisions';
import {
  AssignmentService,
  ClockService,
  EarlierVerdictQueries,
  FollowMoveService,
  InterestService,
  ReaffirmService,
  ReviewModule,
  ReviewService,
  SynthesisQueries,
  VerdictService,
} from '#review';
import { type Actor, type Ctx, system } from '#platform';
import { candidatureRooms, makePackage } from '../support/candidatures.js';
import { testDatabase } from '../support/database.js';
import { makeOrganisation, makePerson } from '../support/people.js';
import { openRooms } from '../support/rooms.js';
import { countStatements } from '../support/statements.js';

const database = await testDatabase();
const house = await candidatureRooms(database.portal);
const room = await openRooms([CandidaturesModule, CriteriaModule, CallsModule, ReviewModule]);
const moves = room(CarryOverService);
const moved = room(CarryOverQueries);
const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
const stranger = await makePerson(database.portal, { role: 'vendor_admin' });
const agency = await makeOrganisation(database.portal, { kind: 'agency' });
const person = (role: 'agency_officer' | 'verifier' | 'lead' | 'criteria_editor') =>
  makePerson(database.portal, { role, organisationId: agency });
const [officer, verifier, lead, editor] = [
  await person('agency_officer'),
  await person('verifier'),
  await person('lead'),
  await person('criteria_editor'),
];

const text = (fr: string) => ({ fr, en: fr });
const must = { domain: 'security', obligation: 'must' as const };
const words = {
  login: 'Chaque personne ouvre sa session avec un compte nominatif.',
  revoke: 'Un compte est retiré le jour du départ de la personne.',
  hint: 'Il est conseillé d’afficher la date de la dernière ouverture de session.',
  log: 'Les accès aux dossiers sont inscrits dans un journal conservé un an.',
  host: 'Le contrat d’hébergement désigne le pays où sont les données.',
};
const requirements: PackageDocument['requirements'] = [
  { ...must, key: 'ACC.01', section: 'ACC', statement: text(words.login) },
  { ...must, key: 'ACC.02', section: 'ACC', statement: text(words.revoke), naPolicy: 'allowed_with_reason' },
  { ...must, key: 'ACC.03', section: 'ACC', statement: text(words.hint), obligation: 'may' },
  { ...must, key: 'JOU.01', section: 'JOU', statement: text(words.log) },
  { ...must, key: 'JOU.02', section: 'JOU', statement: text(words.host), profile: 'saas' },
];
const scores: PackageDocument['scores'] = [
  { key: 'SHARE', label: text('Part tenue'), algorithm: { id: 'share', version: '1', rule: { kind: 'weighted-credit' } } },
];
const older = (code: string) => makePackage(code, { requirements, scores });
/** The amendment: only the requirement on the log says more. */
const amended = (code: string): PackageDocument => ({
  ...older(code),
  version: '1.1',
  requirements: requirements.map((one) =>
    one.key === 'JOU.01' ? { ...one, statement: text(`${words.log} Il est relu chaque mois.`) } : one,
  ),
});

async function publish(document: PackageDocument): Promise<string> {
  return house.asPortal(async (ctx) => {
    await house.packages.loadFolder(ctx, [
      { path: `security/${document.code}-${document.version}.json`, bytes: Buffer.from(JSON.stringify(document)) },
    ]);
    return (await house.packageQueries.byCode(ctx, document.code, document.version)).id;
  });
}

const offer = (callId: string, packageVersionId: string, closesOn?: string) =>
  house.as(officer, (ctx) => room(OfferService).offer(ctx, callId, { packageVersionId, ...(closesOn && { closesOn }) }));

let count = 0;
/** A complete file on 1.0, its call offering a newer version. */
async function makeComplete(newer: (code: string) => PackageDocument, dates = {}) {
  const code = `MOVE${++count}`;
  const from = await publish(older(code));
  const callId = await house.makeCall({ packageVersionIds: [from], dates: { exchanges_end: '2099-03-01T11:00:00Z', ...dates } });
  const id = await house.makeOpen(vendor, callId);
  await house.as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
  await house.answerAll(vendor, id, (await house.makeEvidence(vendor)).itemId);
  await house.submitAll(vendor, id);
  const to = await publish(newer(code));
  await offer(callId, to);
  return { id, callId, from, to, code };
}
const go = (actor: Actor, file: { id: string; from: string; to: string }) => house.as(actor, (ctx) => moves.move(ctx, file.id, file));
const statusOf = async (id: string) => (await house.asPortal((ctx) => ctx.tx.findOneByOrFail(Candidature, { id }))).status;
const chaptersOf = async (id: string) =>
  (await house.asPortal((ctx) => house.dossiers.chapters(ctx, id))).map(({ sectionKey, status }) => [sectionKey, status]);
const answersOf = (id: string) => house.asPortal((ctx) => house.dossiers.answers(ctx, id));

describe('a call offers a newer version', () => {
  it('only if it is newer, published, and of a package it asks for; twice changes nothing', async () => {
    const from = await publish(older('OFFER'));
    const callId = await house.makeCall({ packageVersionIds: [from] });
    await expect(offer(callId, from)).rejects.toMatchObject({ code: 'call.offer-unknown' });
    const other = await publish(older('OTHER'));
    await expect(offer(callId, other)).rejects.toMatchObject({ code: 'call.offer-unknown' });
    const to = await publish(amended('OFFER'));
    await expect(offer(callId, to, '2020-01-01')).rejects.toMatchObject({ code: 'call.offer-closed' });
    await expect(house.as(vendor, (ctx) => room(OfferService).offer(ctx, callId, { packageVersionId: to }))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await offer(callId, to, '2098-12-31');
    await offer(callId, to);
    const [offered, ...rest] = await house.asPortal((ctx) => room(OfferQueries).ofCall(ctx, callId));
    expect([offered, rest]).toMatchObject([{ label: '1.1', closesOn: '2098-12-31' }, []]);
    expect(await house.asPortal((ctx) => house.callQueries.packageVersionIds(ctx, callId))).toEqual([to]);
  });
});

describe('a vendor moves a file to a newer version', () => {
  it('shows what would change, and changes nothing before it is told to', async () => {
    const file = await makeComplete(amended);
    const planned = await house.as(vendor, async (ctx) =>
      moved.plan(ctx, await ctx.tx.findOneByOrFail(Candidature, { id: file.id }), file.to),
    );
    expect(planned.answers.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['ACC.01', 'keeps'],
      ['ACC.02', 'keeps'],
      ['ACC.03', 'keeps'],
      ['JOU.01', 'confirm'],
    ]);
    expect(await chaptersOf(file.id)).toEqual([
      ['ACC', 'submitted'],
      ['JOU', 'submitted'],
    ]);
    expect(await statusOf(file.id)).toBe('complete');
  });

  it('is decided on the packages it answers today: the version it left declares no score any more', async () => {
    const file = await makeComplete(amended);
    await go(vendor, file);
    const { dossier } = await house.asPortal((ctx) => new DecisionFileQueries().file(ctx, file.id));
    expect(dossier.packages).toMatchObject([{ code: file.code, version: '1.1' }]);
    expect(dossier.scores).toMatchObject([{ packageCode: file.code, key: 'SHARE' }]);
  });

  it('opens a complete file again for what is asked, and it is complete again once that is done', async () => {
    const file = await makeComplete(amended);
    const before = await answersOf(file.id);
    await go(vendor, file);
    expect(await statusOf(file.id)).toBe('open');
    expect(await chaptersOf(file.id)).toEqual([
      ['ACC', 'submitted'],
      ['JOU', 'reopened'],
    ]);
    const after = await answersOf(file.id);
    expect(after.map(({ number, text: body, claim }) => [number, body, claim])).toEqual(
      before.map(({ number, text: body, claim }) => [number, body, claim]),
    );
    expect(after[0].evidence.map(({ versionId }) => versionId)).toEqual(before[0].evidence.map(({ versionId }) => versionId));
    expect(after.some(({ answerId }) => before.some((one) => one.answerId === answerId))).toBe(false);
    const chapter = (await house.asPortal((ctx) => house.dossiers.chapters(ctx, file.id))).find(({ sectionKey }) => sectionKey === 'JOU');
    const submit = () => house.as(vendor, (ctx) => house.chapters.submit(ctx, file.id, chapter?.id ?? ''));
    await expect(submit()).rejects.toMatchObject({ code: 'chapter.incomplete' });
    const log = after.find(({ number }) => number === 'JOU.01')?.requirementId ?? '';
    await house.as(vendor, (ctx) => house.answers.confirm(ctx, file.id, log));
    await expect(house.as(vendor, (ctx) => house.answers.confirm(ctx, file.id, log))).rejects.toMatchObject({
      code: 'version.nothing-to-confirm',
    });
    expect((await submit()).candidature.status).toBe('complete');
    const receipts = await house.as(vendor, (ctx) => house.lists.receipts(ctx, file.id));
    expect(receipts.map(({ content }) => content.packages.map(({ version }) => version)).sort()).toEqual([['1.0'], ['1.1']]);
  });

  it('keeps what was left for reading, and confirms by writing anew', async () => {
    const file = await makeComplete((code) => ({
      ...amended(code),
      requirements: amended(code).requirements.filter(({ key }) => key !== 'ACC.02'),
      evidence: [{ key: 'P1', requirements: ['ACC.01'], kinds: ['document', 'screenshot'], label: text('Rapport') }],
      scenarios: [{ key: 'ACC.01.01', statement: text('Se connecter'), requirements: ['ACC.01'] }],
    }));
    await go(vendor, file);
    const left = await house.as(vendor, (ctx) => moved.left(ctx, file.id, file.from));
    expect(left.map(({ key, outcome, text: body }) => [key, outcome, body])).toEqual([
      ['ACC.01', 'keeps', 'Oui.'],
      ['ACC.02', 'dropped', 'Oui.'],
      ['ACC.03', 'keeps', 'Oui.'],
      ['JOU.01', 'confirm', 'Oui.'],
    ]);
    expect((await answersOf(file.id)).map(({ number }) => number)).toEqual(['ACC.01', 'ACC.03', 'JOU.01']);
    const log = (await answersOf(file.id)).find(({ number }) => number === 'JOU.01');
    await house.as(vendor, (ctx) =>
      house.answers.save(ctx, file.id, log?.requirementId ?? '', { version: 1, claim: 'conform', text: 'Relu chaque mois.' }),
    );
    expect(await house.as(vendor, (ctx) => moved.awaiting(ctx, file.id))).toEqual(new Set());
  });

  it('asks for evidence anew where the requirement was strengthened, and answers a new question', async () => {
    const file = await makeComplete((code) => ({
      ...amended(code),
      profiles: [...(older(code).profiles ?? []), { key: 'mobile', label: text('Mobile'), question: text('Application mobile ?') }],
      requirements: [
        ...requirements.map((one) => (one.key === 'ACC.02' ? { ...one, naPolicy: 'forbidden' as const } : one)),
        { ...must, key: 'JOU.03', section: 'JOU', statement: text('L’application se verrouille après dix minutes.'), profile: 'mobile' },
      ],
    }));
    await go(vendor, file);
    const found = await house.as(vendor, async (ctx) =>
      house.dossiers.completeness(ctx, await ctx.tx.findOneByOrFail(Candidature, { id: file.id })),
    );
    expect(found.gaps.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['question', 'mobile'],
      ['confirmation', 'ACC.02'],
      ['evidence', 'ACC.02'],
    ]);
    expect((await answersOf(file.id)).find(({ number }) => number === 'ACC.02')?.evidence).toEqual([]);
    await house.as(vendor, (ctx) => house.profile.answer(ctx, file.id, { answers: [{ key: 'mobile', answer: true }] }));
    expect((await answersOf(file.id)).map(({ number }) => number)).toContain('JOU.03');
  });

  it('is done once, by its vendor only, in time, and never after the review', async () => {
    const file = await makeComplete(amended);
    await expect(go(stranger, file)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(go(officer, file)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(house.as(vendor, (ctx) => moves.move(ctx, file.id, { from: file.from, to: file.from }))).rejects.toMatchObject({
      code: 'version.not-offered',
    });
    await expect(house.as(vendor, (ctx) => moves.move(ctx, file.id, { from: file.to, to: file.to }))).rejects.toMatchObject({
      code: 'version.changed',
    });
    await Promise.all([go(vendor, file), go(vendor, file)]);
    expect(await house.as(vendor, (ctx) => moved.moves(ctx, file.id))).toMatchObject([
      {
        code: file.code,
        fromLabel: '1.0',
        toLabel: '1.1',
        fromStatus: 'complete',
        kept: 3,
        toConfirm: 1,
        newEvidence: 0,
        toAnswer: 0,
        dropped: 0,
      },
    ]);
    expect(await answersOf(file.id)).toHaveLength(4);
    const late = await makeComplete(amended);
    await house.asPortal((ctx) => ctx.tx.query(`UPDATE candidature SET status = 'reviewed' WHERE id = $1`, [late.id]));
    await expect(go(vendor, late)).rejects.toMatchObject({ code: 'lifecycle.refused' });
    const past = await makeComplete(amended);
    await house.asPortal((ctx) =>
      house.calls.setMilestone(
        ctx,
        { id: past.callId, code: '', status: 'open' },
        { kind: 'admin_file', at: new Date('2020-01-01T10:00:00Z'), reason: 'essai' },
      ),
    );
    await house.asPortal((ctx) =>
      house.calls.setMilestone(
        ctx,
        { id: past.callId, code: '', status: 'open' },
        { kind: 'complete_evidence', at: new Date('2020-01-01T11:00:00Z'), reason: 'essai' },
      ),
    );
    await expect(go(vendor, past)).rejects.toMatchObject({ code: 'call.too-late' });
  });

  it('tells the vendors of the files it is offered to, and shows nothing of it to others', async () => {
    const file = await makeComplete(amended);
    const told = () =>
      house.asPortal((ctx) => ctx.tx.query(`SELECT FROM event WHERE name = 'candidature.offer_version' AND subject_id = $1`, [file.id]));
    await house.as(system('worker'), (ctx) => moves.tellOffer(ctx, file.callId, file.to));
    expect(await told()).toHaveLength(1);
    await go(vendor, file);
    await house.as(system('worker'), (ctx) => moves.tellOffer(ctx, file.callId, file.to));
    expect(await told()).toHaveLength(1);
    for (const table of ['answer_origin', 'version_move', 'candidature_pin']) {
      const rows = (actor: Actor) => house.as(actor, (ctx) => ctx.tx.query<unknown[]>(`SELECT FROM ${table}`));
      expect([table, (await rows(vendor)).length > 0, await rows(stranger)]).toEqual([table, true, []]);
    }
    for (const table of ['version_move', 'call_package_offer', 'impact_report']) {
      await expect(house.asPortal((ctx) => ctx.tx.query(`DELETE FROM ${table}`))).rejects.toThrow(/denied|insert/);
    }
  });

  it('before admission, only changes what will be asked', async () => {
    const code = `MOVE${++count}`;
    const from = await publish(older(code));
    const callId = await house.makeCall({ packageVersionIds: [from] });
    const id = await house.makeFiled(vendor, callId);
    const to = await publish(amended(code));
    await offer(callId, to);
    await go(vendor, { id, from, to });
    expect(await statusOf(id)).toBe('filed');
    await house.asPortal((ctx) => house.admission.decide(ctx, id, { outcome: 'admit' }));
    const answers = await answersOf(id);
    expect(new Set(answers.map(({ packageVersionId }) => packageVersionId))).toEqual(new Set([to]));
  });

  it('takes as many statements for a large file as for a small one', async () => {
    const counts: number[] = [];
    for (const size of [12, 227]) {
      const code = `SIZE${size}`;
      const keys = Array.from({ length: size }, (_, place) => `R.${place}`);
      const document = (version: string, more: string): PackageDocument => ({
        ...makePackage(code, { profiles: [], scenarios: [], evidence: [] }),
        version,
        sections: [...Array(6).keys()].map((place) => ({ key: `S${place}`, title: text(`Chapitre ${place}`) })),
        requirements: keys.map((key, place) => ({
          ...must,
          key,
          section: `S${place % 6}`,
          statement: text(`Énoncé numéro ${place}${place % 9 ? '' : more}`),
        })),
      });
      const from = await publish(document('1.0', ''));
      const callId = await house.makeCall({ packageVersionIds: [from] });
      const id = await house.makeOpen(vendor, callId);
      const to = await publish(document('1.1', ' reformulé'));
      await offer(callId, to);
      const { statements } = await countStatements(database.portal, () => go(vendor, { id, from, to }));
      counts.push(statements);
    }
    process.stdout.write(`statements of a move: ${counts.join(', ')}\n`);
    expect(counts[1]).toBe(counts[0]);
    expect(counts[1]).toBeLessThanOrEqual(40);
  });
});

describe('an amendment during the review (domain study, annex F, fixture 2)', () => {
  let file: Awaited<ReturnType<typeof makeComplete>>;
  const opened = <T>(use: (ctx: Ctx) => Promise<T>): Promise<T> => house.as(verifier, use);
  const judge = async (number: string, outcome: 'conform' | 'minor', reason?: string) => {
    const answer = (await answersOf(file.id)).find((one) => one.number === number);
    await opened((ctx) =>
      room(VerdictService).give(ctx, file.id, answer?.requirementId ?? '', {
        outcome,
        answerVersion: answer?.version ?? 0,
        ...(reason && { reason }),
      }),
    );
  };
  const verdicts = () =>
    house.asPortal((ctx) =>
      ctx.tx.query<{ id: string; number: string; outcome: string; version: string }[]>(
        `SELECT verdict.id, requirement.number, verdict.outcome, version.label AS version FROM verdict
         JOIN requirement ON requirement.id = verdict.requirement_id JOIN package_version version ON version.id = verdict.package_version_id
         WHERE verdict.candidature_id = $1 ORDER BY version.label, requirement.number, verdict.at`,
        [file.id],
      ),
    );

  beforeAll(async () => {
    file = await makeComplete(amended);
    for (const one of [verifier, lead]) {
      await house.as(one, (ctx) => room(InterestService).declareForCall(ctx, file.id, 'none'));
      await house.as(one, (ctx) => room(InterestService).declareForFile(ctx, file.id, 'none'));
    }
    await opened((ctx) => room(AssignmentService).take(ctx, file.id));
    await judge('ACC.01', 'conform');
    await judge('ACC.02', 'minor', 'La capture ne montre pas la date.');
    await judge('ACC.03', 'conform');
    await judge('JOU.01', 'conform');
    await go(vendor, file);
  });

  it('reopens the chapter that changed, and no other; the vendor has the ball', async () => {
    expect(await chaptersOf(file.id)).toEqual([
      ['ACC', 'submitted'],
      ['JOU', 'reopened'],
    ]);
    expect(await statusOf(file.id)).toBe('clarification');
    await house.as(system('worker'), (ctx) => room(FollowMoveService).followBall(ctx, file.id));
    await house.as(system('worker'), (ctx) => room(FollowMoveService).followBall(ctx, file.id));
    const clock = await house.asPortal((ctx) => room(ClockService).read(ctx, file.id));
    expect([clock.holder, clock.spans.length]).toEqual(['vendor', 2]);
  });

  it('copies no verdict: each stays on the version it was given on', async () => {
    expect((await verdicts()).map(({ number, version }) => [number, version])).toEqual([
      ['ACC.01', '1.0'],
      ['ACC.02', '1.0'],
      ['ACC.03', '1.0'],
      ['JOU.01', '1.0'],
    ]);
    const synthesis = await house.as(lead, (ctx) => room(SynthesisQueries).synthesis(ctx, file.id));
    expect([synthesis.outcome.verdict, synthesis.outcome.pending]).toEqual(['pending', 3]);
    expect(synthesis.answers.every(({ verdict }) => verdict === null)).toBe(true);
  });

  it('goes back to the review by itself once the vendor has done what was asked', async () => {
    const log = (await answersOf(file.id)).find(({ number }) => number === 'JOU.01');
    await house.as(vendor, (ctx) => house.answers.confirm(ctx, file.id, log?.requirementId ?? ''));
    await house.as(vendor, (ctx) => house.chapters.submit(ctx, file.id, log?.chapterId ?? ''));
    expect(await statusOf(file.id)).toBe('in_review');
    await house.as(system('worker'), (ctx) => room(FollowMoveService).followBall(ctx, file.id));
    expect((await house.asPortal((ctx) => room(ClockService).read(ctx, file.id))).holder).toBe('agency');
  });

  it('shows the earlier verdicts, of which those that rest on nothing changed may be given again in one act', async () => {
    const earlier = await opened((ctx) => room(EarlierVerdictQueries).of(ctx, file.id));
    expect(earlier.map(({ number, outcome, versionLabel, isUnchanged }) => [number, outcome, versionLabel, isUnchanged])).toEqual([
      ['ACC.01', 'conform', '1.0', true],
      ['ACC.02', 'minor', '1.0', true],
      ['ACC.03', 'conform', '1.0', true],
      ['JOU.01', 'conform', '1.0', false],
    ]);
    const [{ chapterId }, , , log] = earlier;
    const shown = earlier.map(({ verdictId }) => verdictId);
    const again = (chapter: string, ids = shown) => opened((ctx) => room(ReaffirmService).reaffirm(ctx, file.id, chapter, ids));
    await expect(again(log.chapterId)).rejects.toMatchObject({ code: 'verdict.nothing-to-reaffirm' });
    await expect(again(chapterId, [])).rejects.toMatchObject({ code: 'verdict.nothing-to-reaffirm' });
    expect(await again(chapterId)).toBe(3);
    await expect(again(chapterId)).rejects.toMatchObject({ code: 'verdict.nothing-to-reaffirm' });
    await expect(house.as(lead, (ctx) => room(ReaffirmService).reaffirm(ctx, file.id, chapterId, shown))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await judge('JOU.01', 'conform');
    expect((await verdicts()).filter(({ version }) => version === '1.1').map(({ number, outcome }) => [number, outcome])).toEqual([
      ['ACC.01', 'conform'],
      ['ACC.02', 'minor'],
      ['ACC.03', 'conform'],
      ['JOU.01', 'conform'],
    ]);
    const closed = await opened((ctx) => room(ReviewService).close(ctx, file.id));
    expect(closed.outcome).toMatchObject({ verdict: 'not_conform', blocking: 1, pending: 0 });
  });
});

describe('the rehearsal of a version', () => {
  const rehearse = (actor: Actor, versionId: string) => house.as(actor, (ctx) => room(RehearsalQueries).rehearse(ctx, versionId));

  it('says what would change for the files under way, as the move then does', async () => {
    const code = `REHEARSE`;
    const from = await publish(older(code));
    const callId = await house.makeCall({ packageVersionIds: [from] });
    const { itemId } = await house.makeEvidence(vendor);
    const ids: string[] = [];
    for (const saas of [false, true]) {
      const id = await house.makeOpen(vendor, callId);
      await house.as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: saas }] }));
      await house.answerAll(vendor, id, itemId);
      await house.submitAll(vendor, id);
      ids.push(id);
    }
    await house.makeFiled(vendor, callId);
    const newer = {
      ...amended(code),
      requirements: [
        ...amended(code).requirements.filter(({ key }) => key !== 'ACC.03'),
        { ...must, key: 'JOU.09', section: 'JOU', statement: text('La liste des sous-traitants est tenue à jour.'), profile: 'saas' },
      ],
    };
    const draft = await house.asPortal((ctx) =>
      house.packages.importFile(ctx, Buffer.from(JSON.stringify(newer)), {}).then(({ versionId }) => versionId ?? ''),
    );
    const { result, statements } = await countStatements(database.portal, () => rehearse(editor, draft));
    expect(statements).toBeLessThanOrEqual(15);
    expect(result.totals).toMatchObject({
      ...{ candidatures: 3, movable: 3, answered: 2, touched: 2, reopened: 2 },
      ...{ keeps: 5, confirm: 2, newEvidence: 0, toAnswer: 1, dropped: 2 },
    });
    const files = await house.as(officer, (ctx) => room(RehearsalQueries).candidatures(ctx, result));
    expect(files.map(({ keeps, confirm, toAnswer, dropped, reopened }) => [keeps, confirm, toAnswer, dropped, reopened])).toEqual([
      [2, 1, 0, 1, 1],
      [3, 1, 1, 1, 1],
      [0, 0, 0, 0, 0],
    ]);
    expect(
      await house.as(officer, (ctx) => room(RehearsalQueries).candidatures(ctx, result, { after: files[0].number, limit: 1 })),
    ).toEqual([files[1]]);
    expect(await house.as(editor, (ctx) => room(RehearsalQueries).candidatures(ctx, result))).toEqual([]);
    await house.asPortal((ctx) => house.recusals.recuse(ctx, { accountId: officer.accountId, callId, candidatureId: ids[0] }));
    expect(await house.as(officer, (ctx) => room(RehearsalQueries).candidatures(ctx, result))).toEqual(files.slice(1));
    await expect(rehearse(vendor, draft)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(rehearse(verifier, draft)).rejects.toMatchObject({ kind: 'forbidden' });

    // Publishing rests on a report of this very content.
    const gate = () => house.as(editor, (ctx) => room(RehearsalQueries).refuseUnrehearsed(ctx, draft));
    await expect(gate()).rejects.toMatchObject({ code: 'version.rehearse-first' });
    await house.as(editor, (ctx) => room(RehearsalService).record(ctx, draft));
    await gate();
    await house.asPortal((ctx) => house.packages.importFile(ctx, Buffer.from(JSON.stringify({ ...newer, summary: text('Autre') })), {}));
    await expect(gate()).rejects.toMatchObject({ code: 'version.rehearse-first' });
    await house.asPortal((ctx) => house.packages.importFile(ctx, Buffer.from(JSON.stringify(newer)), {}));
    await gate();
    // Another content saved at the very moment of the publication is not published for the one that was rehearsed.
    let commit: () => void = () => undefined;
    const committed = new Promise<void>((resolve) => (commit = resolve));
    let saved: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (saved = resolve));
    const saving = house.asPortal(async (ctx) => {
      await house.packages.importFile(ctx, Buffer.from(JSON.stringify({ ...newer, summary: text('Glissé') })), {});
      saved();
      await committed;
    });
    await written;
    const publishing = house.as(editor, async (ctx) => {
      await room(RehearsalQueries).refuseUnrehearsed(ctx, draft);
      await house.packages.act(ctx, draft, 'publish');
    });
    const blocked =
      'SELECT FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())';
    while ((await database.owner.query<object[]>(blocked)).length === 0) await new Promise((next) => setTimeout(next, 10));
    commit();
    await expect(publishing).rejects.toMatchObject({ code: 'version.rehearse-first' });
    await saving;
    await house.asPortal((ctx) => house.packages.importFile(ctx, Buffer.from(JSON.stringify(newer)), {}));
    const [report] = await house.as(editor, (ctx) => room(RehearsalQueries).reports(ctx, draft));
    expect(report).toMatchObject({ contentHash: result.contentHash, totals: { candidatures: 3 }, author: editor.name });

    await house.as(editor, (ctx) => house.packages.act(ctx, draft, 'publish'));
    await offer(callId, draft);
    await go(vendor, { id: ids[1], from, to: draft });
    const [made] = await house.as(vendor, (ctx) => moved.moves(ctx, ids[1]));
    expect([made.kept, made.toConfirm, made.newEvidence, made.toAnswer, made.dropped]).toEqual([3, 1, 0, 1, 1]);
    expect(await chaptersOf(ids[1])).toEqual([
      ['ACC', 'submitted'],
      ['JOU', 'reopened'],
    ]);
  });
});
