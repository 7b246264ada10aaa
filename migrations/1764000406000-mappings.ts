import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** Equivalences between package versions. Public: no row belongs to a vendor. */
export class Mappings1764000406000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE mapping (
         id uuid NOT NULL, code text NOT NULL, version text NOT NULL, status text NOT NULL, content jsonb NOT NULL, content_hash text,
         revision integer NOT NULL DEFAULT 1, source_package text NOT NULL, source_version text, target_package text NOT NULL, target_version text,
         account jsonb, created_at timestamptz(3) NOT NULL, created_by uuid, published_at timestamptz(3), withdrawn_at timestamptz(3),
         withdrawal_reason text,
         CONSTRAINT mapping_pk PRIMARY KEY (id),
         CONSTRAINT mapping_version UNIQUE (code, version),
         CONSTRAINT mapping_account_fk FOREIGN KEY (created_by) REFERENCES account (id),
         CONSTRAINT mapping_status CHECK (status IN ('draft', 'published', 'withdrawn')),
         CONSTRAINT mapping_hash CHECK (status = 'draft' OR (content_hash IS NOT NULL AND published_at IS NOT NULL)),
         CONSTRAINT mapping_hash_form CHECK (content_hash ~ '^sha256:[0-9a-f]{64}$'),
         CONSTRAINT mapping_bound CHECK (status = 'draft' OR (source_version IS NOT NULL AND target_version IS NOT NULL)),
         CONSTRAINT mapping_withdrawn CHECK (
           (status = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (withdrawn_at IS NULL) = (withdrawal_reason IS NULL)))`,
      `CREATE INDEX mapping_source ON mapping (source_package, source_version)`,
      `CREATE INDEX mapping_target ON mapping (target_package, target_version)`,
      // What is published stays as it is, for every role; its only future is to be withdrawn.
      `CREATE FUNCTION mapping_published() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF OLD.status = 'draft' THEN
           IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
           RETURN NEW;
         END IF;
         IF TG_OP = 'DELETE' OR NEW.status = 'draft' OR (OLD.status = 'withdrawn' AND NEW IS DISTINCT FROM OLD)
            OR (NEW.id, NEW.code, NEW.version, NEW.content, NEW.content_hash, NEW.source_package, NEW.source_version, NEW.target_package,
                NEW.target_version, NEW.published_at)
               IS DISTINCT FROM (OLD.id, OLD.code, OLD.version, OLD.content, OLD.content_hash, OLD.source_package, OLD.source_version,
                OLD.target_package, OLD.target_version, OLD.published_at) THEN
           RAISE EXCEPTION 'a published mapping is never changed' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER mapping_published BEFORE UPDATE OR DELETE ON mapping FOR EACH ROW EXECUTE FUNCTION mapping_published()`,
    );
    await grant(runner, 'mapping', { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE mapping`, `DROP FUNCTION mapping_published()`);
  }
}
