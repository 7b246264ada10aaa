import { describe, expect, it } from '@jest/globals';
import { AuditModule } from '#audit';
import {
  CertificatesService,
  Decision,
  DecisionQueries,
  DecisionsModule,
  DecisionsService,
  DelegationsService,
  dossierHash,
  letterOf,
  RegisterQueries,
  SigningKeysService,
  tokensOf,
  verifyCredential,
} from '#decisions';
import { type Actor, newSigningKey, publicRead, sha256, system, transact } from '#platform';
import { testDatabase } from '../support/database.js';
import { as, makeOrganisation, makePerson } from '../support/people.js';
import { makeInvented, makeReviewed, type ReviewedFacts } from '../support/reviewed.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const find = await openRooms([AuditModule, DecisionsModule]);
const [decisions, certificates, delegations] = [find(DecisionsService), find(CertificatesService), find(DelegationsService)];
const [queries, register, keys] = [find(DecisionQueries), find(RegisterQueries), find(SigningKeysService)];

const agency = await makeOrganisation(database.portal, { kind: 'agency', name: 'Agence Repère' });
await makeInvented(database, agency);
const lead = await makePerson(database.portal, { role: 'lead', organisationId: agency });
const decider = await makePerson(database.portal, { role: 'decider', organisationId: agency, name: 'Camille Ardent' });
const delegation = { accountId: decider.accountId, capacity: 'Directrice de l’évaluation', actReference: 'Décision 2026-12' };
await as(database.portal, system('test'), (ctx) => delegations.grant(ctx, delegation));
const worker = <T>(use: Parameters<typeof transact<T>>[2]) => transact(database.worker, { actor: system('test') }, use);
const key = newSigningKey('Ed25519');
const drawn = { pdf: Buffer.from('%PDF-1.4 drawn'), chromium: 'HeadlessChrome/1', fonts: ['font@1'] };

async function propose(facts: ReviewedFacts = {}, input: Parameters<DecisionsService['propose']>[2] = { outcome: 'referenced' }) {
  const file = await makeReviewed(database, facts);
  const proposal = await as(database.portal, lead, (ctx) => decisions.propose(ctx, file.candidature, input));
  return { ...file, proposal };
}
const confirm = (file: { candidature: string; proposal: { id: string } }, actor: Actor = decider) =>
  as(database.portal, actor, (ctx) => decisions.take(ctx, file.candidature, { proposalId: file.proposal.id, choice: 'confirm' }));
async function referenced(facts: ReviewedFacts = {}) {
  const file = await propose(facts);
  const decision = await confirm(file);
  const { certificate } = await as(database.portal, decider, (ctx) => queries.byId(ctx, decision.id));
  if (certificate === null) throw new Error('no certificate');
  return { ...file, decision, certificate };
}
const statusOf = async (id: string): Promise<unknown> =>
  (
    await worker((ctx) =>
      ctx.tx.query<{ status: string; is_live: boolean }[]>('SELECT status, is_live FROM candidature WHERE id = $1', [id]),
    )
  )[0];

describe('a proposal', () => {
  it('rests on the whole dossier and moves the candidature', async () => {
    const file = await propose();
    expect(file.proposal.dossierHash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await statusOf(file.candidature)).toMatchObject({ status: 'proposed' });
    const waiting = await as(database.portal, decider, (ctx) => queries.waiting(ctx));
    expect(waiting.map(({ id }) => id)).toContain(file.proposal.id);
  });

  it.each<[string, ReviewedFacts, Parameters<DecisionsService['propose']>[2], string]>([
    ['a major gap', { verdicts: ['conform', 'major', null] }, { outcome: 'referenced' }, 'decision.obstacles'],
    ['a minor gap', { verdicts: ['minor', 'conform', null] }, { outcome: 'referenced' }, 'decision.obstacles'],
    ['no verdict', { verdicts: [null, 'conform', null] }, { outcome: 'referenced' }, 'decision.obstacles'],
    ['a missing approval', { workflow: { requiredApprovals: ['cnda-dmp'] } }, { outcome: 'referenced' }, 'decision.obstacles'],
    ['no motive', {}, { outcome: 'refused' }, 'decision.motive-missing'],
    ['no reservation', {}, { outcome: 'referenced_under_reservation', motive: 'Écart mineur.' }, 'decision.reservation-missing'],
    ['an odd reservation', {}, { outcome: 'referenced', reservation: 'À corriger.' }, 'decision.reservation-unexpected'],
  ])('is refused for %s, and nothing stays of it', async (_what, facts, input, code) => {
    const file = await makeReviewed(database, facts);
    await expect(as(database.portal, lead, (ctx) => decisions.propose(ctx, file.candidature, input))).rejects.toMatchObject({ code });
    expect(await statusOf(file.candidature)).toMatchObject({ status: 'reviewed' });
  });

  it('never blocks on a recommendation, and allows a minor gap under a reservation', async () => {
    await propose({ verdicts: ['conform', 'not_applicable', 'major'] });
    const input = {
      outcome: 'referenced_under_reservation',
      motive: 'Un écart mineur.',
      reservation: 'Corriger avant le 1er juin.',
    } as const;
    const decision = await confirm(await propose({ verdicts: ['minor', 'conform', null] }, input));
    expect(decision).toMatchObject({ outcome: 'referenced_under_reservation', reservation: 'Corriger avant le 1er juin.' });
  });
});

describe('a decision', () => {
  it('enters with its certificate, the first line of the register and its events, at once', async () => {
    const { decision, certificate, siren, candidature } = await referenced();
    expect(decision.number).toMatch(/^DEC-\d{4}-\d{5}$/);
    expect(dossierHash(decision.dossier)).toBe(decision.dossierHash);
    expect(certificate.facts).toMatchObject({
      number: certificate.number,
      product: { name: 'Corvane Cabinet', version: '8.2.0' },
      organisation: { siren },
      decision: {
        number: decision.number,
        dossierHash: decision.dossierHash,
        signatory: { name: 'Camille Ardent', capacity: 'Directrice de l’évaluation' },
      },
    });
    const { entry, lines, issue } = await publicRead(database.portal, {}, (ctx) => register.byNumber(ctx, certificate.number));
    expect([entry.status, entry.isIssued, lines.length, issue]).toEqual(['active', false, 1, null]);
    expect(await statusOf(candidature)).toEqual({ status: 'decided', is_live: true });
    const events = await worker((ctx) =>
      ctx.tx.query<{ name: string }[]>(`SELECT name FROM event WHERE subject_id IN ($1, $2) ORDER BY id`, [decision.id, certificate.id]),
    );
    expect(events.map(({ name }) => name).sort()).toEqual(['certificate.grant', 'certificate.publish', 'decision.take']);
  });

  it('can be hashed again by anyone from what is stored', async () => {
    const { decision } = await referenced();
    const stored = await as(database.portal, decider, (ctx) => ctx.tx.findOneByOrFail(Decision, { id: decision.id }));
    expect(dossierHash(stored.dossier)).toBe(decision.dossierHash);
  });

  it('keeps the scores its packages declare, each with its algorithm and version, and says them in the letter', async () => {
    const title = { fr: 'Part tenue', en: 'Share held' };
    const algorithm = { id: 'share', version: '3', rule: { kind: 'weighted-credit' } } as const;
    const { decision } = await referenced({ scores: [{ key: 'SHARE', label: title, algorithm }] });
    const kept = { key: 'SHARE', title, algorithm: 'share', version: '3', value: 66.7, maximum: 100, grade: null };
    expect(decision.dossier.scores).toMatchObject([kept]);
    const letter = JSON.stringify(letterOf({ ...decision, notifiedAt: null }).parts);
    expect(letter).toContain('66,7 sur 100 (algorithme share, version 3)');
    const { decision: other } = await referenced();
    expect(other.dossier).not.toHaveProperty('scores');
  });

  it('that refuses frees the place and gives no certificate', async () => {
    const file = await propose({ verdicts: ['major', 'conform', null] }, { outcome: 'refused', motive: 'Un écart majeur.' });
    const decision = await confirm(file);
    expect(await statusOf(file.candidature)).toEqual({ status: 'decided', is_live: false });
    const page = await as(database.portal, file.vendor, (ctx) => queries.byId(ctx, decision.id));
    expect([page.certificate, page.notifiedAt]).toEqual([null, null]);
    const letter = letterOf({ ...page.decision, notifiedAt: page.notifiedAt });
    const read = JSON.stringify(letter.parts);
    for (const expected of [
      'deux mois',
      'tribunal administratif',
      'recours gracieux',
      'Camille Ardent, Directrice de l’évaluation',
      'Exigence A.01',
      'Un écart majeur.',
    ]) {
      expect(read).toContain(expected);
    }
  });

  it('that postpones sends the file back, and another proposal follows', async () => {
    const file = await propose();
    const input = { proposalId: file.proposal.id, choice: 'postpone', motive: 'Une pièce à revoir.' } as const;
    const postponed = await as(database.portal, decider, (ctx) => decisions.take(ctx, file.candidature, input));
    expect(postponed.outcome).toBe('postponed');
    expect(await statusOf(file.candidature)).toEqual({ status: 'reviewed', is_live: true });
    const again = await as(database.portal, lead, (ctx) => decisions.propose(ctx, file.candidature, { outcome: 'referenced' }));
    await expect(confirm(file)).rejects.toMatchObject({ code: 'decision.no-proposal' });
    expect((await confirm({ ...file, proposal: again })).outcome).toBe('referenced');
  });

  it('is refused when the file moved after the proposal', async () => {
    const file = await propose();
    await worker((ctx) => ctx.tx.query(`UPDATE answer SET body = 'Autre chose.' WHERE candidature_id = $1`, [file.candidature]));
    await expect(confirm(file)).rejects.toMatchObject({ code: 'decision.moved' });
    expect(await statusOf(file.candidature)).toMatchObject({ status: 'proposed' });
  });

  it('is never taken by who proposed, who judged, who runs the portal, or without delegation', async () => {
    const both: Actor = { ...lead, roles: ['lead', 'decider'] };
    await expect(confirm(await propose(), both)).rejects.toMatchObject({ code: 'decision.same-person' });
    const file = await propose();
    const judge: Actor = { ...file.verifier, organisationId: agency, roles: ['verifier', 'decider'] };
    await expect(confirm(file, judge)).rejects.toMatchObject({ code: 'decision.same-person' });
    await expect(confirm(file, { ...decider, roles: ['decider', 'operator'] })).rejects.toMatchObject({ code: 'forbidden.role' });
    await expect(confirm(file, { ...decider, roles: ['verifier'] })).rejects.toMatchObject({ code: 'forbidden.role' });
    const newcomer = await makePerson(database.portal, { role: 'decider', organisationId: agency });
    await expect(confirm(file, newcomer)).rejects.toMatchObject({ code: 'decision.no-delegation' });
    expect(await statusOf(file.candidature)).toMatchObject({ status: 'proposed' });
  });

  it('is notified once', async () => {
    const { decision, vendor } = await referenced();
    expect(await worker((ctx) => decisions.notify(ctx, decision.id))).toBe(true);
    expect(await worker((ctx) => decisions.notify(ctx, decision.id))).toBe(false);
    const { notifiedAt } = await as(database.portal, vendor, (ctx) => queries.byId(ctx, decision.id));
    expect(notifiedAt).toBeInstanceOf(Date);
  });

  it('does not exist for another vendor', async () => {
    const { decision } = await referenced();
    const other = await makePerson(database.portal, { role: 'vendor_admin' });
    await expect(as(database.portal, other, (ctx) => queries.byId(ctx, decision.id))).rejects.toMatchObject({ kind: 'not_found' });
    expect(await as(database.portal, other, (ctx) => queries.list(ctx))).toEqual([]);
  });
});

describe('the database', () => {
  const columns = `id, candidature_id, organisation_id, proposal_id, number, outcome, motive, reservation, grounds, proposed_by, decided_by,
    decided_at, delegation_id, signatory_name, signatory_capacity, issuer, dossier, dossier_hash`;

  it('refuses a decision by a verifier of the file, or by who proposed it, whatever the program does', async () => {
    const { decision, verifier } = await referenced();
    const next = await propose();
    const copy = (decidedBy: string, candidature: string, scope = 'all') =>
      database.portal.transaction(async (tx) => {
        const settings = [scope, decision.organisationId];
        await tx.query(`SELECT set_config('guichet.scope', $1, true), set_config('guichet.organisation', $2, true)`, settings);
        const values = columns
          .replace('id,', '$1,')
          .replace('candidature_id', '$2::uuid')
          .replace('proposal_id', '$3::uuid')
          .replace('number', '$4')
          .replace('proposed_by', '$5::uuid')
          .replace('decided_by', '$6::uuid');
        const parameters = [next.proposal.id, candidature, next.proposal.id, 'DEC-X', next.proposal.proposedBy, decidedBy, decision.id];
        await tx.query(`INSERT INTO decision (${columns}) SELECT ${values} FROM decision WHERE id = $7`, parameters);
      });
    await expect(copy(next.verifier.accountId, next.candidature)).rejects.toThrow(/verifier of a candidature never decides/);
    await expect(copy(next.proposal.proposedBy, next.candidature)).rejects.toThrow(/decision_four_eyes/);
    await expect(copy(verifier.accountId, decision.candidatureId)).rejects.toThrow(/never decides|proposal of its own/);
    await expect(copy(next.verifier.accountId, next.candidature, 'own')).rejects.toThrow(/every verdict can be seen/);
  });

  it.each(['decision', 'decision_proposal', 'decision_notification', 'certificate', 'certificate_status', 'certificate_issue'])(
    'lets neither the portal nor the worker change or remove a %s',
    async (table) => {
      for (const role of ['portal', 'worker'] as const) {
        for (const statement of [`UPDATE ${table} SET organisation_id = NULL`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
          await expect(database[role].query(statement)).rejects.toThrow(/permission denied|never changed|does not exist/);
        }
      }
      await expect(database.owner.query(`DELETE FROM ${table}`)).rejects.toThrow(/never changed/);
    },
  );

  it('lets only the worker make keys, documents and lists', async () => {
    for (const table of ['signing_key', 'certificate_issue', 'status_list']) {
      await expect(database.portal.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toThrow(/permission denied/);
    }
  });

  it('numbers decisions and certificates without gap when they are taken at the same time, refusals included', async () => {
    const files = await Promise.all(Array.from({ length: 8 }, () => propose()));
    const before = await worker((ctx) =>
      ctx.tx.query<{ last: number }[]>(`SELECT coalesce(max(status_index), -1) AS last FROM certificate`),
    );
    const tries = files.flatMap((file) => [confirm(file), confirm(file)]);
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    const rows = await worker((ctx) =>
      ctx.tx.query<{ c: string; d: string; status_index: number }[]>(
        `SELECT c.number AS c, d.number AS d, c.status_index FROM certificate c JOIN decision d ON d.id = c.decision_id ORDER BY c.status_index`,
      ),
    );
    expect(rows.map(({ status_index }) => status_index)).toEqual(Array.from({ length: Number(before[0].last) + 9 }, (_, index) => index));
    const numbers = (texts: string[]): number[] => texts.map((text) => Number(text.slice(-5))).sort((a, b) => a - b);
    expect(numbers(rows.map(({ c }) => c))).toEqual(rows.map((_, index) => index + 1));
    const all = await worker((ctx) => ctx.tx.query<{ number: string }[]>('SELECT number FROM decision'));
    expect(numbers(all.map(({ number }) => number))).toEqual(all.map((_, index) => index + 1));
  });
});

describe('a certificate', () => {
  it('is issued once, and verifies with its PDF, its keys and the published lists', async () => {
    const { certificate } = await referenced();
    const both = await Promise.all([1, 2].map(() => worker((ctx) => certificates.issue(ctx, certificate.id, drawn, key))));
    expect(both.filter(Boolean)).toHaveLength(1);
    await worker((ctx) => keys.publishLists(ctx, key));
    const { credential, pdf } = await publicRead(database.portal, {}, (ctx) => register.issued(ctx, certificate.number));
    const [jwks, lists] = await publicRead(database.portal, {}, async (ctx) => [
      await keys.published(ctx),
      await register.statusLists(ctx),
    ]);
    expect(sha256(pdf)).toBe(sha256(drawn.pdf));
    const at = new Date(certificate.validFrom.getTime() + 60_000);
    const check = (status: string | null) => verifyCredential({ credential, pdf, status: [status ?? ''], jwks, at });
    expect(check(lists)).toMatchObject({ outcome: 'authentic', pdf: 'matches', status: { checked: true } });
    expect(check(lists).certificate?.credentialSubject).toMatchObject({
      number: certificate.number,
      demonstration: 'démonstration – sans valeur',
    });

    const suspend = { ground: 'precaution', motive: 'Incident en cours d’analyse.' } as const;
    await as(database.portal, decider, (ctx) => certificates.act(ctx, certificate.id, 'suspend', suspend));
    await worker((ctx) => keys.publishLists(ctx, key));
    expect(check(await publicRead(database.portal, {}, (ctx) => register.statusLists(ctx))).outcome).toBe('suspended');
    const restore = { ground: 'conformity_restored', motive: 'Incident corrigé et vérifié.' } as const;
    await as(database.portal, decider, (ctx) => certificates.act(ctx, certificate.id, 'reinstate', restore));
    await as(database.portal, decider, (ctx) =>
      certificates.act(ctx, certificate.id, 'withdraw', { ground: 'fraud', motive: 'Captures falsifiées.' }),
    );
    await worker((ctx) => keys.publishLists(ctx, key));
    const after = await publicRead(database.portal, {}, (ctx) => register.statusLists(ctx));
    expect(check(after).outcome).toBe('withdrawn');
    expect(tokensOf(after ?? '')).toHaveLength(2);
  });

  it('keeps every public key for ever', async () => {
    const { certificate } = await referenced();
    const next = newSigningKey('ES256');
    await worker((ctx) => certificates.issue(ctx, certificate.id, drawn, next));
    const { keys: all } = await publicRead(database.portal, {}, (ctx) => keys.published(ctx));
    expect(all.map(({ kid }) => kid)).toEqual(expect.arrayContaining([next.kid]));
    expect(JSON.stringify(all)).not.toContain('"d"');
  });

  it('is acted on by a decider only, on a ground that fits, never ahead of time', async () => {
    const { certificate, vendor } = await referenced();
    const act = (actor: Actor, action: 'withdraw' | 'reinstate', input: Parameters<CertificatesService['act']>[3]) =>
      as(database.portal, actor, (ctx) => certificates.act(ctx, certificate.id, action, input));
    const motive = 'Un motif assez long.';
    await expect(act(vendor, 'withdraw', { ground: 'fraud', motive })).rejects.toMatchObject({ code: 'forbidden.role' });
    await expect(act(lead, 'withdraw', { ground: 'fraud', motive })).rejects.toMatchObject({ code: 'forbidden.role' });
    await expect(act(decider, 'reinstate', { ground: 'appeal', motive })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(act(decider, 'withdraw', { ground: 'appeal', motive })).rejects.toMatchObject({ code: 'certificate.ground' });
    const late = new Date(Date.now() + 86_400_000).toISOString();
    await expect(act(decider, 'withdraw', { ground: 'fraud', motive, effectiveFrom: late })).rejects.toMatchObject({
      code: 'certificate.effective-late',
    });
    await expect(act(decider, 'withdraw', { ground: 'fraud', motive, effectiveFrom: '2001-01-01' })).rejects.toMatchObject({
      code: 'certificate.effective-early',
    });
  });
});

describe('the register on its two axes', () => {
  it('tells what was published on a day from what was in force on a day', async () => {
    const shift = (days: number) => worker((ctx) => ctx.tx.query(`UPDATE clock_state SET shift = make_interval(days => $1)`, [days]));
    const { certificate } = await referenced({ validityMonths: 1 });
    const from = certificate.validFrom.getTime();
    const day = (days: number): Date => new Date(from + days * 86_400_000 + 3_600_000);
    await shift(20);
    const breach = { ground: 'breach', motive: 'Manquement après mise en demeure.', effectiveFrom: day(5).toISOString() } as const;
    await as(database.portal, decider, (ctx) => certificates.act(ctx, certificate.id, 'withdraw', breach));
    const status = async (on: Date, known: Date): Promise<string> =>
      publicRead(database.portal, {}, async (ctx) => (await register.byNumber(ctx, certificate.number, { on, known })).entry.status);
    expect(await status(day(10), day(10))).toBe('active');
    expect(await status(day(10), day(21))).toBe('withdrawn');
    expect(await status(day(4), day(21))).toBe('active');
    await expect(status(day(-1), day(21))).rejects.toMatchObject({ kind: 'not_found' });
    const listed = await publicRead(database.portal, {}, (ctx) => register.list(ctx, { asOf: { on: day(10), known: day(10) } }));
    expect(listed.find(({ number }) => number === certificate.number)).toMatchObject({ status: 'active' });

    const short = await referenced({ validityMonths: 1 });
    await shift(80);
    expect(await worker((ctx) => certificates.expireDue(ctx))).toBeGreaterThan(0);
    expect(await worker((ctx) => certificates.expireDue(ctx))).toBe(0);
    const page = await publicRead(database.portal, {}, (ctx) => register.byNumber(ctx, short.certificate.number));
    expect(page.entry.status).toBe('expired');
    expect(page.lines[0].effectiveFrom).toEqual(short.certificate.validUntil);
    await shift(0);
  });
});
