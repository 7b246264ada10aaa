import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** A frozen version only goes onward in its life, and the code of a package never changes: the database says so too. */
export class PackageOnward1764000407000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION package_version_onward() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE
         life CONSTANT text[] := ARRAY['draft', 'consultation', 'frozen', 'published', 'amended', 'closed'];
       BEGIN
         IF OLD.status NOT IN ('draft', 'consultation') AND array_position(life, NEW.status) < array_position(life, OLD.status) THEN
           RAISE EXCEPTION 'the life of a frozen package version is never changed backwards' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER package_version_onward BEFORE UPDATE ON package_version FOR EACH ROW EXECUTE FUNCTION package_version_onward()`,
      `REVOKE UPDATE ON package FROM guichet_portal, guichet_worker`,
      `GRANT UPDATE (domain, title) ON package TO guichet_portal, guichet_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `REVOKE UPDATE (domain, title) ON package FROM guichet_portal, guichet_worker`,
      `GRANT UPDATE ON package TO guichet_portal, guichet_worker`,
      `DROP TRIGGER package_version_onward ON package_version`,
      `DROP FUNCTION package_version_onward()`,
    );
  }
}
