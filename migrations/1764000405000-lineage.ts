import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** What editors decided of the links between two versions. The content of the newer one is the truth of what is confirmed. */
export class Lineage1764000405000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE lineage_decision (
         id uuid NOT NULL, batch_id uuid NOT NULL, to_version_id uuid NOT NULL, from_version_id uuid, from_key text, to_key text NOT NULL,
         decision text NOT NULL, relation text, note text, decided_at timestamptz(3) NOT NULL, decided_by uuid,
         CONSTRAINT lineage_decision_pk PRIMARY KEY (id),
         CONSTRAINT lineage_decision_to_fk FOREIGN KEY (to_version_id) REFERENCES package_version (id) ON DELETE CASCADE,
         CONSTRAINT lineage_decision_from_fk FOREIGN KEY (from_version_id) REFERENCES package_version (id) ON DELETE CASCADE,
         CONSTRAINT lineage_decision_account_fk FOREIGN KEY (decided_by) REFERENCES account (id),
         CONSTRAINT lineage_decision_kind CHECK (decision IN ('confirmed', 'rejected', 'without')),
         CONSTRAINT lineage_decision_relation CHECK (
           relation IN ('derived', 'unchanged', 'reworded', 'strengthened', 'relaxed', 'split', 'merged', 'renumbered')),
         CONSTRAINT lineage_decision_form CHECK (
           (decision = 'confirmed') = (relation IS NOT NULL) AND (decision = 'without') = (from_key IS NULL)
           AND (decision = 'confirmed' OR from_version_id IS NOT NULL)))`,
      `CREATE INDEX lineage_decision_pair ON lineage_decision (to_version_id, from_version_id, decision)`,
      `CREATE INDEX lineage_decision_batch ON lineage_decision (batch_id)`,
    );
    await run(
      runner,
      'ALTER TABLE import_report DROP CONSTRAINT import_report_format',
      `ALTER TABLE import_report ADD CONSTRAINT import_report_format
         CHECK (format IN ('rem-workbook', 'rem-csv', 'convergence', 'oscal-catalog', 'ciso-assistant', 'package', 'lineage'))`,
    );
    await grant(runner, 'lineage_decision', { portal: 'SELECT, INSERT, DELETE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'DROP TABLE lineage_decision',
      'ALTER TABLE import_report DROP CONSTRAINT import_report_format',
      // Reports of links are kept: only new ones are held to the former list.
      `ALTER TABLE import_report ADD CONSTRAINT import_report_format
         CHECK (format IN ('rem-workbook', 'rem-csv', 'convergence', 'oscal-catalog', 'ciso-assistant', 'package')) NOT VALID`,
    );
  }
}
