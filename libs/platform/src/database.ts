import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';

/** The database roles: each process connects under its own, and none owns what it writes. */
export const databaseRoles = ['guichet_owner', 'guichet_portal', 'guichet_worker', 'guichet_sealer'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

/** What a connection needs beyond its address. */
export interface DatabaseOptions {
  readonly url: string;
  readonly entities?: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations?: readonly (new () => object)[];
  readonly pool?: number;
  readonly applicationName?: string;
}

/** A connection pool to PostgreSQL; the schema is made by migrations only. */
export function dataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...(options.entities ?? [])] as (new () => object)[], // TypeORM wants constructors; targets are classes here
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize: options.pool ?? 10,
    applicationName: options.applicationName ?? 'guichet',
    installExtensions: false,
  });
}

/** The same database under another role. */
export function urlOf(url: string, role: DatabaseRole, password: string): string {
  const address = new URL(url);
  address.username = role;
  address.password = password;
  return address.toString();
}

/**
 * Creates the roles of the portal where they are missing and sets their passwords. Needs a role that may create roles.
 * None is a superuser, none bypasses row security.
 */
export async function prepareRoles(admin: DataSource, passwords: Readonly<Record<DatabaseRole, string>>): Promise<void> {
  for (const role of databaseRoles) {
    const [{ exists }] = await admin.query<[{ exists: boolean }]>('SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)', [role]);
    if (!exists) await admin.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS`);
    const literal = passwords[role].replaceAll("'", "''");
    await admin.query(`ALTER ROLE ${role} LOGIN PASSWORD '${literal}'`);
  }
}
