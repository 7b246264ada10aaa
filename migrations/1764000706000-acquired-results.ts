import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

/** A requirement may be satisfied by a result acquired elsewhere; the row says from where, and when it lapsed with its origin. */
export class AcquiredResults1764000706000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE acquired_result (
         id uuid NOT NULL, answer_id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, requirement_id uuid NOT NULL,
         mapping_ids uuid[] NOT NULL, certificate_ids uuid[] NOT NULL, decision_ids uuid[] NOT NULL, verdict_ids uuid[] NOT NULL,
         path jsonb NOT NULL, acquired_by uuid, acquired_at timestamptz(3) NOT NULL, lapsed_at timestamptz(3), lapse_reason text,
         after_decision boolean NOT NULL DEFAULT false,
         CONSTRAINT acquired_result_pk PRIMARY KEY (id),
         CONSTRAINT acquired_result_answer_fk FOREIGN KEY (answer_id) REFERENCES answer (id),
         CONSTRAINT acquired_result_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
         CONSTRAINT acquired_result_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement (id),
         CONSTRAINT acquired_result_account_fk FOREIGN KEY (acquired_by) REFERENCES account (id),
         CONSTRAINT acquired_result_origins CHECK (
           cardinality(mapping_ids) > 0 AND cardinality(certificate_ids) > 0 AND cardinality(decision_ids) > 0 AND cardinality(verdict_ids) > 0),
         CONSTRAINT acquired_result_lapse CHECK (
           (lapsed_at IS NULL) = (lapse_reason IS NULL) AND (lapsed_at IS NOT NULL OR NOT after_decision)),
         CONSTRAINT acquired_result_reason CHECK (lapse_reason IN ('renounced', 'mapping_withdrawn', 'certificate_suspended', 'certificate_withdrawn',
           'certificate_expired', 'certificate_replaced', 'verdict_superseded', 'not_reproduced')))`,
      `CREATE UNIQUE INDEX acquired_result_live ON acquired_result (answer_id) WHERE lapsed_at IS NULL`,
      `CREATE INDEX acquired_result_candidature ON acquired_result (candidature_id, acquired_at)`,
      // What was acquired never changes: it only lapses, once.
      `CREATE FUNCTION acquired_result_lapses() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'DELETE' OR OLD.lapsed_at IS NOT NULL
            OR (NEW.id, NEW.answer_id, NEW.candidature_id, NEW.organisation_id, NEW.requirement_id, NEW.mapping_ids, NEW.certificate_ids,
                NEW.decision_ids, NEW.verdict_ids, NEW.path, NEW.acquired_by, NEW.acquired_at)
               IS DISTINCT FROM (OLD.id, OLD.answer_id, OLD.candidature_id, OLD.organisation_id, OLD.requirement_id, OLD.mapping_ids,
                OLD.certificate_ids, OLD.decision_ids, OLD.verdict_ids, OLD.path, OLD.acquired_by, OLD.acquired_at) THEN
           RAISE EXCEPTION 'an acquired result only lapses' USING ERRCODE = 'check_violation';
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER acquired_result_lapses BEFORE UPDATE OR DELETE ON acquired_result
         FOR EACH ROW EXECUTE FUNCTION acquired_result_lapses()`,
    );
    const lapse = 'UPDATE (lapsed_at, lapse_reason, after_decision)';
    await grant(runner, 'acquired_result', { portal: `SELECT, INSERT, ${lapse}`, worker: `SELECT, ${lapse}` });
    await rowSecurity(runner, 'acquired_result');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE acquired_result`, `DROP FUNCTION acquired_result_lapses()`);
  }
}
