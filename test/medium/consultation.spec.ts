import { describe, expect, it } from '@jest/globals';
import { AccountsModule } from '#accounts';
import {
  ConsultationAnswersService,
  ConsultationCommentsService,
  consultationCsv,
  consultationDocument,
  ConsultationFollowService,
  ConsultationMailsService,
  ConsultationQueries,
  ConsultationService,
  contentHash,
  CriteriaModule,
  DraftingService,
  PackagesQueries,
  PackagesService,
  type AnswerInput,
  type ConsultedVersion,
  type PackageDocument,
  type SendCommentInput,
} from '#criteria';
import { anonymous, moveClock, newId, system, transact, type Actor, type Ctx } from '#platform';
import { testDatabase } from '../support/database.js';
import { makePerson } from '../support/people.js';
import { openRooms } from '../support/rooms.js';
import { countStatements } from '../support/statements.js';

const database = await testDatabase();
const find = await openRooms([AccountsModule, CriteriaModule]);
const packages = find(PackagesService);
const consultations = find(ConsultationService);
const comments = find(ConsultationCommentsService);
const answers = find(ConsultationAnswersService);
const queries = find(ConsultationQueries);
const follow = find(ConsultationFollowService);
const editor = await makePerson(database.portal, { role: 'criteria_editor' });
const verifier = await makePerson(database.portal, { role: 'verifier' });
const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
const other = await makePerson(database.portal, { role: 'vendor_contributor' });

const as = <T>(actor: Actor, use: (ctx: Ctx) => Promise<T>): Promise<T> => transact(database.portal, { actor }, use);
const opener =
  (actor: Actor) =>
  <T>(use: (ctx: Ctx) => Promise<T>): Promise<T> =>
    as(actor, use);
const background = <T>(use: (ctx: Ctx) => Promise<T>): Promise<T> => transact(database.worker, { actor: system('test') }, use);
const setClock = (iso: string) =>
  transact(database.owner, { actor: system('test') }, (ctx) => moveClock(ctx, new Date(iso), { frozen: true }));
await setClock('2026-11-02T09:00:00Z');

let drafts = 0;
/** A draft of its own. */
async function makeDraft(statement = 'Le système doit tracer chaque accès au dossier.'): Promise<{ id: string; code: string }> {
  const code = `DRAFT-${(drafts += 1)}`;
  const document: PackageDocument = {
    ...{ format: 1, code, version: '1.0', domain: 'security', title: { fr: code }, sections: [{ key: 'A', title: { fr: 'Accès' } }] },
    requirements: [
      { key: 'A.01', section: 'A', domain: 'security', obligation: 'must', statement: { fr: statement } },
      {
        key: 'A.02',
        section: 'A',
        domain: 'security',
        obligation: 'must',
        statement: { fr: 'Le système doit fermer les sessions inactives.' },
      },
    ],
  };
  const id = await importDraft(document);
  return { id, code };
}
async function importDraft(document: PackageDocument): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(document));
  const { versionId } = await as(editor, (ctx) => packages.importFile(ctx, bytes));
  if (versionId === null) throw new Error('the draft was refused');
  return versionId;
}

const month = { closesDay: '2026-12-02', closesTime: '10:00' };
/** A draft whose consultation is open for a month. */
async function makeOpen(): Promise<{ id: string; code: string; consultationId: string }> {
  const draft = await makeDraft();
  return { ...draft, consultationId: await as(editor, (ctx) => consultations.open(ctx, draft.id, month)) };
}
const comment = (more: Partial<SendCommentInput> = {}): SendCommentInput & { address: string } => ({
  ...{ kind: 'question', body: 'Que faut-il tracer ?', language: 'fr', requirement: 'A.01', address: '192.0.2.1' },
  ...more,
});
const send = (actor: Actor, id: string, more: Partial<SendCommentInput> = {}) => comments.send(opener(actor), id, comment(more));
const answer = (more: Partial<AnswerInput> = {}): AnswerInput => ({
  ...{ disposition: 'accepted', fr: 'Précision ajoutée.', version: 0, publish: true },
  ...more,
});
const read = (actor: Actor, code: string, iteration?: number) =>
  as(actor, async (ctx) => {
    const version = await queries.of(ctx, code, '1.0');
    return { version, book: await queries.book(ctx, version, iteration) };
  });
const idOf = async (code: string, number: number): Promise<string> => {
  const found = (await read(editor, code)).book.comments.find((one) => one.number === number);
  if (found === undefined) throw new Error(`no comment ${number}`);
  return found.id;
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('opening a consultation', () => {
  it('moves the draft, keeps the text and its hash, and takes comments between two instants only', async () => {
    const { id, code } = await makeDraft();
    const dates = { opensDay: '2026-11-05', opensTime: '10:00', closesDay: '2026-11-20', closesTime: '18:00' };
    const consultationId = await as(editor, (ctx) => consultations.open(ctx, id, dates));
    const { version, book } = await read(anonymous, code);
    expect(version).toMatchObject({ status: 'consultation', rounds: [{ iteration: 1, opensAt: new Date('2026-11-05T09:00:00Z') }] });
    expect(book.consultation.contentHash).toBe(contentHash(book.consultation.content));
    expect(await refusal(send(vendor, consultationId))).toBe('consultation.not-open');
    await setClock('2026-11-05T09:00:00Z');
    expect(await send(vendor, consultationId)).toEqual({ number: 1 });
    await setClock('2026-11-20T16:59:59.999Z');
    expect(await send(vendor, consultationId, { body: 'À temps.' })).toEqual({ number: 2 });
    await setClock('2026-11-20T17:00:00Z');
    expect(await refusal(send(vendor, consultationId, { body: 'Trop tard.' }))).toBe('consultation.closed');
    await setClock('2026-11-02T09:00:00Z');
  });

  it('shows the public the text that was put to it, not the work that goes on', async () => {
    const { id, code, consultationId } = await makeOpen();
    const title = (actor: Actor) => as(actor, async (ctx) => (await find(PackagesQueries).byCode(ctx, code, '1.0')).content.title.fr);
    const draft = await as(editor, (ctx) => find(PackagesQueries).one(ctx, id));
    const document = { ...draft.content, title: { fr: 'Au travail' } };
    await as(editor, (ctx) => find(DraftingService).replace(ctx, id, { version: draft.version, document }));
    for (const actor of [anonymous, vendor]) expect(await title(actor)).toBe(code);
    expect(await title(verifier)).toBe('Au travail');
    await as(editor, (ctx) => consultations.close(ctx, consultationId, { reason: 'Nouvelle rédaction' }));
    expect(await title(anonymous)).toBe(code);
    await as(editor, (ctx) => consultations.open(ctx, id, month));
    expect(await title(anonymous)).toBe('Au travail');
  });

  it('names every wrong date at once, and is refused to whoever is not an editor', async () => {
    const { id } = await makeDraft();
    const open = (actor: Actor, input: object) => as(actor, (ctx) => consultations.open(ctx, id, { ...month, ...input }));
    await expect(
      open(editor, { opensDay: '2026-11-01', opensTime: '10:00', closesDay: '2027-03-28', closesTime: '02:30' }),
    ).rejects.toMatchObject({
      details: { fields: [{ field: 'opensDay' }, { field: 'closesTime' }] },
    });
    await expect(open(editor, { closesDay: '2026-11-03', closesTime: '09:59' })).rejects.toMatchObject({
      details: { fields: [{ field: 'closesDay', code: 'consultation.too-short' }] },
    });
    expect(await refusal(open(verifier, {}))).toBe('forbidden.role');
    expect(await refusal(open(vendor, {}))).toBe('not-found');
    expect(await refusal(as(editor, (ctx) => packages.act(ctx, id, 'consult')))).toBe('consultation.needs-dates');
  });

  it('may be extended, closed with a reason, and opened again as the next iteration while comments keep the text they were made on', async () => {
    const { id, code, consultationId } = await makeOpen();
    await send(vendor, consultationId);
    const extend = (closesDay: string) =>
      as(editor, (ctx) => consultations.extend(ctx, consultationId, { closesDay, closesTime: '10:00' }));
    await expect(extend('2026-12-01')).rejects.toMatchObject({ details: { fields: [{ code: 'consultation.not-later' }] } });
    await extend('2026-12-09');
    for (const action of ['redraft', 'freeze', 'publish'] as const)
      expect(await refusal(as(editor, (ctx) => packages.act(ctx, id, action)))).toBe('consultation.still-open');
    expect(await refusal(as(vendor, (ctx) => consultations.close(ctx, consultationId, { reason: 'Non' })))).toBe('forbidden.role');
    await as(editor, (ctx) => consultations.close(ctx, consultationId, { reason: 'Calendrier avancé' }));
    expect(await refusal(extend('2026-12-20'))).toBe('consultation.ended');
    await as(editor, (ctx) => packages.act(ctx, id, 'redraft'));
    const { book } = await read(editor, code);
    const [{ version: revision }] = await database.owner.query<[{ version: number }]>('SELECT version FROM package_version WHERE id = $1', [
      id,
    ]);
    const relabelled = { ...book.consultation.content, version: '1.1' };
    const rename = as(editor, (ctx) => find(DraftingService).replace(ctx, id, { version: revision, document: relabelled }));
    expect(await refusal(rename)).toBe('consultation.label-kept');
    const requirements = book.consultation.content.requirements.map((one) => ({ ...one, statement: { fr: 'Texte repris.' } }));
    await importDraft({ ...book.consultation.content, requirements });
    await as(editor, (ctx) => consultations.open(ctx, id, month));
    const [first, second] = [await read(anonymous, code, 1), await read(anonymous, code)];
    expect(first.book.consultation.content.requirements[0]?.statement.fr).toBe('Le système doit tracer chaque accès au dossier.');
    expect(first.book.comments).toHaveLength(1);
    expect(second.book.consultation).toMatchObject({
      iteration: 2,
      content: { requirements: [{ statement: { fr: 'Texte repris.' } }, {}] },
    });
    expect(second.book.comments).toHaveLength(0);
  });
});

describe('a comment', () => {
  it('sent twice is one, and may be withdrawn by its author until it is answered', async () => {
    const { code, consultationId } = await makeOpen();
    const both = await Promise.all([send(vendor, consultationId), send(vendor, consultationId)]);
    expect(both).toEqual([{ number: 1 }, { number: 1 }]);
    expect(await send(other, consultationId)).toEqual({ number: 2 });
    const [first, second] = [await idOf(code, 1), await idOf(code, 2)];
    expect(await refusal(as(other, (ctx) => comments.withdraw(ctx, first)))).toBe('not-found');
    await as(editor, (ctx) => answers.answer(ctx, { commentId: second }, answer()));
    expect(await refusal(as(other, (ctx) => comments.withdraw(ctx, second)))).toBe('consultation.answered');
    await as(vendor, (ctx) => comments.withdraw(ctx, first));
    const { book } = await read(anonymous, code);
    expect(book.comments.map(({ number, isMine }) => [number, isMine])).toEqual([[2, false]]);
    expect(book.figures).toEqual({ contributions: 1, answered: 1, share: 1 });
    expect(await send(vendor, consultationId)).toEqual({ number: 3 });
  });

  it('of a visitor appears once confirmed by mail, and its address is never read by the portal', async () => {
    const { code, consultationId } = await makeOpen();
    await expect(send(anonymous, consultationId)).rejects.toMatchObject({ details: { fields: [{ field: 'name' }, { field: 'email' }] } });
    await expect(send(anonymous, consultationId, { name: 'anne@example.org', email: 'anne@example.org' })).rejects.toMatchObject({
      details: { fields: [{ code: 'consultation.name-public' }] },
    });
    const visitor = { name: 'Association Iroise', email: 'Nolwenn@iroise.example' };
    expect(await send(anonymous, consultationId, visitor)).toEqual({ awaits: 'mail' });
    expect(await send(anonymous, consultationId, { ...visitor, website: 'http://spam.example' })).toEqual({ awaits: 'mail' });
    expect((await read(anonymous, code)).book.comments).toEqual([]);
    const [{ id }] = await database.owner.query<[{ id: string }]>('SELECT id FROM consultation_comment WHERE consultation_id = $1', [
      consultationId,
    ]);
    expect(await as(editor, (ctx) => ctx.tx.query('SELECT 1 FROM consultation_text WHERE comment_id = $1', [id]))).toHaveLength(1);
    expect(await as(vendor, (ctx) => ctx.tx.query('SELECT 1 FROM consultation_text WHERE comment_id = $1', [id]))).toEqual([]);
    const mail = await background((ctx) => find(ConsultationMailsService).confirmation(ctx, id));
    expect(mail?.to).toBe('nolwenn@iroise.example');
    const token = /lien\/([0-9a-f]{64})/.exec(mail?.text ?? '')?.[1] ?? '';
    const { text, comment: found } = await as(anonymous, (ctx) => comments.ofLink(ctx, token));
    expect([text.body, found.author]).toEqual(['Que faut-il tracer ?', 'Association Iroise']);
    expect(await refusal(as(anonymous, (ctx) => comments.confirm(ctx, 'x'.repeat(64))))).toBe('not-found');
    for (let n = 0; n < 2; n += 1)
      expect(await as(anonymous, (ctx) => comments.confirm(ctx, token))).toEqual({ consultationId, number: 1 });
    const { version, book } = await read(anonymous, code);
    expect(book.comments).toMatchObject([{ number: 1, author: 'Association Iroise', authorKind: 'visitor', body: 'Que faut-il tracer ?' }]);
    expect(JSON.stringify(consultationDocument(version, [book]))).not.toContain('iroise.example');
    for (const source of [database.portal, database.worker]) {
      const events = await source.query<{ data: object }[]>("SELECT data FROM event WHERE name LIKE 'comment.%'");
      expect(JSON.stringify(events)).not.toMatch(/iroise|tracer/i);
    }
    await as(anonymous, (ctx) => comments.withdrawByLink(ctx, token));
    expect((await read(anonymous, code)).book.comments).toEqual([]);
    expect(await refusal(as(anonymous, (ctx) => comments.confirm(ctx, token)))).toBe('consultation.gone');
  });

  it('that nobody confirmed is erased after two days, with its address; others never', async () => {
    const { consultationId } = await makeOpen();
    await send(vendor, consultationId);
    await send(anonymous, consultationId, { name: 'Anne', email: 'anne@example.org' });
    await background((ctx) => follow.purge(ctx));
    const count = () =>
      database.owner
        .query<[{ count: number }]>('SELECT count(*)::int AS count FROM consultation_comment WHERE consultation_id = $1', [consultationId])
        .then(([row]) => row.count);
    expect(await count()).toBe(2);
    await setClock('2026-11-04T09:00:00Z');
    await background((ctx) => follow.purge(ctx));
    expect(await count()).toBe(1);
    expect(await background((ctx) => ctx.tx.query("SELECT 1 FROM consultation_contact WHERE email = 'anne@example.org'"))).toEqual([]);
    await setClock('2026-11-02T09:00:00Z');
  });

  it('of one address or network is counted, and too many are refused', async () => {
    const { consultationId } = await makeOpen();
    const visitor = { name: 'Bruno', email: 'bruno@example.org', address: '198.51.100.7' };
    for (let n = 0; n < 10; n += 1) await send(anonymous, consultationId, { ...visitor, body: `Point ${n}` });
    expect(await refusal(send(anonymous, consultationId, { ...visitor, body: 'Encore' }))).toBe('too-many.comments');
    expect(await send(vendor, consultationId)).toEqual({ number: 1 });
  });
});

describe('the editor', () => {
  it('groups comments, answers once, corrects, and every author is told once', async () => {
    const { code, consultationId } = await makeOpen();
    for (const body of ['Un', 'Deux', 'Trois']) await send(body === 'Trois' ? other : vendor, consultationId, { body });
    const ids = [await idOf(code, 1), await idOf(code, 2), await idOf(code, 3)];
    const group = (more: object) => as(editor, (ctx) => answers.group(ctx, consultationId, { comments: ids, ...more }));
    await expect(group({ comments: [], label: 'Vide' })).rejects.toMatchObject({ details: { fields: [{ field: 'comments' }] } });
    const subjectId = await group({ label: 'Traçabilité' });
    expect(await refusal(group({ comments: [ids[0]], label: 'Autre' }))).toBe('consultation.grouped');
    await as(editor, (ctx) => answers.ungroup(ctx, ids[2] ?? ''));
    await group({ comments: [ids[2]], subject: subjectId });
    await as(editor, (ctx) => answers.answer(ctx, { subjectId }, answer({ publish: false, fr: 'Brouillon' })));
    expect((await read(editor, code)).book.drafts).toMatchObject([{ subjectId, version: 1, body: { fr: 'Brouillon' } }]);
    expect((await read(anonymous, code)).book.drafts).toEqual([]);
    await expect(as(editor, (ctx) => answers.answer(ctx, { subjectId }, answer({ fr: 'Le mien' })))).rejects.toMatchObject({
      code: 'consultation.answer-stale',
      details: { params: { mine: 'Le mien', theirs: 'Brouillon' } },
    });
    await as(editor, (ctx) => answers.answer(ctx, { subjectId }, answer({ version: 1 })));
    expect(await refusal(as(editor, (ctx) => answers.ungroup(ctx, ids[0] ?? '')))).toBe('consultation.group-answered');
    await as(editor, (ctx) => answers.answer(ctx, { subjectId }, answer({ disposition: 'accepted_in_part', fr: 'Corrigée.' })));
    const { version, book } = await read(anonymous, code);
    expect(book.figures).toEqual({ contributions: 3, answered: 3, share: 1 });
    expect(book.comments[2]?.answers.map(({ body }) => body.fr)).toEqual(expect.arrayContaining(['Précision ajoutée.', 'Corrigée.']));
    expect(consultationDocument(version, [book])).toMatchObject({
      contributions: 3,
      answered: 3,
      comments: [{ group: 'Traçabilité' }, {}, {}],
    });
    const [{ id: answerId }] = await database.owner.query<[{ id: string }]>(
      'SELECT id FROM consultation_answer WHERE subject_id = $1 ORDER BY published_at LIMIT 1',
      [subjectId],
    );
    await background((ctx) => follow.tellAuthors(ctx, answerId));
    const told = await database.owner.query<{ account: string }[]>(
      `SELECT e.data->>'account' AS account FROM event e JOIN outbox o ON o.event_id = e.id WHERE e.name = 'comment.answer' AND e.data->>'code' = $1`,
      [code],
    );
    expect(told.map(({ account }) => account).sort()).toEqual([vendor.accountId, other.accountId].sort());
  });

  it('hides an unlawful comment: the reason is public, the words are kept for the agency alone', async () => {
    const { code, consultationId } = await makeOpen();
    await send(vendor, consultationId, { body: 'Propos illicites' });
    const id = await idOf(code, 1);
    expect(await refusal(as(verifier, (ctx) => answers.hide(ctx, id, { reason: 'Non' })))).toBe('forbidden.role');
    await as(editor, (ctx) => answers.hide(ctx, id, { reason: 'Diffamation' }));
    const shown = await read(vendor, code);
    expect(shown.book.comments).toMatchObject([{ fate: 'hidden', hiddenReason: 'Diffamation', body: null }]);
    expect(shown.book.figures.contributions).toBe(0);
    const kept = await read(editor, code);
    expect(kept.book.comments[0]?.body).toBe('Propos illicites');
    // An export by an editor is the public one.
    expect(JSON.stringify(consultationDocument(kept.version, [kept.book]))).not.toContain('illicites');
    expect(consultationCsv([kept.book], 'fr')).not.toContain('illicites');
  });

  it('publishes once every comment shown has a published answer, its group’s or its own', async () => {
    const { id, code, consultationId } = await makeOpen();
    for (const body of ['Un', 'Deux', 'Trois']) await send(vendor, consultationId, { body });
    await as(editor, (ctx) => consultations.close(ctx, consultationId, { reason: 'Fin' }));
    const [one, two, three] = [await idOf(code, 1), await idOf(code, 2), await idOf(code, 3)];
    await as(editor, (ctx) => packages.act(ctx, id, 'freeze'));
    await expect(as(editor, (ctx) => packages.act(ctx, id, 'publish'))).rejects.toMatchObject({
      code: 'consultation.unanswered',
      details: { params: { count: 3 } },
    });
    await as(editor, (ctx) => answers.hide(ctx, three, { reason: 'Illicite' }));
    await as(editor, (ctx) => answers.answer(ctx, { commentId: one }, answer()));
    await as(editor, (ctx) => answers.answer(ctx, { commentId: two }, answer({ publish: false })));
    expect(await refusal(as(editor, (ctx) => packages.act(ctx, id, 'publish')))).toBe('consultation.unanswered');
    await as(editor, (ctx) => answers.answer(ctx, { commentId: two }, answer({ version: 1 })));
    await as(editor, (ctx) => packages.act(ctx, id, 'publish'));
    expect((await read(anonymous, code)).version.status).toBe('published');
  });

  it('is told once a day how many comments arrived', async () => {
    const { code, consultationId } = await makeOpen();
    const digests = () =>
      database.owner.query<{ comments: number }[]>(
        `SELECT (data->>'comments')::int AS comments FROM event WHERE name = 'consultation.digest' AND data->>'code' = $1 ORDER BY at`,
        [code],
      );
    await setClock('2026-11-02T09:00:01Z');
    for (const body of ['Un', 'Deux']) await send(vendor, consultationId, { body });
    for (let run = 0; run < 2; run += 1) await background((ctx) => follow.digest(ctx));
    await setClock('2026-11-02T15:00:00Z');
    await send(vendor, consultationId, { body: 'Trois' });
    await background((ctx) => follow.digest(ctx));
    expect(await digests()).toEqual([{ comments: 2 }]);
    await setClock('2026-11-03T09:00:00Z');
    await background((ctx) => follow.digest(ctx));
    expect(await digests()).toEqual([{ comments: 2 }, { comments: 1 }]);
    await setClock('2026-11-02T09:00:00Z');
  });
});

describe('what is written stays written', () => {
  it('for every role: words, published answers, comments that appeared, dates', async () => {
    const { code, consultationId } = await makeOpen();
    await send(vendor, consultationId);
    const commentId = await idOf(code, 1);
    await as(editor, (ctx) => answers.answer(ctx, { commentId }, answer()));
    const statements = [
      `UPDATE consultation_text SET body = 'x'`,
      `DELETE FROM consultation_text`,
      `UPDATE consultation_comment SET author = 'x'`,
      `UPDATE consultation_comment SET number = 9, appeared_at = now()`,
      `DELETE FROM consultation_comment WHERE appeared_at IS NOT NULL`,
      `UPDATE consultation_answer SET disposition = 'out_of_scope' WHERE published_at IS NOT NULL`,
      `DELETE FROM consultation_answer`,
      `UPDATE consultation SET content = '{}'`,
      `UPDATE consultation SET closes_at = closes_at - interval '1 day'`,
      `DELETE FROM consultation`,
    ];
    for (const statement of statements) {
      for (const source of [database.portal, database.worker]) {
        const code = await transact(source, { actor: system('test') }, (ctx) => ctx.tx.query(statement)).then(
          () => 'accepted',
          (error: { code?: string }) => error.code,
        );
        expect([statement, ['42501', '23514'].includes(String(code))]).toEqual([statement, true]);
      }
    }
    await expect(as(editor, (ctx) => ctx.tx.query('SELECT email FROM consultation_contact'))).rejects.toMatchObject({ code: '42501' });
    await expect(
      as(vendor, (ctx) =>
        ctx.tx.query(
          `INSERT INTO consultation_answer (id, consultation_id, comment_id, disposition, body, version, saved_at)
      VALUES ($1, $2, $3, 'accepted', '{}', 1, now())`,
          [newId(), consultationId, commentId],
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('statements', () => {
  it('are few, whatever the number of comments', async () => {
    const { id, code, consultationId } = await makeOpen();
    const page = () =>
      countStatements(database.portal, () =>
        as(anonymous, async (ctx) => {
          const version: ConsultedVersion = await queries.of(ctx, code, '1.0');
          await queries.book(ctx, version);
          await queries.published(ctx, version);
          return queries.notice(ctx, id);
        }),
      ).then(({ statements }) => statements);
    await send(vendor, consultationId);
    const few = await page();
    for (let n = 0; n < 30; n += 1) await send(vendor, consultationId, { body: `Point ${n}` });
    expect(await page()).toBe(few);
    expect(few).toBeLessThanOrEqual(8);
    const sent = await countStatements(database.portal, () => send(vendor, consultationId, { body: 'Compté' }));
    expect(sent.statements).toBeLessThanOrEqual(10);
    const ids = (await read(editor, code)).book.comments.map((one) => one.id);
    const grouped = await countStatements(database.portal, () =>
      as(editor, (ctx) => answers.group(ctx, consultationId, { comments: ids, label: 'Tout' })),
    );
    expect(grouped.statements).toBeLessThanOrEqual(8);
    const answered = await countStatements(database.portal, () =>
      as(editor, (ctx) => answers.answer(ctx, { subjectId: grouped.result }, answer())),
    );
    expect(answered.statements).toBeLessThanOrEqual(6);
  });
});
