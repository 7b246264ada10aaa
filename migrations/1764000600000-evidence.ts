import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

/** Evidence items and their versions, which never change once deposited. */
export class Evidence1764000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE evidence_item (
         id uuid NOT NULL, organisation_id uuid NOT NULL, kind text NOT NULL, title text NOT NULL, declared_fictitious boolean NOT NULL,
         created_by uuid NOT NULL, created_at timestamptz(3) NOT NULL,
         CONSTRAINT evidence_item_pk PRIMARY KEY (id),
         CONSTRAINT evidence_item_owner UNIQUE (id, organisation_id),
         CONSTRAINT evidence_item_kind CHECK (kind IN ('video', 'screenshot', 'document', 'test_report', 'sworn_statement', 'log',
           'smtp_source', 'pentest_form', 'config_extract', 'cnda_certificate', 'scan_report', 'sample_file',
           'cnda_number', 'test_link', 'test_execution_id')),
         CONSTRAINT evidence_item_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
         CONSTRAINT evidence_item_created_by_fk FOREIGN KEY (created_by) REFERENCES account (id))`,
      `CREATE INDEX evidence_item_organisation ON evidence_item (organisation_id, id)`,
      `CREATE TABLE evidence_version (
         id uuid NOT NULL, item_id uuid NOT NULL, organisation_id uuid NOT NULL, number integer NOT NULL, status text NOT NULL,
         storage_key text, file_name text, size bigint, sha256 text, sender_sha256 text, media_type text, reference jsonb,
         effective_on date, created_by uuid NOT NULL, started_at timestamptz(3) NOT NULL, received_at timestamptz(3), scan jsonb,
         CONSTRAINT evidence_version_pk PRIMARY KEY (id),
         CONSTRAINT evidence_version_number UNIQUE (item_id, number),
         CONSTRAINT evidence_version_status CHECK (status IN ('uploading', 'abandoned', 'received', 'scanning', 'clean', 'unscanned',
           'infected', 'unreadable')),
         CONSTRAINT evidence_version_file_or_reference CHECK ((storage_key IS NULL) <> (reference IS NULL)),
         CONSTRAINT evidence_version_received CHECK (status IN ('uploading', 'abandoned') OR received_at IS NOT NULL),
         CONSTRAINT evidence_version_hashed CHECK (status NOT IN ('clean', 'unscanned', 'infected') OR sha256 IS NOT NULL),
         CONSTRAINT evidence_version_item_fk FOREIGN KEY (item_id, organisation_id) REFERENCES evidence_item (id, organisation_id),
         CONSTRAINT evidence_version_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
         CONSTRAINT evidence_version_created_by_fk FOREIGN KEY (created_by) REFERENCES account (id))`,
      `CREATE INDEX evidence_version_organisation ON evidence_version (organisation_id, id)`,
      // What reception and inspection establish is written once; the rest never moves, whoever asks.
      `CREATE FUNCTION evidence_version_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF (OLD.received_at IS NOT NULL AND NEW.received_at IS DISTINCT FROM OLD.received_at)
           OR (OLD.sha256 IS NOT NULL AND NEW.sha256 IS DISTINCT FROM OLD.sha256)
           OR (OLD.sender_sha256 IS NOT NULL AND NEW.sender_sha256 IS DISTINCT FROM OLD.sender_sha256)
           OR (OLD.media_type IS NOT NULL AND NEW.media_type IS DISTINCT FROM OLD.media_type)
           OR (OLD.status IN ('abandoned', 'clean', 'unscanned', 'infected', 'unreadable') AND NEW.status <> OLD.status) THEN
           RAISE EXCEPTION 'a deposited version of evidence is never changed' USING ERRCODE = 'insufficient_privilege';
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER evidence_version_written_once BEFORE UPDATE ON evidence_version
         FOR EACH ROW EXECUTE FUNCTION evidence_version_written_once()`,
    );
    await rowSecurity(runner, 'evidence_item');
    await rowSecurity(runner, 'evidence_version');
    await grant(runner, 'evidence_item', { portal: 'SELECT, INSERT, UPDATE (title)' });
    await grant(runner, 'evidence_version', {
      portal: 'SELECT, INSERT, UPDATE (status, received_at, sender_sha256)',
      worker: 'SELECT, UPDATE (status, scan, sha256, media_type)',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE evidence_version`, `DROP FUNCTION evidence_version_written_once()`, `DROP TABLE evidence_item`);
  }
}
