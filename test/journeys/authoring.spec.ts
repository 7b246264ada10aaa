import { describe, expect, it } from '@jest/globals';
import { PackagesQueries, PackagesService, type PackageDocument } from '#criteria';
import { system } from '#platform';
import { Browser, signedInBrowser } from '../support/browser.js';
import { as, makePerson } from '../support/people.js';
import { testPortal } from '../support/portal.js';
import { countStatements } from '../support/statements.js';

const portal = await testPortal();
const database = portal.database.portal;
const editor = await makePerson(database, { role: 'criteria_editor', name: 'Maud Ferrand' });
const other = await makePerson(database, { role: 'criteria_editor', name: 'Basile Nortier', organisationId: editor.organisationId });
const officer = await makePerson(database, { role: 'agency_officer', organisationId: editor.organisationId });
const vendor = await makePerson(database, { role: 'vendor_admin' });

const text = (fr: string) => ({ fr, en: `${fr} (en)` });

/** Last year’s version, published; gives its id. */
async function lastYear(code: string): Promise<string> {
  const document: PackageDocument = {
    format: 1,
    code,
    version: '2025.1',
    domain: 'security',
    title: text('Accès et traces'),
    sections: [{ key: 'ACC', title: text('Accès') }],
    requirements: ['ACC.01', 'ACC.02'].map((key) => ({
      key,
      section: 'ACC',
      domain: 'security',
      obligation: 'must' as const,
      title: text(`Promesse ${key}`),
      statement: text(`Le système DOIT fermer la session inactive, règle ${key}`),
    })),
    scenarios: [{ key: 'ACC.SC', statement: text('Attendre sans rien faire'), requirements: ['ACC.01', 'ACC.02'] }],
    evidence: [
      { key: 'ACC.PR', scenario: 'ACC.SC', requirements: ['ACC.01', 'ACC.02'], kinds: ['video'], label: text('Vidéo de la fermeture') },
    ],
  };
  const file = { path: `${code}.json`, bytes: Buffer.from(JSON.stringify(document)) };
  await as(database, system('criteria'), (ctx) => new PackagesService().loadFolder(ctx, [file]));
  const { id } = await as(database, editor, (ctx) => new PackagesQueries().byCode(ctx, code, '2025.1'));
  return id;
}

/** Starts the next version by the pages; gives the address where it is written. */
async function startNext(browser: Browser, code: string, label: string): Promise<string> {
  const life = `/agence/referentiels/${await lastYear(code)}`;
  const started = await browser.send(`${life}/nouvelle-version`, { label }, life);
  expect(started.status).toBe(303);
  return started.headers['location'];
}

/** The fields of a form as its page shows them, ready to be sent again. */
function fieldsOf(page: string): Record<string, string> {
  const form = /<form method="post"[^>]*class="g-stack g-s24"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const plain = (value: string) => value.replaceAll('&#x27;', "'").replaceAll('&amp;', '&').replaceAll('&quot;', '"');
  const fields: Record<string, string> = {};
  for (const [, name, value] of form.matchAll(/<input class="fr-input[^>]*? name="(\w+)"[^>]*? value="([^"]*)"/g))
    fields[name] = plain(value);
  for (const [, name, value] of form.matchAll(/<textarea[^>]*? name="(\w+)"[^>]*>\n?([\s\S]*?)<\/textarea>/g)) fields[name] = plain(value);
  for (const [, name, options] of form.matchAll(/<select[^>]*? name="(\w+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    fields[name] = /<option value="([^"]*)" selected>/.exec(options)?.[1] ?? '';
  }
  fields['version'] = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
  return fields;
}

describe('an editor writes a version from last year’s', () => {
  it('is refused with all errors at once, corrects, freezes and publishes it for a day to come', async () => {
    const browser = await signedInBrowser(portal, editor);
    const draft = await startNext(browser, 'HIST', '2026.1');
    const tree = await browser.get(draft);
    expect(tree.text).toContain('HIST 2026.1');
    expect(tree.text).toContain('Promesse ACC.02');

    const page = `${draft}/exigences/ACC.01`;
    const typed = {
      ...fieldsOf((await browser.get(page)).text),
      statementFr: ' ',
      weight: 'lourd',
      effectiveFrom: '2026-02-31',
      refUrl: 'exemple.fr',
    };
    const refused = await browser.send(page, { ...typed, intent: 'save' }, page);
    expect(refused.status).toBe(303);
    const again = (await browser.get(page)).text;
    for (const field of ['statementFr', 'weight', 'refUrl-0', 'refDocument-0']) expect(again).toContain(`href="#f-${field}"`);
    expect(again).toContain('value="lourd"');
    expect(again).toContain('value="exemple.fr"');

    const right = {
      ...typed,
      statementFr: 'Le système DOIT fermer la session après dix minutes',
      weight: '1,5',
      effectiveFrom: '',
      refUrl: '',
    };
    const checked = await browser.send(page, { ...right, intent: 'check' }, page);
    expect(checked.status).toBe(200);
    expect(checked.text).toContain('Vérifié, rien n’est enregistré');
    await browser.send(page, { ...right, intent: 'save' }, page);
    const saved = (await browser.get(page)).text;
    expect(saved).toContain('Enregistré : révision 2.'.replace(' :', '\u00a0:'));
    expect(saved).toContain('Reformulée');

    // An evidence that accepts nothing is kept, and keeps the version from being frozen.
    const fresh = `${draft}/preuves/nouvelle?exigence=ACC.01`;
    const evidence = { ...fieldsOf((await browser.get(fresh)).text), labelFr: 'Journal des sessions', requirements: 'ACC.01' };
    await browser.send(`${draft}/preuves`, { ...evidence, intent: 'save' }, fresh);
    const life = draft.replace('/redaction', '');
    const notReady = await browser.send(`${life}/actions`, { action: 'freeze' }, life);
    expect(notReady.headers['location']).toBe(`${draft}/remarques?niveau=error`);
    const remarks = (await browser.get(`${draft}/remarques?niveau=error`)).text;
    const field = /href="([^"]*\/preuves\/[^"#]*)#f-kinds"/.exec(remarks)?.[1] ?? '';
    await browser.send(
      field,
      { ...fieldsOf((await browser.get(field)).text), requirements: 'ACC.01', kinds: 'log', intent: 'save' },
      field,
    );

    expect((await browser.get(`${draft}/changements`)).text).toContain('Renforcée');
    await browser.send(`${life}/actions`, { action: 'freeze' }, life);
    expect((await browser.get(life)).text).toContain('Figé');
    await browser.send(`${life}/actions`, { action: 'publish', effectiveOn: '2099-01-01' }, life);
    const published = (await browser.get(life)).text;
    expect(published).toContain('1er janvier 2099');
    expect((await new Browser(portal).get('/criteres/HIST/2026.1')).text).toContain('1er janvier 2099');
    expect((await browser.get(draft)).headers['location']).toBe(life);
  });

  it('splits, merges, moves, duplicates and removes, told before what goes with it', async () => {
    const browser = await signedInBrowser(portal, editor);
    const draft = await startNext(browser, 'GESTES', '2026.1');
    const one = `${draft}/exigences/ACC.01`;
    const split = fieldsOf((await browser.get(`${one}/scinder`)).text);
    expect(split).toMatchObject({ key: 'ACC.03', version: '1' });
    const parts = { statementFr: 'Le système DOIT fermer la session', secondFr: 'Le système DOIT le dire', sharing: 'true' };
    const made = await browser.send(`${one}/scinder`, { ...split, ...parts }, `${one}/scinder`);
    expect(made.headers['location']).toBe(`${draft}/exigences/ACC.03`);
    expect((await browser.get(`${draft}/exigences/ACC.03`)).text).toContain('Scindée');
    const wrong = await browser.send(`${one}/scinder`, { ...parts, version: '2', key: 'ACC.02', secondFr: '' }, `${one}/scinder`);
    expect(wrong.status).toBe(303);
    expect((await browser.get(`${one}/scinder`)).text).toContain('déjà prise');

    const merge = {
      ...fieldsOf((await browser.get(`${one}/fusionner`)).text),
      other: 'ACC.03',
      statementFr: 'Le système DOIT fermer la session et le dire',
    };
    await browser.send(`${one}/fusionner`, merge, `${one}/fusionner`);
    expect((await browser.get(`${draft}/exigences/ACC.03`)).status).toBe(404);

    await browser.send(`${one}/dupliquer`, { version: '3', key: 'ACC.09' }, one);
    await browser.send(`${draft}/exigences/deplacer`, { version: '4', key: 'ACC.09', by: '-1' }, draft);
    const order = (await browser.get(draft)).text.match(/id="ACC\.\d\d"/g);
    expect(order).toEqual(['id="ACC.09"', 'id="ACC.01"', 'id="ACC.02"']);

    await browser.send(`${draft}/exigences/ACC.09/retirer`, { version: '5' }, `${draft}/exigences/ACC.09/retirer`);
    await browser.send(`${one}/retirer`, { version: '6' }, `${one}/retirer`);
    const last = (await browser.get(`${draft}/exigences/ACC.02/retirer`)).text;
    expect(last).toContain('Le scénario ACC.SC part avec elle');
    expect(last).toContain('La preuve ACC.PR part avec elle');
    const revisions = (await browser.get(`${draft}/revisions`)).text;
    expect(revisions).toContain('Maud Ferrand');
    await browser.send(`${draft}/revisions`, { version: '7', revision: '1' }, `${draft}/revisions`);
    expect((await browser.get(`${draft}/changements`)).text).toContain('Rien n’a changé');
  });

  it('writes beside someone else: elsewhere both are kept, at the same place both texts are shown', async () => {
    const [mine, theirs] = [await signedInBrowser(portal, editor), await signedInBrowser(portal, other)];
    const draft = await startNext(mine, 'DEUX', '2026.1');
    const page = `${draft}/exigences/ACC.01`;
    const opened = fieldsOf((await mine.get(page)).text);
    await theirs.send(
      `${draft}/exigences/ACC.02`,
      { ...fieldsOf((await theirs.get(`${draft}/exigences/ACC.02`)).text), block: 'Sessions' },
      page,
    );
    await theirs.send(
      page,
      { ...opened, version: '2', statementFr: 'Le système DOIT fermer la session inactive, règle de Basile', block: 'Blocage' },
      page,
    );
    const conflict = await mine.send(
      page,
      { ...opened, statementFr: 'Le système DOIT verrouiller la session inactive, règle ACC.01' },
      page,
    );
    expect(conflict.status).toBe(409);
    for (const words of ['Votre texte est gardé', 'Basile Nortier', 'verrouiller', 'règle de Basile', 'value="Blocage"'])
      expect(conflict.text).toContain(words);
    const joined = fieldsOf(conflict.text);
    expect(joined).toMatchObject({ version: '3', statementFr: 'Le système DOIT verrouiller la session inactive, règle de Basile' });
    await mine.send(page, { ...joined, intent: 'save' }, page);
    expect((await mine.get(page)).text).toContain('verrouiller la session inactive, règle de Basile');
  });
});

describe('a package begun from nothing', () => {
  it('is refused with all errors at once, then begins with its first section and takes its parts', async () => {
    const browser = await signedInBrowser(portal, editor);
    const start = '/agence/referentiels/nouveau';
    const wrong = { package: 'neuf', label: 'v 1', domain: 'Éco', titleFr: '', key: ' ', sectionFr: '' };
    await browser.send(start, wrong, start);
    const refused = (await browser.get(start)).text;
    for (const field of ['package', 'label', 'domain', 'titleFr', 'key', 'sectionFr']) expect(refused).toContain(`href="#f-${field}"`);
    expect(refused).toContain('value="neuf"');
    const right = { package: 'NEUF', label: '1.0', domain: 'eco', titleFr: 'Sobriété', key: 'RES', sectionFr: 'Ressources' };
    const begun = await browser.send(start, right, start);
    const draft = String(begun.headers['location']);
    expect((await browser.get(draft)).text).toContain('Aucune exigence dans cette section');
    await browser.send(`${draft}/sections`, { version: '1', key: 'IMG', titleFr: 'Images' }, `${draft}/sections`);
    await browser.send(`${draft}/sections/deplacer`, { version: '2', key: 'IMG', by: '-1' }, `${draft}/sections`);
    await browser.send(
      `${draft}/profils`,
      { version: '3', key: 'web', labelFr: 'Web', questionFr: 'Le produit est-il un site ?' },
      `${draft}/profils`,
    );
    const fresh = `${draft}/exigences/nouvelle?section=IMG`;
    const fields = fieldsOf((await browser.get(fresh)).text);
    expect(fields).toMatchObject({ key: 'IMG.01', section: 'IMG' });
    await browser.send(`${draft}/exigences`, { ...fields, profile: 'web', statementFr: 'Le service DOIT compresser ses images' }, fresh);
    const scenario = `${draft}/scenarios/nouveau?exigence=IMG.01`;
    const shown = {
      ...fieldsOf((await browser.get(scenario)).text),
      requirements: 'IMG.01',
      statementFr: 'Mesurer une page',
      stepFr: 'Ouvrir la page',
    };
    await browser.send(`${draft}/scenarios`, shown, scenario);
    await browser.send(`${draft}/sections/retirer`, { version: '6', key: 'RES' }, `${draft}/sections`);
    const tree = (await browser.get(draft)).text;
    expect(tree).toContain('compresser ses images');
    expect(tree).toContain('Web');
    expect(tree).not.toContain('Ressources');
    expect((await browser.get(`${draft}?q=IMAGES`)).text).toContain('1 exigence contient');
  });
});

describe('by the API', () => {
  it('a draft is read, validated and saved whole, never half', async () => {
    const browser = await signedInBrowser(portal, editor);
    const base = await lastYear('API');
    const made = await browser.json('post', `/api/v1/packages/${base}/next-version`, { version: '2026.1' });
    expect(made.status).toBe(201);
    const { id, revision } = made.body as { id: string; revision: number };
    const address = `/api/v1/packages/drafts/${id}`;
    const read = await browser.json('get', address);
    expect(read.headers['etag']).toBe('"1"');
    const { content } = read.body as { content: { requirements: Record<string, unknown>[] } };
    const bad = { ...content, requirements: [{ ...content.requirements[0], statement: {}, obligation: 'perhaps' }, { key: 'X' }] };
    const remarks = await browser.json('post', `${address}/validate`, { content: bad });
    expect(remarks.status).toBe(200);
    expect(remarks.body).toMatchObject({ valid: false });
    const refused = await browser.json('put', address, { revision, content: bad });
    expect(refused.status).toBe(422);
    expect((refused.body as { errors: object[] }).errors.length).toBeGreaterThan(3);
    expect((await browser.json('put', address, { content })).status).toBe(422);
    const [first, ...rest] = content.requirements;
    const good = { ...content, requirements: [{ ...first, obligation: 'may' }, ...rest] };
    expect((await browser.json('put', address, { revision, content: good })).body).toEqual({ id, revision: 2 });
    expect((await browser.json('put', address, { revision, content })).status).toBe(409);
    const after = await browser.json('get', address);
    expect(after.body).toMatchObject({ revision: 2, content: { requirements: [{ derivedFrom: [{ relation: 'relaxed' }] }, {}] } });
  });

  it('is described', async () => {
    const { text: description } = await new Browser(portal).get('/api/openapi.json');
    for (const path of ['/api/v1/packages/drafts', '/api/v1/packages/drafts/{id}', '/api/v1/packages/drafts/{id}/validate'])
      expect(description).toContain(`"${path}"`);
  });
});

describe('for others', () => {
  it('the agency reads, a vendor and the public find nothing, and only editors write', async () => {
    const mine = await signedInBrowser(portal, editor);
    const draft = await startNext(mine, 'DROITS', '2026.1');
    const id = /referentiels\/([^/]+)/.exec(draft)?.[1] ?? '';
    const reader = await signedInBrowser(portal, officer);
    const seen = await reader.get(draft);
    expect(seen.status).toBe(200);
    expect(seen.text).not.toContain('Ajouter une exigence');
    for (const page of ['remarques', 'changements', 'revisions', 'sections', 'profils'])
      expect((await reader.get(`${draft}/${page}`)).status).toBe(200);
    expect((await reader.get(`${draft}/exigences/ACC.01`)).status).toBe(403);
    expect((await reader.json('get', `/api/v1/packages/drafts/${id}`)).status).toBe(200);
    expect((await reader.json('put', `/api/v1/packages/drafts/${id}`, { revision: 1, content: {} })).status).toBe(403);
    const stranger = await signedInBrowser(portal, vendor);
    for (const page of ['', '/remarques', '/changements', '/revisions', '/sections'])
      expect((await stranger.get(`${draft}${page}`)).status).toBe(404);
    expect((await stranger.json('get', `/api/v1/packages/drafts/${id}`)).status).toBe(404);
    expect((await new Browser(portal).json('get', `/api/v1/packages/drafts/${id}`)).status).toBe(404);
    expect((await new Browser(portal).get('/criteres/DROITS/2026.1')).status).toBe(404);
    expect((await stranger.post(`${draft}/sections`, { version: '1', key: 'X' })).status).toBe(403);
  });

  it('a save asks twelve statements at most, a page twenty-five', async () => {
    const browser = await signedInBrowser(portal, editor);
    const draft = await startNext(browser, 'MESURE', '2026.1');
    const page = `${draft}/exigences/ACC.01`;
    const shown = await countStatements(database, () => browser.get(page));
    expect(shown.statements).toBeLessThanOrEqual(12);
    const token = /name="_csrf" value="([^"]+)"/.exec(shown.result.text)?.[1] ?? '';
    const fields = { ...fieldsOf(shown.result.text), statementFr: 'Le système DOIT changer', _csrf: token };
    const { result, statements } = await countStatements(database, () => browser.post(page, fields));
    expect(result.status).toBe(303);
    expect(statements).toBeLessThanOrEqual(12);
  });
});
