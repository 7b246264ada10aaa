import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** What a frozen version keeps for ever, beyond what it was when it was made. */
const kept = ['id', 'package_id', 'label', 'content', 'content_hash', 'format', 'frozen_at'];

/** Drafts written in the portal: a version number against lost updates, the version they started from, and their last revisions. */
export class Drafting1764000404000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE package_version ADD COLUMN version integer NOT NULL DEFAULT 1, ADD COLUMN based_on uuid,
         ADD CONSTRAINT package_version_version CHECK (version >= 1),
         ADD CONSTRAINT package_version_based_on_fk FOREIGN KEY (based_on) REFERENCES package_version (id)`,
      `CREATE TABLE package_revision (
         package_version_id uuid NOT NULL, slot integer NOT NULL, version integer NOT NULL, content jsonb NOT NULL, action text NOT NULL,
         subject text, changes jsonb NOT NULL, saved_by uuid, saved_at timestamptz(3) NOT NULL,
         CONSTRAINT package_revision_pk PRIMARY KEY (package_version_id, slot),
         CONSTRAINT package_revision_number UNIQUE (package_version_id, version),
         CONSTRAINT package_revision_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT package_revision_account_fk FOREIGN KEY (saved_by) REFERENCES account (id),
         CONSTRAINT package_revision_slot CHECK (slot = version % 50))`,
      `CREATE FUNCTION package_revision_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT FROM package_version v WHERE v.id = NEW.package_version_id AND v.status IN ('draft', 'consultation')) THEN RETURN NEW; END IF;
         RAISE EXCEPTION 'the revisions of a frozen package version are never changed' USING ERRCODE = 'check_violation';
       END $$`,
      `CREATE TRIGGER package_revision_frozen BEFORE INSERT OR UPDATE ON package_revision
         FOR EACH ROW EXECUTE FUNCTION package_revision_frozen()`,
      frozen([...kept, 'version', 'based_on'], ['published_at', 'effective_from']),
    );
    const rights = 'SELECT, INSERT, UPDATE';
    await grant(runner, 'package_revision', { portal: rights, worker: rights });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      frozen(kept, ['published_at']),
      `DROP TABLE package_revision`,
      `DROP FUNCTION package_revision_frozen()`,
      `ALTER TABLE package_version DROP COLUMN version, DROP COLUMN based_on`,
    );
  }
}

/** The fence of frozen versions: columns that never change, and those that never change once published. */
function frozen(columns: readonly string[], dates: readonly string[]): string {
  const row = (side: string, names: readonly string[]) => names.map((name) => `${side}.${name}`).join(', ');
  return `CREATE OR REPLACE FUNCTION package_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.status IN ('draft', 'consultation') THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
      END IF;
      IF TG_OP = 'DELETE' OR NEW.status IN ('draft', 'consultation')
         OR (${row('NEW', columns)}) IS DISTINCT FROM (${row('OLD', columns)})
         OR (OLD.published_at IS NOT NULL AND (${row('NEW', dates)}) IS DISTINCT FROM (${row('OLD', dates)})) THEN
        RAISE EXCEPTION 'a frozen package version is never changed' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$`;
}
