import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** What only people decide: the background work has no business writing it. */
const decided = ['admission', 'decision_proposal', 'decision', 'claim_approval'];

/** The last gaps of the second fence: links of a frozen package, answers of a round that ended, decisions by the background work. */
export class Fences1764001200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION package_link_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'INSERT' THEN
           IF EXISTS (SELECT FROM requirement r JOIN package_version v ON v.id = r.package_version_id
                       WHERE r.id = NEW.requirement_id AND v.status IN ('draft', 'consultation')) THEN RETURN NEW; END IF;
         END IF;
         RAISE EXCEPTION 'the projection of a frozen package version is never changed' USING ERRCODE = 'check_violation';
       END $$`,
      ...['scenario_requirement', 'expected_evidence_requirement'].map(
        (table) =>
          `CREATE TRIGGER ${table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION package_link_frozen()`,
      ),
      `CREATE FUNCTION clarification_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF (NEW.answer, NEW.answered_by, NEW.answered_at) IS DISTINCT FROM (OLD.answer, OLD.answered_by, OLD.answered_at)
           AND EXISTS (SELECT FROM round WHERE round.id = OLD.round_id AND round.status IN ('answered', 'closed')) THEN
           RAISE EXCEPTION 'an answer that was sent is never changed' USING ERRCODE = 'insufficient_privilege';
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER clarification_answer_stays BEFORE UPDATE ON clarification_item
         FOR EACH ROW EXECUTE FUNCTION clarification_answer_stays()`,
      ...decided.map((table) => `REVOKE INSERT ON ${table} FROM guichet_worker`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...decided.map((table) => `GRANT INSERT ON ${table} TO guichet_worker`),
      `DROP TRIGGER clarification_answer_stays ON clarification_item`,
      `DROP FUNCTION clarification_answer_stays()`,
      ...['scenario_requirement', 'expected_evidence_requirement'].map((table) => `DROP TRIGGER ${table}_frozen ON ${table}`),
      `DROP FUNCTION package_link_frozen()`,
    );
  }
}
