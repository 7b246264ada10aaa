import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { PackagesService, readPackageFolder } from '#criteria';
import { canonical, system } from '#platform';
import { Browser, signedInBrowser } from '../support/browser.js';
import { as, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { countStatements } from '../support/statements.js';

const portal = await testPortal();
const database = portal.database.portal;
let editor: Browser;

beforeAll(async () => {
  const files = await readPackageFolder('criteria');
  await as(database, system('criteria'), (ctx) => new PackagesService().loadFolder(ctx, files));
  editor = await signedInBrowser(portal, await makePerson(database, { role: 'criteria_editor' }));
});

const library = (...links: [source: string, target: string, relation: string][]) =>
  [
    'urn: urn:essai:library:m',
    'locale: fr',
    'name: INTEROP vers SECURITE',
    'version: 1',
    'objects:',
    '  requirement_mapping_set:',
    '    source_framework_urn: urn:essai:framework:interop',
    '    target_framework_urn: urn:essai:framework:securite',
    '    requirement_mappings:',
    ...links.flatMap(([source, target, relation]) => [
      `    - source_requirement_urn: urn:essai:req_node:interop:${source}`,
      `      target_requirement_urn: urn:essai:req_node:securite:${target}`,
      `      relationship: ${relation}`,
    ]),
  ].join('\n');

/** Keys of the shipped packages, as in their published versions. */
async function keys(code: string): Promise<string[]> {
  const [row] = await database.query<[{ keys: string[] }]>(
    `SELECT array_agg(asked->>'key') AS keys FROM package_version version JOIN package ON package.id = version.package_id,
       jsonb_array_elements(version.content->'requirements') asked WHERE package.code = $1 AND version.status = 'published'`,
    [code],
  );
  return row.keys;
}

async function importFile(text: string, fields: Readonly<Record<string, string>> = {}) {
  const shown = await editor.get('/agence/equivalences');
  const token = /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
  return editor.upload('/envois/equivalences', { _csrf: token, ...fields }, { name: 'm.yaml', bytes: Buffer.from(text) });
}

describe('a criteria editor', () => {
  it('imports a file, reads what dangles, changes a link, publishes; everyone reads it, then reads why it was withdrawn', async () => {
    const [[one, two], [target]] = [await keys('INTEROP'), await keys('SECURITE')];
    const sent = await importFile(library([one, target, 'superset'], [two, 'ABSENTE', 'equal']));
    expect(sent.status).toBe(303);
    const address = sent.headers['location'];
    const draft = await editor.get(address);
    expect(draft.text).toContain('Lignes lues\u00a0: 2');
    expect(draft.text).toContain('ABSENTE');
    expect(draft.text).toContain('n’est pas une exigence de SECURITE');
    expect((await new Browser(portal).get(address)).status).not.toBe(200);

    const edited = await editor.send(
      `${address}/liens/0`,
      { revision: '1', sources: one, targets: target, relation: 'equal', kind: 'semantic', rationale: 'Même exigence', sureness: '90' },
      `${address}/liens/0`,
    );
    expect([edited.status, edited.headers['location']]).toEqual([303, address]);
    expect((await editor.get(address)).text).toContain('Même exigence');

    const stale = await editor.send(
      `${address}/liens/0`,
      { revision: '1', sources: one, targets: target, relation: 'subset', rationale: 'Mon texte' },
      `${address}/liens/0`,
    );
    expect(stale.status).toBe(409);
    for (const text of ['Mon texte', 'Même exigence', 'name="revision" value="2"']) expect(stale.text).toContain(text);

    await editor.send(`${address}/actions`, { action: 'publish' }, address);
    const path = '/criteres/equivalences/INTEROP-TO-SECURITE/1';
    const visitor = new Browser(portal);
    expect((await visitor.get('/criteres/equivalences')).text).toContain(path);
    const read = await visitor.get(path);
    expect(read.text).toContain('équivaut à');
    expect(read.text).toContain('dans les deux sens');
    expect((await visitor.get(`/en${path}`)).text).toContain('both ways');
    const version = /href="\/criteres\/INTEROP\/([^/]+)\/exigences\//.exec(read.text)?.[1] ?? '';
    const requirement = await visitor.get(`/criteres/INTEROP/${version}/exigences/${encodeURIComponent(one)}`);
    expect(requirement.text).toContain(`href="${path}"`);

    await editor.send(`${address}/actions`, { action: 'withdraw', reason: 'Lecture trop large' }, address);
    expect((await visitor.get(path)).text).toContain('Lecture trop large');
  });

  it('is told, line by line, why a file gives nothing', async () => {
    const refused = await importFile(library(['A', 'B', 'semblable']));
    expect(refused.status).toBe(303);
    expect((await editor.get(refused.headers['location'])).text).toContain('Ligne 10');
  });

  it('alone writes: a verifier reads drafts, a vendor finds nothing', async () => {
    const [[one], [target]] = [await keys('INTEROP'), await keys('ETHIQUE')];
    const sent = await importFile(library([one, target, 'equal']).replaceAll('securite', 'ethique'));
    const address = sent.headers['location'];
    const verifier = await signedInBrowser(portal, await makePerson(database, { role: 'verifier' }));
    expect((await verifier.get(address)).status).toBe(200);
    expect((await verifier.get(`${address}/liens/0`)).status).toBe(403);
    expect((await verifier.send(`${address}/actions`, { action: 'publish' }, '/compte')).status).toBe(403);
    const vendor = await signedInBrowser(portal, await makePerson(database, { role: 'vendor_admin' }));
    expect((await vendor.get(address)).status).toBe(403);
    expect((await vendor.get('/criteres/equivalences/INTEROP-TO-ETHIQUE/1')).status).toBe(404);
    expect((await vendor.json('get', '/api/v1/mappings/INTEROP-TO-ETHIQUE/1')).status).toBe(404);
  });
});

describe('any program', () => {
  it('reads a mapping, computes its hash again, and takes it in each format', async () => {
    const [[one], [target]] = [await keys('INTEROP'), await keys('ECO')];
    const sent = await importFile(library([one, target, 'superset']).replaceAll('securite', 'eco'));
    const id = sent.headers['location'].split('/').at(-1) ?? '';
    const done = await editor.json('post', `/api/v1/mappings/${id}/actions`, { action: 'publish' });
    expect(done.status).toBe(201);
    const answer = await request(portal.server).get('/api/v1/mappings/INTEROP-TO-ECO/1');
    const { content, hash, transfers } = answer.body as { content: object; hash: string; transfers: string[] };
    expect(`sha256:${createHash('sha256').update(canonical(content)).digest('hex')}`).toBe(hash);
    expect(transfers).toEqual(['forward']);
    const list = await request(portal.server).get('/api/v1/mappings');
    expect((list.body as { code: string }[]).map(({ code }) => code)).toContain('INTEROP-TO-ECO');
    for (const [format, type] of [
      ['yaml', 'application/yaml'],
      ['json', 'application/json'],
      ['csv', 'text/csv'],
      ['oscal', 'application/json'],
    ]) {
      const file = await request(portal.server).get(`/criteres/equivalences/INTEROP-TO-ECO/1/fichiers/${format}`);
      expect([file.status, file.headers['content-disposition']]).toEqual([200, expect.stringContaining('INTEROP-TO-ECO-1')]);
      expect(file.headers['content-type']).toContain(type);
    }
    expect((await request(portal.server).get('/criteres/equivalences/INTEROP-TO-ECO/1/fichiers/word')).status).toBe(404);
    const { statements } = await countStatements(database, () => editor.get(`/agence/equivalences/${id}`));
    expect(statements).toBeLessThanOrEqual(15);
  });
});
