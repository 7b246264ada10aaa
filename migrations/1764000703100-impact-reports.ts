import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** What a version of the criteria would change for the files open that day, as it was recorded. */
export class ImpactReports1764000703100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE impact_report (
         id uuid NOT NULL, package_version_id uuid NOT NULL, content_hash text NOT NULL, totals jsonb NOT NULL, recorded_by uuid,
         at timestamptz(3) NOT NULL,
         CONSTRAINT impact_report_pk PRIMARY KEY (id),
         CONSTRAINT impact_report_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT impact_report_by_fk FOREIGN KEY (recorded_by) REFERENCES account (id),
         CONSTRAINT impact_report_hash CHECK (content_hash ~ '^sha256:[0-9a-f]{64}$'))`,
      `CREATE INDEX impact_report_version ON impact_report (package_version_id, at)`,
      // Whoever rehearses a version asks which files answer an older one.
      `CREATE INDEX candidature_package_version ON candidature_package (package_version_id)`,
      `CREATE TRIGGER impact_report_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON impact_report EXECUTE FUNCTION guichet_insert_only()`,
    );
    await grant(runner, 'impact_report', { portal: 'SELECT, INSERT' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE impact_report`, `DROP INDEX candidature_package_version`);
  }
}
