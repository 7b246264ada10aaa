import { beforeAll, describe, expect, it } from '@jest/globals';
import { AuditModule, SealService } from '#audit';
import { DecisionsModule } from '#decisions';
import { FinancingModule } from '#financing';
import { system, transact } from '#platform';
import type { DataSource } from 'typeorm';
import { candidatureRooms } from '../support/candidatures.js';
import { testDatabase } from '../support/database.js';
import { makeTreasury } from '../support/financed.js';
import { makePerson } from '../support/people.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const find = await openRooms([AuditModule, DecisionsModule, FinancingModule]);
const files = await candidatureRooms(database.portal);

/** Rows nobody changes nor removes once they are written, each with a column to try. */
const insertOnly = {
  ...{ event: 'name', event_seal: 'chain_hash', verdict: 'reason', decision: 'outcome', decision_proposal: 'outcome' },
  ...{
    certificate: 'number',
    certificate_status: 'status',
    ledger_transfer: 'cents',
    claim_approval: 'account_id',
    payment_file: 'number',
  },
  ...{
    receipt: 'sha256',
    chapter_submission: 'chapter_id',
    admission: 'outcome',
    milestone: 'at',
    candidature_package: 'package_version_id',
  },
};
/** What a frozen package is projected into. */
const frozen = {
  ...{ requirement: 'key', scenario: 'key', expected_evidence: 'key' },
  ...{ scenario_requirement: 'requirement_id', expected_evidence_requirement: 'requirement_id' },
};
/** Tables of an organisation whose rows are read before anyone is known, or by everyone. */
const readByAll = ['api_token', 'certificate', 'event', 'organisation_identifier', 'session'];

/** Tries a statement with every row in sight, and undoes it. @returns the SQLSTATE of the refusal, or `accepted`. */
async function attempt(source: DataSource, statement: string): Promise<string> {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(`SELECT set_config('guichet.scope', 'all', true)`);
    await runner.query(statement);
    return 'accepted';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error); // the driver's SQLSTATE
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}
const refusals = ['42501', '23514']; // insufficient privilege, a trigger's check

beforeAll(async () => {
  const treasury = await makeTreasury(database, find);
  await treasury.advanced();
  const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
  const id = await files.makeOpen(vendor, await files.makeCall());
  const { itemId } = await files.makeEvidence(vendor);
  await files.as(vendor, (ctx) => files.profile.answer(ctx, id, { answers: [{ key: 'saas', answer: false }] }));
  await files.answerAll(vendor, id, itemId);
  await files.submitAll(vendor, id);
  await transact(database.sealer, { actor: system('sealer') }, (ctx) => new SealService().seal(ctx));
});

describe('what is written stays written, for the portal and for the background work', () => {
  it.each(Object.keys({ ...insertOnly, ...frozen }))('there is something to protect in %s', async (table) => {
    const [{ count }] = await transact(database.portal, { actor: system('test') }, (ctx) =>
      ctx.tx.query<[{ count: number }]>(`SELECT count(*)::int AS count FROM ${table}`),
    );
    expect(count).toBeGreaterThan(0);
  });

  const statements = Object.entries({ ...insertOnly, ...frozen }).flatMap(([table, column]) => [
    `UPDATE ${table} SET ${column} = ${column}`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ]);
  it.each(statements)('%s', async (statement) => {
    expect(refusals).toContain(await attempt(database.portal, statement));
    expect(refusals).toContain(await attempt(database.worker, statement));
  });

  it.each([
    `UPDATE package_version SET content = '{}' WHERE status = 'published'`,
    `UPDATE package_version SET content_hash = 'sha256:0' WHERE status = 'published'`,
    `UPDATE package_version SET status = 'draft' WHERE status = 'published'`,
    `DELETE FROM package_version`,
    `INSERT INTO requirement SELECT (jsonb_populate_record(requirement, jsonb_build_object('id', gen_random_uuid(), 'key', 'X'))).* FROM requirement LIMIT 1`,
    `INSERT INTO expected_evidence_requirement SELECT e.id, r.id FROM expected_evidence e JOIN requirement r USING (package_version_id) LIMIT 1`,
    `INSERT INTO scenario_requirement SELECT s.id, r.id FROM scenario s JOIN requirement r USING (package_version_id) LIMIT 1`,
    `UPDATE evidence_version SET sha256 = repeat('0', 64)`,
    `UPDATE evidence_version SET storage_key = 'elsewhere'`,
    `UPDATE certificate_issue SET pdf_sha256 = repeat('0', 64)`,
    `DELETE FROM outbox WHERE false`,
    `INSERT INTO event_seal SELECT * FROM event_seal`,
  ])('the portal: %s', async (statement) => {
    expect(refusals).toContain(await attempt(database.portal, statement));
  });

  it.each(['admission', 'decision_proposal', 'decision', 'claim_approval', 'verdict', 'interest', 'event_seal'])(
    'the background work writes no row of %s: people do',
    async (table) => expect(await attempt(database.worker, `INSERT INTO ${table} SELECT * FROM ${table}`)).toBe('42501'),
  );
});

describe('the second fence', () => {
  it('stands around every table of an organisation, the owner of the tables included', async () => {
    const open = await database.owner.query<{ name: string }[]>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1`,
    );
    expect(open.map(({ name }) => name)).toEqual(readByAll);
  });

  it('shows nothing to a transaction that says for whom it is not opened', async () => {
    for (const table of ['candidature', 'answer', 'evidence_version', 'verdict', 'decision', 'funded_order', 'ledger_transfer']) {
      expect([table, await database.portal.query(`SELECT 1 FROM ${table}`)]).toEqual([table, []]);
    }
  });
});
