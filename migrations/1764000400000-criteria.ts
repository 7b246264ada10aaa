import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

const projections = ['requirement', 'scenario', 'scenario_requirement', 'expected_evidence', 'expected_evidence_requirement'];

/** Criteria packages, their versions and the projection of frozen contents. Public: no row belongs to a vendor. */
export class Criteria1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE package (
         id uuid NOT NULL, code text NOT NULL, domain text NOT NULL, title jsonb NOT NULL, created_at timestamptz(3) NOT NULL,
         CONSTRAINT package_pk PRIMARY KEY (id),
         CONSTRAINT package_code UNIQUE (code))`,
      `CREATE TABLE package_version (
         id uuid NOT NULL, package_id uuid NOT NULL, label text NOT NULL, status text NOT NULL, content jsonb NOT NULL, content_hash text,
         format integer NOT NULL, effective_from timestamptz(3), frozen_at timestamptz(3), published_at timestamptz(3), created_at timestamptz(3) NOT NULL,
         CONSTRAINT package_version_pk PRIMARY KEY (id),
         CONSTRAINT package_version_label UNIQUE (package_id, label),
         CONSTRAINT package_version_package_fk FOREIGN KEY (package_id) REFERENCES package (id),
         CONSTRAINT package_version_status CHECK (status IN ('draft', 'consultation', 'frozen', 'published', 'amended', 'closed')),
         CONSTRAINT package_version_hash CHECK (status IN ('draft', 'consultation') OR (content_hash IS NOT NULL AND frozen_at IS NOT NULL)),
         CONSTRAINT package_version_hash_form CHECK (content_hash ~ '^sha256:[0-9a-f]{64}$'))`,
      `CREATE INDEX package_version_published ON package_version (status, published_at)`,
      `CREATE TABLE requirement (
         id uuid NOT NULL, package_version_id uuid NOT NULL, key text NOT NULL, number text NOT NULL, section_key text NOT NULL, position integer NOT NULL,
         domain text NOT NULL, profile_key text, obligation text NOT NULL, criticality text, na_policy text NOT NULL, life text NOT NULL, body jsonb NOT NULL,
         CONSTRAINT requirement_pk PRIMARY KEY (id),
         CONSTRAINT requirement_key UNIQUE (package_version_id, key),
         CONSTRAINT requirement_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT requirement_obligation CHECK (obligation IN ('must', 'may')),
         CONSTRAINT requirement_criticality CHECK (criticality IN ('minor', 'major', 'critical')),
         CONSTRAINT requirement_na_policy CHECK (na_policy IN ('forbidden', 'allowed', 'allowed_with_reason')),
         CONSTRAINT requirement_life CHECK (life IN ('current', 'future', 'obsolete')))`,
      `CREATE INDEX requirement_section ON requirement (package_version_id, section_key, position)`,
      `CREATE TABLE scenario (
         id uuid NOT NULL, package_version_id uuid NOT NULL, key text NOT NULL, number text, position integer NOT NULL, body jsonb NOT NULL,
         CONSTRAINT scenario_pk PRIMARY KEY (id),
         CONSTRAINT scenario_key UNIQUE (package_version_id, key),
         CONSTRAINT scenario_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id))`,
      `CREATE TABLE scenario_requirement (
         scenario_id uuid NOT NULL, requirement_id uuid NOT NULL,
         CONSTRAINT scenario_requirement_pk PRIMARY KEY (scenario_id, requirement_id),
         CONSTRAINT scenario_requirement_scenario_fk FOREIGN KEY (scenario_id) REFERENCES scenario (id),
         CONSTRAINT scenario_requirement_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement (id))`,
      `CREATE INDEX scenario_requirement_requirement ON scenario_requirement (requirement_id)`,
      `CREATE TABLE expected_evidence (
         id uuid NOT NULL, package_version_id uuid NOT NULL, scenario_id uuid, key text NOT NULL, number text, position integer NOT NULL,
         kinds text[] NOT NULL, reference_kind text, body jsonb NOT NULL,
         CONSTRAINT expected_evidence_pk PRIMARY KEY (id),
         CONSTRAINT expected_evidence_key UNIQUE (package_version_id, key),
         CONSTRAINT expected_evidence_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT expected_evidence_scenario_fk FOREIGN KEY (scenario_id) REFERENCES scenario (id),
         CONSTRAINT expected_evidence_reference_kind CHECK (reference_kind IN ('cnda_number', 'test_link', 'test_execution_id')),
         CONSTRAINT expected_evidence_form CHECK (cardinality(kinds) > 0 OR reference_kind IS NOT NULL))`,
      `CREATE INDEX expected_evidence_scenario ON expected_evidence (scenario_id)`,
      `CREATE TABLE expected_evidence_requirement (
         expected_evidence_id uuid NOT NULL, requirement_id uuid NOT NULL,
         CONSTRAINT expected_evidence_requirement_pk PRIMARY KEY (expected_evidence_id, requirement_id),
         CONSTRAINT expected_evidence_requirement_evidence_fk FOREIGN KEY (expected_evidence_id) REFERENCES expected_evidence (id),
         CONSTRAINT expected_evidence_requirement_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement (id))`,
      `CREATE INDEX expected_evidence_requirement_requirement ON expected_evidence_requirement (requirement_id)`,
      `CREATE TABLE import_report (
         id uuid NOT NULL, package_version_id uuid, file_sha256 text NOT NULL, format text NOT NULL, rows_read integer NOT NULL,
         rows_kept integer NOT NULL, rows_rejected integer NOT NULL, findings jsonb NOT NULL, imported_at timestamptz(3) NOT NULL, imported_by uuid,
         CONSTRAINT import_report_pk PRIMARY KEY (id),
         CONSTRAINT import_report_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT import_report_account_fk FOREIGN KEY (imported_by) REFERENCES account (id),
         CONSTRAINT import_report_rows CHECK (rows_read = rows_kept + rows_rejected AND rows_kept >= 0 AND rows_rejected >= 0),
         CONSTRAINT import_report_format CHECK (format IN ('rem-workbook', 'rem-csv', 'package')),
         CONSTRAINT import_report_sha256 CHECK (file_sha256 ~ '^[0-9a-f]{64}$'))`,
      `CREATE INDEX import_report_version ON import_report (package_version_id, imported_at)`,
    );
    await this.freezing(runner);
    const readAndWrite = { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' };
    await grant(runner, 'package', readAndWrite);
    await grant(runner, 'package_version', readAndWrite);
    for (const table of [...projections, 'import_report'])
      await grant(runner, table, { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
  }

  /** What is frozen stays as it is, for every role: the content, its hash and its projection. */
  private async freezing(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION package_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF OLD.status IN ('draft', 'consultation') THEN
           IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
           RETURN NEW;
         END IF;
         IF TG_OP = 'DELETE' OR NEW.status IN ('draft', 'consultation')
            OR (NEW.id, NEW.package_id, NEW.label, NEW.content, NEW.content_hash, NEW.format, NEW.frozen_at)
               IS DISTINCT FROM (OLD.id, OLD.package_id, OLD.label, OLD.content, OLD.content_hash, OLD.format, OLD.frozen_at)
            OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at) THEN
           RAISE EXCEPTION 'a frozen package version is never changed' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER package_version_frozen BEFORE UPDATE OR DELETE ON package_version FOR EACH ROW EXECUTE FUNCTION package_version_frozen()`,
      `CREATE FUNCTION package_projection_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'INSERT' THEN
           IF EXISTS (SELECT FROM package_version v WHERE v.id = NEW.package_version_id AND v.status IN ('draft', 'consultation')) THEN RETURN NEW; END IF;
         END IF;
         RAISE EXCEPTION 'the projection of a frozen package version is never changed' USING ERRCODE = 'check_violation';
       END $$`,
      ...['requirement', 'scenario', 'expected_evidence'].map(
        (table) =>
          `CREATE TRIGGER ${table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION package_projection_frozen()`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...['import_report', ...[...projections].reverse(), 'package_version', 'package'].map((table) => `DROP TABLE ${table}`),
      `DROP FUNCTION package_projection_frozen()`,
      `DROP FUNCTION package_version_frozen()`,
    );
  }
}
