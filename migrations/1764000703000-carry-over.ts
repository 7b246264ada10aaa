import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

/** A call may offer a newer version of a package; a file moves to it by its vendor's choice, and each answer tells where it comes from. */
export class CarryOver1764000703000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE call_package_offer (
         call_id uuid NOT NULL, package_version_id uuid NOT NULL, closes_on date, offered_by uuid, offered_at timestamptz(3) NOT NULL,
         CONSTRAINT call_package_offer_pk PRIMARY KEY (call_id, package_version_id),
         CONSTRAINT call_package_offer_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
         CONSTRAINT call_package_offer_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT call_package_offer_by_fk FOREIGN KEY (offered_by) REFERENCES account (id))`,
      `CREATE TABLE version_move (
         candidature_id uuid NOT NULL, to_version_id uuid NOT NULL, from_version_id uuid NOT NULL, organisation_id uuid NOT NULL,
         from_status text NOT NULL, kept integer NOT NULL, to_confirm integer NOT NULL, new_evidence integer NOT NULL,
         to_answer integer NOT NULL, dropped integer NOT NULL, moved_by uuid, moved_at timestamptz(3) NOT NULL,
         CONSTRAINT version_move_pk PRIMARY KEY (candidature_id, to_version_id),
         CONSTRAINT version_move_once UNIQUE (candidature_id, from_version_id),
         CONSTRAINT version_move_from_fk FOREIGN KEY (candidature_id, from_version_id) REFERENCES candidature_package (candidature_id, package_version_id),
         CONSTRAINT version_move_to_fk FOREIGN KEY (candidature_id, to_version_id) REFERENCES candidature_package (candidature_id, package_version_id),
         CONSTRAINT version_move_by_fk FOREIGN KEY (moved_by) REFERENCES account (id),
         CONSTRAINT version_move_forward CHECK (from_version_id <> to_version_id))`,
      `CREATE TABLE answer_origin (
         answer_id uuid NOT NULL, source_answer_id uuid NOT NULL, organisation_id uuid NOT NULL, source_version_id uuid NOT NULL,
         source_key text NOT NULL, outcome text NOT NULL, confirmed_at timestamptz(3), confirmed_by uuid,
         CONSTRAINT answer_origin_pk PRIMARY KEY (answer_id, source_answer_id),
         CONSTRAINT answer_origin_answer_fk FOREIGN KEY (answer_id) REFERENCES answer (id),
         CONSTRAINT answer_origin_source_fk FOREIGN KEY (source_answer_id) REFERENCES answer (id),
         CONSTRAINT answer_origin_version_fk FOREIGN KEY (source_version_id) REFERENCES package_version (id),
         CONSTRAINT answer_origin_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES account (id),
         CONSTRAINT answer_origin_outcome CHECK (outcome IN ('keeps', 'confirm', 'new_evidence', 'to_answer')))`,
      `CREATE INDEX answer_origin_source ON answer_origin (source_answer_id)`,
      // The versions a file answers today: those it was pinned to, except those it has left.
      `CREATE VIEW candidature_pin WITH (security_invoker = true) AS
         SELECT candidature_id, package_version_id, organisation_id FROM candidature_package pinned
         WHERE NOT EXISTS (SELECT FROM version_move WHERE version_move.candidature_id = pinned.candidature_id
           AND version_move.from_version_id = pinned.package_version_id)`,
      ...['call_package_offer', 'version_move'].map(
        (table) =>
          `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} EXECUTE FUNCTION guichet_insert_only()`,
      ),
    );
    for (const table of ['call_package_offer', 'version_move']) await grant(runner, table, { portal: 'SELECT, INSERT' });
    await grant(runner, 'answer_origin', { portal: 'SELECT, INSERT, UPDATE (confirmed_at, confirmed_by)' });
    await grant(runner, 'candidature_pin', { portal: 'SELECT' });
    for (const table of ['version_move', 'answer_origin']) await rowSecurity(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP VIEW candidature_pin`, `DROP TABLE answer_origin`, `DROP TABLE version_move`, `DROP TABLE call_package_offer`);
  }
}
