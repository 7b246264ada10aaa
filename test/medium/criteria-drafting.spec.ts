import { describe, expect, it } from '@jest/globals';
import {
  complete,
  DraftingQueries,
  DraftingService,
  PackagesQueries,
  PackagesService,
  type DraftEdit,
  type PackageContent,
  type PackageDocument,
  type Requirement,
} from '#criteria';
import { newId, system, type Actor, type Ctx } from '#platform';
import { testDatabase } from '../support/database.js';
import { as, makePerson } from '../support/people.js';
import { countStatements } from '../support/statements.js';

const database = await testDatabase();
const [drafting, queries] = [new DraftingService(), new DraftingQueries()];
const [packages, reading] = [new PackagesService(), new PackagesQueries()];
const editor = await makePerson(database.portal, { role: 'criteria_editor', name: 'Maud Ferrand' });
const officer = await makePerson(database.portal, { role: 'agency_officer' });
const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
const by = <T>(actor: Actor, use: (ctx: Ctx) => Promise<T>): Promise<T> => as(database.portal, actor, use);

let made = 0;
const text = (fr: string) => ({ fr, en: `${fr} (en)` });

/** A published version with two sections and requirements to edit. */
async function published(more: Partial<PackageDocument> = {}): Promise<{ id: string; code: string }> {
  made += 1;
  const code = `DRAFT-${made}`;
  const document: PackageDocument = {
    format: 1,
    code,
    version: '1',
    domain: 'security',
    title: text('Référentiel'),
    sections: [
      { key: 'A', title: text('Accès') },
      { key: 'B', title: text('Traces') },
    ],
    requirements: ['A.01', 'A.02', 'B.01'].map((key) => ({
      key,
      section: key.slice(0, 1),
      domain: 'security',
      obligation: 'must' as const,
      statement: text(`Le système DOIT tenir la promesse numérotée ${key} devant le vérificateur`),
    })),
    scenarios: [
      { key: 'A.SC', statement: text('Montrer'), requirements: ['A.01', 'A.02'], steps: [{ text: text('Voir'), requirements: ['A.01'] }] },
    ],
    evidence: [
      { key: 'A.PR', scenario: 'A.SC', requirements: ['A.01', 'A.02'], kinds: ['document'], label: text('Document') },
      { key: 'B.PR', requirements: ['B.01'], kinds: ['video'], label: text('Vidéo') },
    ],
    ...more,
  };
  const file = { path: `${code}.json`, bytes: Buffer.from(JSON.stringify(document)) };
  await by(system('criteria'), (ctx) => packages.loadFolder(ctx, [file]));
  const { id } = await by(editor, (ctx) => reading.byCode(ctx, code, '1'));
  return { id, code };
}

/** A draft of version 2, and what saves it. */
async function nextDraft(more: Partial<PackageDocument> = {}) {
  const base = await published(more);
  const { id } = await by(editor, (ctx) => drafting.derive(ctx, base.id, '2'));
  const read = () => by(editor, (ctx) => queries.draft(ctx, id));
  const save = async (edit: DraftEdit, version?: number) => {
    const from = version ?? (await read()).version;
    return by(editor, (ctx) => drafting.save(ctx, id, { version: from, edit }));
  };
  const relations = async () =>
    Object.fromEntries(
      (await read()).content.requirements.map(({ key, derivedFrom }) => [key, derivedFrom.map((link) => `${link.key} ${link.relation}`)]),
    );
  return { ...base, base: base.id, id, read, save, relations };
}

const find = (content: PackageContent, key: string): Requirement => {
  const found = content.requirements.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no ${key}`);
  return found;
};

describe('a new version', () => {
  it('takes everything of a published one under the same keys, each requirement saying where it comes from', async () => {
    const draft = await nextDraft();
    const { content, status, version, basedOn } = await draft.read();
    expect({ status, version, basedOn, label: content.version }).toEqual({ status: 'draft', version: 1, basedOn: draft.base, label: '2' });
    expect(find(content, 'A.01').derivedFrom).toEqual([{ package: draft.code, version: '1', key: 'A.01', relation: 'unchanged' }]);
    expect(content.scenarios).toHaveLength(1);
  });

  it('lets each relation follow its text: reworded, strengthened, relaxed, and back', async () => {
    const draft = await nextDraft();
    const { content } = await draft.read();
    const change = (key: string, facts: Partial<Requirement>) => draft.save({ kind: 'requirement.change', key, facts });
    await change('A.01', { statement: text('Le système DOIT tenir une promesse nouvelle, numérotée A.01, devant le vérificateur') });
    await change('A.02', { obligation: 'may' });
    await draft.save({
      kind: 'evidence.add',
      evidence: { ...content.evidence[1], key: 'B.PR2', label: text('Journal des accès') },
    });
    expect(await draft.relations()).toEqual({ 'A.01': ['A.01 reworded'], 'A.02': ['A.02 relaxed'], 'B.01': ['B.01 strengthened'] });
    await change('A.01', { statement: find(content, 'A.01').statement });
    await draft.save({ kind: 'evidence.remove', key: 'B.PR2' });
    expect(await draft.relations()).toEqual({ 'A.01': ['A.01 unchanged'], 'A.02': ['A.02 relaxed'], 'B.01': ['B.01 unchanged'] });
  });

  it('splits and merges with the lineage of both, and forgets a split undone', async () => {
    const draft = await nextDraft();
    const second = { key: 'A.03', number: 'A.03', title: null, statement: text('Le système DOIT prévenir') };
    await draft.save({
      kind: 'requirement.split',
      key: 'A.01',
      first: { statement: text('Le système DOIT tenir la promesse') },
      second,
      sharing: true,
    });
    expect(await draft.relations()).toMatchObject({ 'A.01': ['A.01 split'], 'A.03': ['A.01 split'] });
    const { content } = await draft.read();
    expect(content.requirements.map(({ key }) => key)).toEqual(['A.01', 'A.03', 'A.02', 'B.01']);
    expect(content.scenarios[0].requirements).toEqual(['A.01', 'A.03', 'A.02']);
    await draft.save({ kind: 'requirement.remove', key: 'A.03' });
    expect(await draft.relations()).toMatchObject({ 'A.01': ['A.01 reworded'] });
    await draft.save({
      kind: 'requirement.merge',
      key: 'A.01',
      other: 'A.02',
      facts: { title: null, statement: text('Le système DOIT tenir ses deux promesses') },
    });
    expect(await draft.relations()).toEqual({ 'A.01': ['A.01 merged', 'A.02 merged'], 'B.01': ['B.01 unchanged'] });
    expect((await draft.read()).content.evidence[0].requirements).toEqual(['A.01']);
  });

  it('is not started from what is not published, nor under a label that exists, nor by a reader', async () => {
    const draft = await nextDraft();
    await expect(by(editor, (ctx) => drafting.derive(ctx, draft.id, '3'))).rejects.toMatchObject({ code: 'draft.base-unpublished' });
    await expect(by(editor, (ctx) => drafting.derive(ctx, draft.base, '2'))).rejects.toMatchObject({ code: 'draft.version-taken' });
    await expect(by(officer, (ctx) => drafting.derive(ctx, draft.base, '3'))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(by(vendor, (ctx) => drafting.derive(ctx, draft.base, '3'))).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('a save', () => {
  it('is joined to what others wrote elsewhere, and refused when they wrote at the same place', async () => {
    const draft = await nextDraft();
    const reword = (key: string, words: string): DraftEdit => ({ kind: 'requirement.change', key, facts: { statement: text(words) } });
    await draft.save(reword('A.01', 'Un'), 1);
    expect(await draft.save(reword('B.01', 'Deux'), 1)).toMatchObject({ version: 3 });
    await expect(draft.save(reword('A.01', 'Trois'), 1)).rejects.toMatchObject({ kind: 'conflict', code: 'draft.stale' });
    const { content } = await draft.read();
    expect([find(content, 'A.01').statement.fr, find(content, 'B.01').statement.fr]).toEqual(['Un', 'Deux']);
  });

  it('is refused whole, every error at once, when the format does not hold; errors of meaning wait', async () => {
    const draft = await nextDraft();
    const facts = { statement: { fr: '' }, weight: 1.5, title: { fr: ' ' } };
    const refused = draft.save({ kind: 'requirement.change', key: 'A.01', facts });
    await expect(refused).rejects.toMatchObject({ kind: 'invalid', code: 'draft.invalid' });
    const fields = await refused.catch((error: { details: { fields: { field: string }[] } }) =>
      error.details.fields.map(({ field }) => field),
    );
    expect(fields).toEqual(expect.arrayContaining(['/requirements/0/statement/fr', '/requirements/0/weight', '/requirements/0/title/fr']));
    expect((await draft.read()).version).toBe(1);
    const evidence = { ...(await draft.read()).content.evidence[1], key: 'X', kinds: [] };
    await draft.save({ kind: 'evidence.add', evidence });
    await expect(by(editor, (ctx) => packages.act(ctx, draft.id, 'freeze'))).rejects.toMatchObject({
      code: 'package.not-ready',
      details: { fields: [{ code: 'evidence.without_form' }] },
    });
  });

  it('of the same content makes no revision; others are kept with who, when and what, and can be gone back to', async () => {
    const draft = await nextDraft();
    const edit: DraftEdit = { kind: 'requirement.remove', key: 'B.01' };
    await draft.save(edit);
    await draft.save({ kind: 'section.change', key: 'A', facts: { title: text('Accès') } });
    await by(editor, (ctx) => drafting.restore(ctx, draft.id, { version: 2, revision: 1 }));
    const revisions = await by(officer, (ctx) => queries.revisions(ctx, draft.id));
    expect(revisions.map(({ version, action, subject, savedBy }) => [version, action, subject, savedBy])).toEqual([
      [3, 'restore', '1', 'Maud Ferrand'],
      [2, 'requirement.remove', 'B.01', 'Maud Ferrand'],
      [1, 'derive', '1', 'Maud Ferrand'],
    ]);
    expect(revisions[1].changes).toMatchObject({ requirements: { removed: ['B.01'] }, evidence: { removed: ['B.PR'] } });
    expect((await draft.read()).content.requirements).toHaveLength(3);
  });

  it('keeps the last 50 revisions', async () => {
    const draft = await nextDraft();
    for (let n = 2; n <= 53; n += 1) await draft.save({ kind: 'section.change', key: 'A', facts: { title: text(`Titre ${n}`) } }, n - 1);
    const kept = await by(editor, (ctx) => queries.revisions(ctx, draft.id));
    expect([kept.length, kept[0].version, kept[49].version]).toEqual([50, 53, 4]);
    await expect(by(editor, (ctx) => queries.revision(ctx, draft.id, 3))).rejects.toMatchObject({ code: 'draft.revision-gone' });
  });

  it('of a whole document asks for the present version and gives every remark', async () => {
    const draft = await nextDraft();
    const { content } = await draft.read();
    const replace = (document: unknown, version = 1) => by(editor, (ctx) => drafting.replace(ctx, draft.id, { version, document }));
    await expect(replace({ ...content, format: 2, domain: 'X', requirements: [{}] })).rejects.toMatchObject({ code: 'draft.invalid' });
    await expect(replace({ ...content, code: 'OTHER' })).rejects.toMatchObject({ code: 'draft.code-fixed' });
    const requirements = content.requirements.map((one) => (one.key === 'A.01' ? { ...one, criticality: 'major' as const } : one));
    expect(await replace({ ...content, requirements })).toMatchObject({ version: 2 });
    await expect(replace(content)).rejects.toMatchObject({ code: 'draft.stale' });
    expect(complete((await draft.read()).content)).toEqual({ ...content, requirements });
  });

  it('records its events for the agency, without any word of the text', async () => {
    const draft = await nextDraft();
    await draft.save({ kind: 'requirement.change', key: 'A.01', facts: { statement: text('Parole inédite') } });
    const events = await database.worker.query<{ name: string; audience: string; data: object }[]>(
      'SELECT name, audience, data FROM event WHERE subject_id = $1 ORDER BY at, id',
      [draft.id],
    );
    expect(events.map(({ name, audience }) => [name, audience])).toEqual([
      ['package.draft', 'agency'],
      ['package.save', 'agency'],
    ]);
    expect(JSON.stringify(events)).not.toContain('inédite');
    expect(events[1].data).toEqual({ version: 2, action: 'requirement.change', changes: 1, requirements: 3 });
  });

  it('is refused to whoever is not an editor; for a vendor the draft does not exist', async () => {
    const draft = await nextDraft();
    const edit: DraftEdit = { kind: 'section.remove', key: 'B' };
    await expect(by(officer, (ctx) => drafting.save(ctx, draft.id, { version: 1, edit }))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(by(vendor, (ctx) => drafting.save(ctx, draft.id, { version: 1, edit }))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(by(vendor, (ctx) => queries.draft(ctx, draft.id))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(by(editor, (ctx) => queries.draft(ctx, newId()))).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('asks the database the same number of things for 3 requirements or 700, twelve at most', async () => {
    const many = Array.from({ length: 700 }, (_, place) => ({
      key: `A.${place}`,
      section: 'A',
      domain: 'security',
      obligation: 'must' as const,
      statement: text(`Le système DOIT tenir la promesse ${place} devant le vérificateur`),
    }));
    const measures = [];
    for (const requirements of [many.slice(0, 3), many]) {
      const sections = [{ key: 'A', title: text('Accès') }];
      const draft = await nextDraft({ sections, requirements, scenarios: [], evidence: [] });
      const edit: DraftEdit = { kind: 'requirement.change', key: 'A.1', facts: { statement: text('Autrement') } };
      const { statements } = await countStatements(database.portal, () => draft.save(edit, 1));
      measures.push(statements);
    }
    expect(measures[0]).toBe(measures[1]);
    expect(measures[0]).toBeLessThanOrEqual(12);
  });
});

describe('a publication', () => {
  it('leaves the version in force until the newer one takes effect, on the day announced', async () => {
    const draft = await nextDraft();
    const act = (effectiveOn: string) => by(editor, (ctx) => packages.act(ctx, draft.id, 'publish', { effectiveOn }));
    for (const day of ['2001-01-01', '2099-02-30', 'demain'])
      await expect(act(day)).rejects.toMatchObject({ code: 'package.effective-past' });
    await act('2099-07-14');
    const statuses = async () =>
      (await by(vendor, (ctx) => reading.list(ctx, { code: draft.code }))).map(({ label, status }) => `${label} ${status}`);
    expect(await statuses()).toEqual(['2 published', '1 published']);
    expect((await draft.read()).effectiveFrom?.toISOString()).toBe('2099-07-13T22:00:00.000Z');
    const takeEffect = (now?: Date) => by(system('schedule'), (ctx) => packages.takeEffect(now ? { ...ctx, now } : ctx));
    expect(await takeEffect()).toBe(0);
    expect(await takeEffect(new Date('2099-07-14T00:00:00+02:00'))).toBe(1);
    expect(await takeEffect(new Date('2099-07-14T00:00:00+02:00'))).toBe(0);
    expect(await statuses()).toEqual(['2 published', '1 amended']);
  });

  it('fixes the draft: no save, no revision written again, no date moved', async () => {
    const draft = await nextDraft();
    await by(editor, (ctx) => packages.act(ctx, draft.id, 'publish'));
    await expect(draft.save({ kind: 'section.remove', key: 'B' })).rejects.toMatchObject({ code: 'draft.closed' });
    for (const statement of [
      `UPDATE package_revision SET content = '{}' WHERE package_version_id = '${draft.id}'`,
      `UPDATE package_version SET version = 9 WHERE id = '${draft.id}'`,
      `UPDATE package_version SET effective_from = now() + interval '1 day' WHERE id = '${draft.id}'`,
    ]) {
      await expect(database.portal.query(statement)).rejects.toThrow(/never changed/);
    }
  });

  it('is refused to a draft that holds no requirement yet', async () => {
    const { id } = await by(editor, (ctx) =>
      drafting.start(ctx, { code: 'NOUVEAU', version: '1', domain: 'eco', title: text('Neuf'), section: { key: 'A', title: text('Une') } }),
    );
    await expect(by(editor, (ctx) => packages.act(ctx, id, 'publish'))).rejects.toMatchObject({ code: 'package.not-ready' });
    await expect(
      by(editor, (ctx) =>
        drafting.start(ctx, {
          code: 'NOUVEAU',
          version: '2',
          domain: 'eco',
          title: text('Neuf'),
          section: { key: 'A', title: text('Une') },
        }),
      ),
    ).rejects.toMatchObject({ code: 'draft.code-taken' });
  });
});
