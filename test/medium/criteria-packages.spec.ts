import { describe, expect, it } from '@jest/globals';
import {
  contentHash,
  exchangeForm,
  PackagesQueries,
  PackagesService,
  readPackage,
  type PackageDocument,
  type PackageFile,
} from '#criteria';
import { anonymous, system, transact, type Actor, type Ctx } from '#platform';
import { testDatabase } from '../support/database.js';

const database = await testDatabase();
const packages = new PackagesService();
const queries = new PackagesQueries();
const editor: Actor = { ...anonymous, kind: 'account', accountId: null, organisationKind: 'agency', roles: ['criteria_editor'] };
const vendor: Actor = { ...anonymous, kind: 'account', organisationKind: 'vendor', roles: ['vendor_admin'] };

const as = <T>(actor: Actor, use: (ctx: Ctx) => Promise<T>): Promise<T> => transact(database.portal, { actor }, use);

function makeDocument(code: string, more: Partial<PackageDocument> = {}): PackageDocument {
  const text = { fr: 'Texte', en: 'Text' };
  return {
    format: 1,
    code,
    version: '1.0',
    domain: 'security',
    title: { fr: code },
    sections: [{ key: 'A', title: text }],
    profiles: [{ key: 'saas', label: text, question: text }],
    requirements: [
      { key: 'A.01', section: 'A', domain: 'security', obligation: 'must', statement: text, verificationPoints: [{ fr: 'Point réservé' }] },
      { key: 'A.02', section: 'A', domain: 'security', obligation: 'may', statement: text, profile: 'saas' },
    ],
    scenarios: [{ key: 'A.01.01', statement: text, requirements: ['A.01', 'A.02'] }],
    evidence: [{ key: 'A.01.01.01', scenario: 'A.01.01', requirements: ['A.01', 'A.02'], kinds: ['document'], label: text }],
    ...more,
  };
}
const file = (document: PackageDocument, path = `security/${document.code}-${document.version}.json`): PackageFile => ({
  path,
  bytes: Buffer.from(JSON.stringify(document)),
});
const load = (...documents: PackageDocument[]) =>
  as(system('criteria'), (ctx) =>
    packages.loadFolder(
      ctx,
      documents.map((one) => file(one)),
    ),
  );
const idOf = (code: string, label = '1.0') => as(system('criteria'), (ctx) => queries.byCode(ctx, code, label)).then(({ id }) => id);

describe('the folder of packages', () => {
  it('is published once, with its hash and its rows', async () => {
    const document = makeDocument('FOLDER');
    expect(await load(document)).toMatchObject([{ code: 'FOLDER', version: '1.0', outcome: 'published' }]);
    expect(await load(document)).toMatchObject([{ outcome: 'unchanged' }]);
    const version = await as(vendor, (ctx) => queries.byCode(ctx, 'FOLDER', '1.0'));
    const { content } = readPackage(file(document).bytes);
    expect(version.status).toBe('published');
    expect(version.contentHash).toBe(content && contentHash(content));
    // jsonb gives back the same document, so anyone may compute the hash again.
    expect(contentHash(version.content)).toBe(version.contentHash);
    expect(JSON.stringify(exchangeForm(version.content))).not.toContain('Point réservé');
    const rows = await as(vendor, (ctx) => queries.projection(ctx, [version.id]));
    expect(rows.requirements.map(({ key, obligation, profileKey }) => [key, obligation, profileKey])).toEqual([
      ['A.01', 'must', null],
      ['A.02', 'may', 'saas'],
    ]);
    expect([rows.scenarios.length, rows.scenarioRequirements.length, rows.evidence.length, rows.evidenceRequirements.length]).toEqual([
      1, 2, 1, 2,
    ]);
  });

  it('is refused by name when a file changed under a published version, and nothing is loaded', async () => {
    await load(makeDocument('CHANGED'));
    const changed = makeDocument('CHANGED', { title: { fr: 'Autre' } });
    await expect(load(makeDocument('BESIDE'), changed)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'package.file-changed',
      details: { params: { files: 'security/CHANGED-1.0.json' } },
    });
    await expect(idOf('BESIDE')).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('is refused by name when a file is invalid or two describe one version', async () => {
    const invalid = { path: 'eco/bad.yaml', bytes: Buffer.from('format: 2') };
    await expect(as(system('criteria'), (ctx) => packages.loadFolder(ctx, [invalid]))).rejects.toMatchObject({
      code: 'package.file-invalid',
      details: { params: { files: 'eco/bad.yaml' } },
    });
    await expect(load(makeDocument('TWICE'), makeDocument('TWICE'))).rejects.toMatchObject({ code: 'package.file-repeated' });
  });

  it('is published once by two processes that start together', async () => {
    const outcomes = await Promise.all([load(makeDocument('RACE')), load(makeDocument('RACE'))]);
    expect(
      outcomes
        .flat()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['published', 'unchanged']);
  });

  it('succeeds the version published before', async () => {
    await load(makeDocument('NEXT'), makeDocument('NEXT', { version: '1.1' }));
    const versions = await as(vendor, (ctx) => queries.list(ctx, { code: 'NEXT' }));
    expect(versions.map(({ label, status }) => [label, status])).toEqual([
      ['1.1', 'published'],
      ['1.0', 'amended'],
    ]);
  });

  it('is published from the oldest version to the newest, whatever the order of the files', async () => {
    const outcomes = await load(...['2026.10', '2026.2', '2026.1'].map((version) => makeDocument('ORDER', { version })));
    expect(outcomes.map(({ version }) => version)).toEqual(['2026.1', '2026.2', '2026.10']);
    const found = await as(vendor, (ctx) => queries.list(ctx, { code: 'ORDER' }));
    expect(found.map(({ label, status }) => `${label} ${status}`)).toEqual(['2026.10 published', '2026.2 amended', '2026.1 amended']);
  });
});

describe('a frozen version', () => {
  it.each([
    `UPDATE package_version SET content = '{}'`,
    `UPDATE package_version SET status = 'draft'`,
    `UPDATE package_version SET status = 'frozen'`,
    `UPDATE package SET code = 'OTHER'`,
    `UPDATE package_version SET content_hash = 'sha256:' || repeat('0', 64)`,
    `DELETE FROM package_version`,
    `UPDATE requirement SET number = 'X'`,
    `DELETE FROM requirement`,
    `DELETE FROM expected_evidence_requirement`,
    `UPDATE scenario SET body = '{}'`,
    `UPDATE import_report SET rows_kept = 0`,
  ])('refuses the portal: %s', async (statement) => {
    await load(makeDocument('FROZEN'));
    await expect(database.portal.query(statement)).rejects.toThrow(/never changed|permission denied/);
  });

  it.each(['DELETE FROM package_version', `UPDATE requirement SET key = 'Z'`, `UPDATE package_version SET content = '{}'`])(
    'refuses even the owner: %s',
    async (statement) => {
      await load(makeDocument('FROZEN'));
      await expect(database.owner.query(statement)).rejects.toThrow(/never changed/);
    },
  );

  it('takes no new row', async () => {
    await load(makeDocument('FROZEN'));
    const id = await idOf('FROZEN');
    await expect(
      database.portal.query(
        `INSERT INTO scenario (id, package_version_id, key, position, body) VALUES (gen_random_uuid(), $1, 'new', 9, '{}')`,
        [id],
      ),
    ).rejects.toThrow(/never changed/);
  });
});

describe('an import', () => {
  const importDocument = (document: unknown, actor = editor) =>
    as(actor, (ctx) => packages.importFile(ctx, Buffer.from(JSON.stringify(document)), { fileName: 'x.json' }));

  it('becomes a draft that only the agency sees, then a published version', async () => {
    const { versionId } = await importDocument(makeDocument('DRAFT'));
    if (versionId === null) throw new Error('no draft');
    await expect(as(vendor, (ctx) => queries.one(ctx, versionId))).rejects.toMatchObject({ kind: 'not_found' });
    expect((await as(vendor, (ctx) => queries.list(ctx, { code: 'DRAFT' }))).length).toBe(0);
    await as(editor, (ctx) => packages.act(ctx, versionId, 'publish'));
    const content = await as(vendor, (ctx) => queries.content(ctx, versionId));
    expect(content.requirements[0].verificationPoints).toEqual([]);
    expect((await as(editor, (ctx) => queries.content(ctx, versionId))).requirements[0].verificationPoints).toHaveLength(1);
    expect(await as(editor, (ctx) => queries.byProfileAnswers(ctx, [versionId], { saas: false }))).toMatchObject({
      applicable: [{ key: 'A.01' }],
      notApplicable: [{ key: 'A.02' }],
    });
  });

  it('replaces an open draft, but not a frozen version: the report says so', async () => {
    const first = await importDocument(makeDocument('AGAIN'));
    const second = await importDocument(makeDocument('AGAIN', { title: { fr: 'Repris' } }));
    expect(second.versionId).toBe(first.versionId);
    await as(editor, (ctx) => packages.act(ctx, second.versionId ?? '', 'freeze'));
    const third = await importDocument(makeDocument('AGAIN'));
    expect(third.versionId).toBeNull();
    expect((await as(editor, (ctx) => queries.report(ctx, third.reportId))).findings).toMatchObject([{ code: 'version.frozen' }]);
  });

  it('keeps its report when the file gives nothing', async () => {
    const { reportId, versionId } = await importDocument({ format: 1 });
    expect(versionId).toBeNull();
    const report = await as(editor, (ctx) => queries.report(ctx, reportId));
    expect(report.findings.length).toBeGreaterThan(5);
    expect(report).toMatchObject({ rowsRead: 0, rowsKept: 0, rowsRejected: 0, format: 'package' });
    await expect(as(vendor, (ctx) => queries.report(ctx, reportId))).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('is refused to anyone but a criteria editor', async () => {
    await expect(importDocument(makeDocument('NOBODY'), vendor)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('records an event for each step, without the name of the file', async () => {
    const { versionId } = await importDocument(makeDocument('EVENTS'));
    await as(editor, (ctx) => packages.act(ctx, versionId ?? '', 'publish'));
    const events = await database.worker.query<{ name: string; data: object }[]>(
      `SELECT name, data FROM event WHERE subject_id = $1 ORDER BY at, id`,
      [versionId],
    );
    expect(events.map(({ name }) => name)).toEqual(['package.freeze', 'package.publish']);
    expect(events[1].data).toMatchObject({ code: 'EVENTS', version: '1.0', hash: expect.stringMatching(/^sha256:/) });
  });
});
