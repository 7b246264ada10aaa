import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packages may also be imported from Convergence workbooks, OSCAL catalogs and CISO Assistant libraries. */
export class ImportFormats1764000401000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_report DROP CONSTRAINT import_report_format');
    await runner.query(
      `ALTER TABLE import_report ADD CONSTRAINT import_report_format
         CHECK (format IN ('rem-workbook', 'rem-csv', 'convergence', 'oscal-catalog', 'ciso-assistant', 'package'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_report DROP CONSTRAINT import_report_format');
    // Reports of other formats are kept: only new ones are held to the former list.
    await runner.query(
      `ALTER TABLE import_report ADD CONSTRAINT import_report_format
         CHECK (format IN ('rem-workbook', 'rem-csv', 'package')) NOT VALID`,
    );
  }
}
