import type { QueryRunner } from 'typeorm';

/** What each process may do with a table; what is not listed is refused by the database. */
export interface Grants {
  readonly portal?: string;
  readonly worker?: string;
  readonly sealer?: string;
}

/** Gives the processes their rights on a table. The worker may read everything. */
export async function grant(runner: QueryRunner, table: string, grants: Grants): Promise<void> {
  for (const [role, rights] of Object.entries({ worker: 'SELECT', ...grants })) {
    if (rights) await runner.query(`GRANT ${rights} ON ${table} TO guichet_${role}`);
  }
}

/**
 * The second fence: a row that belongs to an organisation is seen and written only by its people,
 * or by those whose transaction was opened on every organisation. Holds for the owner too.
 */
export async function rowSecurity(runner: QueryRunner, table: string, column = 'organisation_id'): Promise<void> {
  const seen = `current_setting('guichet.scope', true) = 'all'
    OR ${column} = nullif(current_setting('guichet.organisation', true), '')::uuid`;
  await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await runner.query(`CREATE POLICY ${table}_organisation ON ${table} USING (${seen}) WITH CHECK (${seen})`);
}

/** Runs several statements in order. */
export async function run(runner: QueryRunner, ...statements: readonly string[]): Promise<void> {
  for (const statement of statements) await runner.query(statement);
}
