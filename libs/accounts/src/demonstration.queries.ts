import type { DataSource } from '#platform';

/** Whether accounts made for a demonstration can still sign in; production refuses to open beside them. */
export async function hasDemonstrationAccounts(database: DataSource): Promise<boolean> {
  const [{ found }] = await database.query<[{ found: boolean }]>(
    `SELECT EXISTS (SELECT FROM account WHERE account.demonstration AND account.status = 'active') AS found`,
  );
  return found;
}
