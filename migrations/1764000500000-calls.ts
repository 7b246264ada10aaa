import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** Calls, the packages they ask for, their workflow and their dates. Public: no row belongs to a vendor. */
export class Calls1764000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE call (
         id uuid NOT NULL, code text NOT NULL, title jsonb NOT NULL, procedure text NOT NULL, lane text, software_type text NOT NULL,
         wave text, workflow jsonb NOT NULL, workflow_revision integer NOT NULL DEFAULT 1, validity_months integer NOT NULL,
         zone text NOT NULL DEFAULT 'Europe/Paris', charter_version text NOT NULL, status text NOT NULL, created_at timestamptz(3) NOT NULL,
         CONSTRAINT call_pk PRIMARY KEY (id),
         CONSTRAINT call_code UNIQUE (code),
         CONSTRAINT call_status CHECK (status IN ('draft', 'open', 'closed')),
         CONSTRAINT call_validity CHECK (validity_months > 0))`,
      `CREATE TABLE call_package (
         call_id uuid NOT NULL, package_version_id uuid NOT NULL,
         CONSTRAINT call_package_pk PRIMARY KEY (call_id, package_version_id),
         CONSTRAINT call_package_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
         CONSTRAINT call_package_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id))`,
      `CREATE TABLE call_workflow (
         call_id uuid NOT NULL, revision integer NOT NULL, workflow jsonb NOT NULL, reason text NOT NULL, decided_by uuid,
         decided_at timestamptz(3) NOT NULL,
         CONSTRAINT call_workflow_pk PRIMARY KEY (call_id, revision),
         CONSTRAINT call_workflow_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
         CONSTRAINT call_workflow_decided_by_fk FOREIGN KEY (decided_by) REFERENCES account (id))`,
      `CREATE TABLE milestone (
         id uuid NOT NULL, call_id uuid NOT NULL, kind text NOT NULL, revision integer NOT NULL, at timestamptz(3) NOT NULL,
         reason text NOT NULL, decided_by uuid, decided_at timestamptz(3) NOT NULL,
         CONSTRAINT milestone_pk PRIMARY KEY (id),
         CONSTRAINT milestone_revision UNIQUE (call_id, kind, revision),
         CONSTRAINT milestone_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
         CONSTRAINT milestone_decided_by_fk FOREIGN KEY (decided_by) REFERENCES account (id),
         CONSTRAINT milestone_kind CHECK (kind IN ('admin_file', 'complete_evidence', 'exchanges_end', 'advance', 'services_done', 'balance')),
         CONSTRAINT milestone_reason CHECK (revision > 0 AND reason <> ''))`,
      `CREATE TRIGGER milestone_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON milestone EXECUTE FUNCTION guichet_insert_only()`,
      `CREATE TRIGGER call_workflow_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON call_workflow EXECUTE FUNCTION guichet_insert_only()`,
    );
    await grant(runner, 'call', { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
    await grant(runner, 'call_package', { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
    await grant(runner, 'call_workflow', { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
    await grant(runner, 'milestone', { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE milestone`, `DROP TABLE call_workflow`, `DROP TABLE call_package`, `DROP TABLE call`);
  }
}
