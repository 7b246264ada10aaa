import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

const statuses = `'draft', 'filed', 'file_incomplete', 'open', 'ineligible', 'complete', 'in_review', 'clarification', 'reviewed', 'proposed', 'decided', 'withdrawn', 'expired'`;
const chapterStatuses = `'to_do', 'in_progress', 'submitted', 'changes_requested', 'validated', 'reopened'`;

/** Candidatures with their pin, file, profile, chapters, answers, evidence links, receipts and messages. */
export class Candidatures1764000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE candidature (
         id uuid NOT NULL, organisation_id uuid NOT NULL, number text NOT NULL, solution_version_id uuid NOT NULL, call_id uuid NOT NULL,
         status text NOT NULL, status_at timestamptz(3) NOT NULL, is_live boolean NOT NULL DEFAULT true,
         administrative jsonb NOT NULL DEFAULT '{}', charter jsonb, filed_at timestamptz(3), admissible_at timestamptz(3),
         complete_at timestamptz(3), version integer NOT NULL DEFAULT 1, created_by uuid, created_at timestamptz(3) NOT NULL,
         CONSTRAINT candidature_pk PRIMARY KEY (id),
         CONSTRAINT candidature_number UNIQUE (number),
         CONSTRAINT candidature_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
         CONSTRAINT candidature_version_fk FOREIGN KEY (solution_version_id) REFERENCES solution_version (id),
         CONSTRAINT candidature_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
         CONSTRAINT candidature_created_by_fk FOREIGN KEY (created_by) REFERENCES account (id),
         CONSTRAINT candidature_status CHECK (status IN (${statuses})),
         CONSTRAINT candidature_live CHECK (NOT is_live OR status NOT IN ('withdrawn', 'ineligible', 'expired')),
         CONSTRAINT candidature_complete CHECK (complete_at IS NOT NULL OR status NOT IN ('complete', 'in_review', 'reviewed', 'proposed', 'decided')))`,
      `CREATE UNIQUE INDEX candidature_one_live ON candidature (call_id, solution_version_id) WHERE is_live`,
      `CREATE INDEX candidature_queue ON candidature (status, complete_at, id)`,
      `CREATE INDEX candidature_organisation ON candidature (organisation_id, id)`,
      `CREATE TABLE candidature_package (
         candidature_id uuid NOT NULL, package_version_id uuid NOT NULL, organisation_id uuid NOT NULL,
         CONSTRAINT candidature_package_pk PRIMARY KEY (candidature_id, package_version_id),
         CONSTRAINT candidature_package_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
         CONSTRAINT candidature_package_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id))`,
      `CREATE TABLE admission (
         id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, outcome text NOT NULL, reason text,
         account_id uuid, at timestamptz(3) NOT NULL,
         CONSTRAINT admission_pk PRIMARY KEY (id),
         CONSTRAINT admission_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
         CONSTRAINT admission_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
         CONSTRAINT admission_outcome CHECK (outcome IN ('admit', 'ask_complement', 'reject')),
         CONSTRAINT admission_reason CHECK (outcome = 'admit' OR reason IS NOT NULL))`,
      `CREATE INDEX admission_candidature ON admission (candidature_id, at)`,
      `CREATE TABLE profile_answer (
         candidature_id uuid NOT NULL, profile_key text NOT NULL, organisation_id uuid NOT NULL, answer boolean NOT NULL,
         version integer NOT NULL DEFAULT 1, answered_at timestamptz(3) NOT NULL,
         CONSTRAINT profile_answer_pk PRIMARY KEY (candidature_id, profile_key),
         CONSTRAINT profile_answer_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id))`,
      `CREATE TABLE chapter (
         id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, package_version_id uuid NOT NULL,
         section_key text NOT NULL, position integer NOT NULL, status text NOT NULL, round integer NOT NULL DEFAULT 0,
         updated_at timestamptz(3) NOT NULL,
         CONSTRAINT chapter_pk PRIMARY KEY (id),
         CONSTRAINT chapter_section UNIQUE (candidature_id, package_version_id, section_key),
         CONSTRAINT chapter_package_fk FOREIGN KEY (candidature_id, package_version_id) REFERENCES candidature_package (candidature_id, package_version_id),
         CONSTRAINT chapter_status CHECK (status IN (${chapterStatuses})))`,
      `CREATE TABLE chapter_submission (
         id uuid NOT NULL, chapter_id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, round integer NOT NULL,
         submitted_at timestamptz(3) NOT NULL, submitted_by uuid, answers_hash text NOT NULL,
         CONSTRAINT chapter_submission_pk PRIMARY KEY (id),
         CONSTRAINT chapter_submission_round UNIQUE (chapter_id, round),
         CONSTRAINT chapter_submission_chapter_fk FOREIGN KEY (chapter_id) REFERENCES chapter (id),
         CONSTRAINT chapter_submission_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
         CONSTRAINT chapter_submission_by_fk FOREIGN KEY (submitted_by) REFERENCES account (id))`,
      `CREATE INDEX chapter_submission_candidature ON chapter_submission (candidature_id, submitted_at)`,
    );
    await this.answers(runner);
    await this.proofs(runner);
    await this.fences(runner);
  }

  private async answers(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE answer (
         id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, chapter_id uuid NOT NULL,
         requirement_id uuid NOT NULL, is_applicable boolean NOT NULL DEFAULT true, claim text, reason text, body text NOT NULL DEFAULT '',
         claimed_at timestamptz(3), version integer NOT NULL DEFAULT 1, updated_by uuid, updated_at timestamptz(3) NOT NULL,
         CONSTRAINT answer_pk PRIMARY KEY (id),
         CONSTRAINT answer_requirement UNIQUE (candidature_id, requirement_id),
         CONSTRAINT answer_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
         CONSTRAINT answer_chapter_fk FOREIGN KEY (chapter_id) REFERENCES chapter (id),
         CONSTRAINT answer_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement (id),
         CONSTRAINT answer_updated_by_fk FOREIGN KEY (updated_by) REFERENCES account (id),
         CONSTRAINT answer_claim CHECK (claim IN ('conform', 'not_applicable')))`,
      `CREATE INDEX answer_chapter ON answer (chapter_id)`,
      `CREATE TABLE answer_revision (
         answer_id uuid NOT NULL, slot integer NOT NULL, version integer NOT NULL, organisation_id uuid NOT NULL, claim text, reason text,
         body text NOT NULL, saved_by uuid, saved_at timestamptz(3) NOT NULL,
         CONSTRAINT answer_revision_pk PRIMARY KEY (answer_id, slot),
         CONSTRAINT answer_revision_answer_fk FOREIGN KEY (answer_id) REFERENCES answer (id),
         CONSTRAINT answer_revision_slot CHECK (slot = version % 20))`,
      `CREATE TABLE answer_evidence (
         answer_id uuid NOT NULL, expected_evidence_id uuid NOT NULL, evidence_item_id uuid NOT NULL, organisation_id uuid NOT NULL,
         evidence_version_id uuid NOT NULL, attached_by uuid, attached_at timestamptz(3) NOT NULL, detached_at timestamptz(3),
         CONSTRAINT answer_evidence_pk PRIMARY KEY (answer_id, expected_evidence_id, evidence_item_id),
         CONSTRAINT answer_evidence_answer_fk FOREIGN KEY (answer_id) REFERENCES answer (id),
         CONSTRAINT answer_evidence_expected_fk FOREIGN KEY (expected_evidence_id) REFERENCES expected_evidence (id),
         CONSTRAINT answer_evidence_item_fk FOREIGN KEY (evidence_item_id) REFERENCES evidence_item (id),
         CONSTRAINT answer_evidence_version_fk FOREIGN KEY (evidence_version_id) REFERENCES evidence_version (id),
         CONSTRAINT answer_evidence_attached_by_fk FOREIGN KEY (attached_by) REFERENCES account (id))`,
      `CREATE INDEX answer_evidence_item ON answer_evidence (evidence_item_id)`,
    );
  }

  private async proofs(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE receipt (
         id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, number text NOT NULL, content jsonb NOT NULL,
         sha256 text NOT NULL, at timestamptz(3) NOT NULL,
         CONSTRAINT receipt_pk PRIMARY KEY (id),
         CONSTRAINT receipt_number UNIQUE (number),
         CONSTRAINT receipt_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id))`,
      `CREATE INDEX receipt_candidature ON receipt (candidature_id, at)`,
      `CREATE TABLE thread_message (
         id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, requirement_id uuid, channel text NOT NULL,
         account_id uuid, author_side text NOT NULL, body text NOT NULL, at timestamptz(3) NOT NULL,
         CONSTRAINT thread_message_pk PRIMARY KEY (id),
         CONSTRAINT thread_message_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
         CONSTRAINT thread_message_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement (id),
         CONSTRAINT thread_message_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
         CONSTRAINT thread_message_channel CHECK (channel IN ('vendor', 'internal')),
         CONSTRAINT thread_message_side CHECK (author_side IN ('vendor', 'agency')),
         CONSTRAINT thread_message_body CHECK (body <> ''))`,
      `CREATE INDEX thread_message_thread ON thread_message (candidature_id, requirement_id, at)`,
    );
  }

  private async fences(runner: QueryRunner): Promise<void> {
    const changing = ['candidature', 'profile_answer', 'chapter', 'answer', 'answer_revision', 'answer_evidence'];
    const insertOnly = ['candidature_package', 'admission', 'chapter_submission', 'receipt', 'thread_message'];
    for (const table of changing) await grant(runner, table, { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
    for (const table of insertOnly) {
      await grant(runner, table, { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
      await runner.query(
        `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} EXECUTE FUNCTION guichet_insert_only()`,
      );
    }
    for (const table of [...changing, ...insertOnly]) await rowSecurity(runner, table);
    // The internal channel is never opened to an organisation, even its own file's.
    await runner.query(`CREATE POLICY thread_message_internal ON thread_message AS RESTRICTIVE
      USING (channel = 'vendor' OR current_setting('guichet.scope', true) = 'all')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'thread_message',
      'receipt',
      'answer_evidence',
      'answer_revision',
      'answer',
      'chapter_submission',
      'chapter',
      'profile_answer',
      'admission',
      'candidature_package',
      'candidature',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
