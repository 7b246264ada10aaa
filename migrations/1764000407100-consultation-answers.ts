import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** The answers of one comment or of one group are found without reading them all; erasing an unconfirmed comment asks for its answers. */
export class ConsultationAnswers1764000407100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE INDEX consultation_answer_comment ON consultation_answer (comment_id)`,
      `CREATE INDEX consultation_answer_subject ON consultation_answer (subject_id)`,
      `ALTER TABLE consultation_contact ADD CONSTRAINT consultation_contact_locale CHECK (locale IN ('fr', 'en'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      'ALTER TABLE consultation_contact DROP CONSTRAINT consultation_contact_locale',
      'DROP INDEX consultation_answer_subject',
      'DROP INDEX consultation_answer_comment',
    );
  }
}
