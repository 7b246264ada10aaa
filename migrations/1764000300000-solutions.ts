import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

/** Products, their versions and the approvals other bodies gave them. */
export class Solutions1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE solution (
         id uuid NOT NULL, organisation_id uuid NOT NULL, name text NOT NULL, slug text NOT NULL, software_type text NOT NULL, nil text,
         texts jsonb NOT NULL DEFAULT '{}', status text NOT NULL, version integer NOT NULL DEFAULT 1, created_at timestamptz(3) NOT NULL,
         CONSTRAINT solution_pk PRIMARY KEY (id),
         CONSTRAINT solution_slug UNIQUE (slug),
         CONSTRAINT solution_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
         CONSTRAINT solution_status CHECK (status IN ('active', 'retired')),
         CONSTRAINT solution_name CHECK (name <> ''))`,
      `CREATE INDEX solution_organisation ON solution (organisation_id, id)`,
      `CREATE TABLE solution_version (
         id uuid NOT NULL, solution_id uuid NOT NULL, organisation_id uuid NOT NULL, label text NOT NULL, technical_number text,
         status text NOT NULL, created_at timestamptz(3) NOT NULL,
         CONSTRAINT solution_version_pk PRIMARY KEY (id),
         CONSTRAINT solution_version_label UNIQUE (solution_id, label),
         CONSTRAINT solution_version_solution_fk FOREIGN KEY (solution_id) REFERENCES solution (id),
         CONSTRAINT solution_version_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
         CONSTRAINT solution_version_status CHECK (status IN ('candidate', 'current', 'obsolete')),
         CONSTRAINT solution_version_label_filled CHECK (label <> ''))`,
      `CREATE TABLE approval (
         id uuid NOT NULL, solution_version_id uuid NOT NULL, organisation_id uuid NOT NULL, kind text NOT NULL, number text NOT NULL,
         status text NOT NULL, valid_from timestamptz(3), valid_to timestamptz(3), recorded_at timestamptz(3) NOT NULL,
         CONSTRAINT approval_pk PRIMARY KEY (id),
         CONSTRAINT approval_number UNIQUE (solution_version_id, kind, number),
         CONSTRAINT approval_version_fk FOREIGN KEY (solution_version_id) REFERENCES solution_version (id),
         CONSTRAINT approval_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
         CONSTRAINT approval_status CHECK (status IN ('pre_exam', 'granted', 'lapsed')),
         CONSTRAINT approval_dates CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to > valid_from))`,
    );
    for (const table of ['solution', 'solution_version', 'approval']) {
      await grant(runner, table, { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
      await rowSecurity(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE approval`, `DROP TABLE solution_version`, `DROP TABLE solution`);
  }
}
