import { describe, expect, it } from '@jest/globals';
import {
  completeMapping,
  importMapping,
  MappingsQueries,
  MappingsService,
  mappingHash,
  PackagesService,
  type MappingContent,
  type MappingLink,
  type PackageDocument,
} from '#criteria';
import { anonymous, system, transact, type Actor, type Ctx } from '#platform';
import { testDatabase } from '../support/database.js';
import { countStatements } from '../support/statements.js';

const database = await testDatabase();
const queries = new MappingsQueries();
const mappings = new MappingsService(queries);
const packages = new PackagesService();
const editor: Actor = { ...anonymous, kind: 'account', accountId: null, organisationKind: 'agency', roles: ['criteria_editor'] };
const verifier: Actor = { ...editor, roles: ['verifier'] };
const vendor: Actor = { ...anonymous, kind: 'account', organisationKind: 'vendor', roles: ['vendor_admin'] };
const as = <T>(actor: Actor, use: (ctx: Ctx) => Promise<T>): Promise<T> => transact(database.portal, { actor }, use);

const text = { fr: 'Texte' };
function makePackage(code: string, version: string, keys: string[]): PackageDocument {
  return {
    format: 1,
    code,
    version,
    domain: 'security',
    title: { fr: code },
    sections: [{ key: 'A', title: text }],
    requirements: keys.map((key) => ({ key, section: 'A', domain: 'security', obligation: 'must', statement: text })),
  };
}
const load = (...documents: PackageDocument[]) =>
  as(system('criteria'), (ctx) =>
    packages.loadFolder(
      ctx,
      documents.map((one) => ({ path: `${one.code}.json`, bytes: Buffer.from(JSON.stringify(one)) })),
    ),
  );
const makeMapping = (
  code: string,
  [source, target]: [string, string],
  links: [string, MappingLink['relation'], string][],
): MappingContent =>
  completeMapping({
    format: 1,
    code,
    version: '1',
    title: { fr: code },
    source: { package: source, version: '1' },
    target: { package: target, version: '1' },
    links: links.map(([from, relation, to]) => ({ sources: [from], targets: [to], relation })),
  });
const keep = (content: MappingContent, actor = editor) =>
  as(actor, (ctx) => mappings.keepImport(ctx, importMapping(Buffer.from(JSON.stringify(content))))).then(([id]) => id);
const publish = async (content: MappingContent) => {
  const id = await keep(content);
  await as(editor, (ctx) => mappings.publish(ctx, id));
  return id;
};

await load(makePackage('MAP-A', '1', ['A.1', 'A.2']), makePackage('MAP-B', '1', ['B.1', 'B.2']), makePackage('MAP-C', '1', ['C.1']));

describe('the life of a mapping', () => {
  it('draft, published with its hash, withdrawn with a reason; the public sees it from its publication on', async () => {
    const content = makeMapping('LIFE', ['MAP-A', 'MAP-B'], [['A.1', 'superset', 'B.1']]);
    const id = await keep(content);
    await expect(as(vendor, (ctx) => queries.one(ctx, id))).rejects.toMatchObject({ kind: 'not_found' });
    await as(verifier, (ctx) => queries.one(ctx, id));
    await as(editor, (ctx) => mappings.publish(ctx, id));
    const published = await as(anonymous, (ctx) => queries.byCode(ctx, 'LIFE', '1'));
    expect(published).toMatchObject({ status: 'published', contentHash: mappingHash(content), content });
    await expect(as(editor, (ctx) => mappings.withdraw(ctx, id, ' '))).rejects.toMatchObject({ code: 'mapping.reason-missing' });
    await as(editor, (ctx) => mappings.withdraw(ctx, id, 'Erreur de sens'));
    expect(await as(anonymous, (ctx) => queries.one(ctx, id))).toMatchObject({ status: 'withdrawn', withdrawalReason: 'Erreur de sens' });
    await expect(as(editor, (ctx) => mappings.publish(ctx, id))).rejects.toMatchObject({ code: 'lifecycle.refused' });
  });

  it('what is published never changes: neither through the room nor in the database', async () => {
    const content = makeMapping('FIXED', ['MAP-A', 'MAP-B'], [['A.1', 'equal', 'B.1']]);
    const id = await publish(content);
    await expect(keep(content)).rejects.toMatchObject({ code: 'mapping.taken' });
    await expect(as(editor, (ctx) => mappings.changeLink(ctx, id, 1, { kind: 'remove', place: 0 }))).rejects.toMatchObject({
      code: 'mapping.not-draft',
    });
    for (const change of [`content = '{}'`, `status = 'draft'`, `content_hash = 'sha256:${'0'.repeat(64)}'`]) {
      await expect(as(editor, (ctx) => ctx.tx.query(`UPDATE mapping SET ${change} WHERE id = $1`, [id]))).rejects.toThrow('never changed');
    }
    await expect(database.owner.query('DELETE FROM mapping WHERE id = $1', [id])).rejects.toThrow('never changed');
  });

  it('is not published without frozen ends, nor with a link that leads nowhere', async () => {
    const nowhere = await keep(makeMapping('NOWHERE', ['MAP-A', 'ABSENT'], [['A.1', 'equal', 'B.1']]));
    await expect(as(editor, (ctx) => mappings.publish(ctx, nowhere))).rejects.toMatchObject({ code: 'mapping.not-bound' });
    const dangling = await keep(makeMapping('DANGLING', ['MAP-A', 'MAP-B'], [['A.9', 'equal', 'B.1']]));
    await expect(as(editor, (ctx) => mappings.publish(ctx, dangling))).rejects.toMatchObject({ code: 'mapping.dangling' });
    const [source, target] = await as(editor, async (ctx) => [
      await queries.named(ctx, { package: 'MAP-A', version: '1' }),
      await queries.named(ctx, { package: 'MAP-B', version: null }),
    ]);
    await as(editor, (ctx) => mappings.bind(ctx, dangling, 1, { sourceId: source?.id ?? '', targetId: target?.id ?? '' }));
    expect(await as(editor, (ctx) => queries.one(ctx, dangling))).toMatchObject({
      revision: 2,
      content: { links: [] },
      account: { rows: { read: 1, kept: 0, rejected: 1 }, findings: [{ code: 'mapping.dangling_source' }] },
    });
  });

  it('only an editor writes, whoever asks', async () => {
    const content = makeMapping('RIGHTS', ['MAP-A', 'MAP-B'], [['A.1', 'equal', 'B.1']]);
    const id = await keep(content);
    for (const actor of [verifier, vendor, anonymous]) {
      await expect(keep(content, actor)).rejects.toMatchObject({ kind: 'forbidden' });
      const kind = actor === verifier ? 'forbidden' : 'not_found';
      await expect(as(actor, (ctx) => mappings.publish(ctx, id))).rejects.toMatchObject({ kind });
      await expect(as(actor, (ctx) => mappings.changeLink(ctx, id, 1, { kind: 'remove', place: 0 }))).rejects.toMatchObject({ kind });
      await expect(as(actor, (ctx) => mappings.withdraw(ctx, id, 'x'))).rejects.toMatchObject({ kind });
    }
  });
});

describe('the links of a draft', () => {
  const link = (from: string, to: string): MappingLink => makeMapping('X', ['MAP-A', 'MAP-B'], [[from, 'subset', to]]).links[0];

  it('are added, changed and removed from the revision that was read; an unknown requirement and a double are refused', async () => {
    const id = await keep(makeMapping('EDITED', ['MAP-A', 'MAP-B'], [['A.1', 'equal', 'B.1']]));
    const change = (revision: number, what: Parameters<MappingsService['changeLink']>[3]) =>
      as(editor, (ctx) => mappings.changeLink(ctx, id, revision, what));
    expect(await change(1, { kind: 'add', link: link('A.2', 'B.2') })).toBe(2);
    await expect(change(1, { kind: 'remove', place: 0 })).rejects.toMatchObject({ code: 'mapping.stale' });
    await expect(change(2, { kind: 'add', link: link('A.2', 'B.2') })).rejects.toMatchObject({ code: 'mapping.link-exists' });
    await expect(change(2, { kind: 'add', link: link('A.2', 'B.7') })).rejects.toMatchObject({ code: 'mapping.end-unknown' });
    await expect(change(2, { kind: 'replace', place: 5, link: link('A.2', 'B.1') })).rejects.toMatchObject({
      code: 'mapping.no-such-link',
    });
    expect(await change(2, { kind: 'replace', place: 0, link: link('A.1', 'B.1') })).toBe(3);
    expect(await change(3, { kind: 'remove', place: 1 })).toBe(4);
    const { content } = await as(editor, (ctx) => queries.one(ctx, id));
    expect(content.links).toEqual([link('A.1', 'B.1')]);
  });

  it('are saved and read in a bounded number of statements', async () => {
    const id = await keep(makeMapping('COUNTED', ['MAP-A', 'MAP-B'], [['A.1', 'equal', 'B.1']]));
    const count = async (use: (ctx: Ctx) => Promise<unknown>) => (await countStatements(database.portal, () => as(editor, use))).statements;
    expect(await count((ctx) => mappings.changeLink(ctx, id, 1, { kind: 'add', link: link('A.2', 'B.2') }))).toBeLessThanOrEqual(8);
    expect(await count((ctx) => queries.list(ctx))).toBe(1);
    expect(await count((ctx) => queries.leadingTo(ctx, [{ package: 'MAP-C', version: '1' }]))).toBe(1);
  });
});

describe('what leads to a package', () => {
  it('is found through others, in force only; a requirement lists the links that touch it', async () => {
    await publish(makeMapping('NEAR', ['MAP-B', 'MAP-C'], [['B.2', 'superset', 'C.1']]));
    const far = await publish(makeMapping('FAR', ['MAP-A', 'MAP-B'], [['A.2', 'equal', 'B.2']]));
    const leading = () => as(vendor, (ctx) => queries.leadingTo(ctx, [{ package: 'MAP-C', version: '1' }]));
    expect((await leading()).map(({ content }) => content.code)).toEqual(expect.arrayContaining(['NEAR', 'FAR']));
    const touching = (key: string) => as(anonymous, (ctx) => queries.ofRequirement(ctx, { package: 'MAP-B', version: '1' }, key));
    expect((await touching('B.2')).map(({ code, isSource }) => [code, isSource])).toEqual([
      ['FAR', false],
      ['NEAR', true],
    ]);
    await as(editor, (ctx) => mappings.withdraw(ctx, far, 'Remplacée'));
    expect((await leading()).map(({ content }) => content.code)).not.toContain('FAR');
    expect((await touching('B.2')).map(({ code }) => code)).toEqual(['NEAR']);
  });
});
