import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

/** Interests, assignments, verdicts, clarification rounds and the clock of evaluations. */
export class Review1764000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ...people, ...verdicts, ...rounds, ...clock);
    const shared = ['round', 'clarification_item', 'clock_span'];
    for (const table of ['assignment', 'verdict', ...shared]) await rowSecurity(runner, table);
    // Who reviews and what they think is the agency's own: no organisation reads it, even of its own file.
    const agency = `current_setting('guichet.scope', true) = 'all'`;
    await run(
      runner,
      `ALTER TABLE interest ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE interest FORCE ROW LEVEL SECURITY`,
      `CREATE POLICY interest_agency ON interest USING (${agency}) WITH CHECK (${agency})`,
      `CREATE POLICY assignment_agency ON assignment AS RESTRICTIVE USING (${agency})`,
      `CREATE POLICY verdict_agency ON verdict AS RESTRICTIVE USING (${agency})`,
      // A round is the agency's draft until it is sent.
      `CREATE POLICY round_sent ON round AS RESTRICTIVE USING (${agency} OR status <> 'draft')`,
      `CREATE POLICY clarification_item_sent ON clarification_item AS RESTRICTIVE
         USING (${agency} OR EXISTS (SELECT FROM round WHERE round.id = round_id AND round.status <> 'draft'))`,
    );
    for (const table of ['interest', 'verdict']) {
      await grant(runner, table, { portal: 'SELECT, INSERT' });
      await runner.query(
        `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} EXECUTE FUNCTION guichet_insert_only()`,
      );
    }
    await grant(runner, 'assignment', { portal: 'SELECT, INSERT, UPDATE (until)' });
    await grant(runner, 'round', { portal: 'SELECT, INSERT, UPDATE (status, sent_at, due_at, answered_at, closed_at)' });
    await grant(runner, 'clarification_item', {
      portal: 'SELECT, INSERT, DELETE, UPDATE (question, verdict_id, answer, answered_by, answered_at, version)',
    });
    await grant(runner, 'clock_span', { portal: 'SELECT, INSERT, UPDATE (to_at)', worker: 'SELECT, INSERT, UPDATE (to_at)' });
    // A question that was sent stays as it was sent.
    await run(
      runner,
      `CREATE FUNCTION clarification_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF (TG_OP = 'DELETE' OR NEW.question <> OLD.question)
           AND EXISTS (SELECT FROM round WHERE round.id = OLD.round_id AND round.status <> 'draft') THEN
           RAISE EXCEPTION 'a question that was sent is never changed nor removed' USING ERRCODE = 'insufficient_privilege';
         END IF;
         RETURN coalesce(NEW, OLD);
       END $$`,
      `CREATE TRIGGER clarification_item_stays BEFORE UPDATE OR DELETE ON clarification_item
         FOR EACH ROW EXECUTE FUNCTION clarification_item_stays()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP TABLE clock_span`,
      `DROP TABLE clarification_item`,
      `DROP FUNCTION clarification_item_stays()`,
      `DROP TABLE round`,
      `DROP TABLE verdict`,
      `DROP TABLE assignment`,
      `DROP TABLE interest`,
    );
  }
}

const people = [
  `CREATE TABLE interest (
     id uuid NOT NULL, account_id uuid NOT NULL, call_id uuid NOT NULL, candidature_id uuid, conflicted boolean NOT NULL,
     reason text NOT NULL, at timestamptz(3) NOT NULL,
     CONSTRAINT interest_pk PRIMARY KEY (id),
     CONSTRAINT interest_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT interest_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
     CONSTRAINT interest_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT interest_reason CHECK (reason IN ('none', 'employment', 'former_employment', 'shareholding', 'family', 'contract', 'other')),
     CONSTRAINT interest_conflicted CHECK (conflicted = (reason <> 'none')))`,
  `CREATE INDEX interest_account ON interest (account_id, call_id, candidature_id)`,
  `CREATE TABLE assignment (
     id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, chapter_id uuid, account_id uuid NOT NULL,
     role text NOT NULL, assigned_by uuid NOT NULL, since timestamptz(3) NOT NULL, until timestamptz(3),
     CONSTRAINT assignment_pk PRIMARY KEY (id),
     CONSTRAINT assignment_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT assignment_chapter_fk FOREIGN KEY (chapter_id) REFERENCES chapter (id),
     CONSTRAINT assignment_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT assignment_assigned_by_fk FOREIGN KEY (assigned_by) REFERENCES account (id),
     CONSTRAINT assignment_role CHECK (role IN ('verifier', 'lead')),
     CONSTRAINT assignment_period CHECK (until IS NULL OR until >= since))`,
  `CREATE INDEX assignment_account ON assignment (account_id, until)`,
  `CREATE UNIQUE INDEX assignment_live ON assignment (candidature_id, account_id, role, chapter_id) WHERE until IS NULL`,
];

const verdicts = [
  `CREATE TABLE verdict (
     id uuid NOT NULL, answer_id uuid NOT NULL, requirement_id uuid NOT NULL, candidature_id uuid NOT NULL,
     organisation_id uuid NOT NULL, package_version_id uuid NOT NULL, section_key text NOT NULL, account_id uuid NOT NULL,
     outcome text NOT NULL, reason text, answer_version integer NOT NULL, evidence_version_ids uuid[] NOT NULL, pins jsonb NOT NULL,
     at timestamptz(3) NOT NULL, supersedes uuid,
     CONSTRAINT verdict_pk PRIMARY KEY (id),
     CONSTRAINT verdict_supersedes UNIQUE (supersedes),
     CONSTRAINT verdict_answer_fk FOREIGN KEY (answer_id) REFERENCES answer (id),
     CONSTRAINT verdict_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement (id),
     CONSTRAINT verdict_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT verdict_package_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
     CONSTRAINT verdict_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT verdict_supersedes_fk FOREIGN KEY (supersedes) REFERENCES verdict (id),
     CONSTRAINT verdict_outcome CHECK (outcome IN ('conform', 'minor', 'major', 'not_applicable', 'needs_clarification')),
     CONSTRAINT verdict_reason CHECK (outcome = 'conform' OR reason IS NOT NULL),
     CONSTRAINT verdict_reason_filled CHECK (reason <> ''))`,
  `CREATE UNIQUE INDEX verdict_first ON verdict (answer_id) WHERE supersedes IS NULL`,
  `CREATE INDEX verdict_answer ON verdict (answer_id, at)`,
  `CREATE INDEX verdict_candidature ON verdict (candidature_id, at)`,
  `CREATE INDEX verdict_account ON verdict (account_id, candidature_id)`,
];

const rounds = [
  `CREATE TABLE round (
     id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, number integer NOT NULL, status text NOT NULL,
     created_by uuid NOT NULL, created_at timestamptz(3) NOT NULL, sent_at timestamptz(3), due_at timestamptz(3),
     answered_at timestamptz(3), closed_at timestamptz(3),
     CONSTRAINT round_pk PRIMARY KEY (id),
     CONSTRAINT round_number UNIQUE (candidature_id, number),
     CONSTRAINT round_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT round_created_by_fk FOREIGN KEY (created_by) REFERENCES account (id),
     CONSTRAINT round_status CHECK (status IN ('draft', 'sent', 'answered', 'closed')),
     CONSTRAINT round_sent CHECK (status = 'draft' OR (sent_at IS NOT NULL AND due_at IS NOT NULL)))`,
  `CREATE UNIQUE INDEX round_open ON round (candidature_id) WHERE status <> 'closed'`,
  `CREATE TABLE clarification_item (
     id uuid NOT NULL, round_id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, requirement_id uuid NOT NULL,
     answer_id uuid NOT NULL, verdict_id uuid, question text NOT NULL, answer text, answered_by uuid, answered_at timestamptz(3),
     version integer NOT NULL DEFAULT 1,
     CONSTRAINT clarification_item_pk PRIMARY KEY (id),
     CONSTRAINT clarification_item_requirement UNIQUE (round_id, requirement_id),
     CONSTRAINT clarification_item_round_fk FOREIGN KEY (round_id) REFERENCES round (id),
     CONSTRAINT clarification_item_requirement_fk FOREIGN KEY (requirement_id) REFERENCES requirement (id),
     CONSTRAINT clarification_item_answer_fk FOREIGN KEY (answer_id) REFERENCES answer (id),
     CONSTRAINT clarification_item_verdict_fk FOREIGN KEY (verdict_id) REFERENCES verdict (id),
     CONSTRAINT clarification_item_answered_by_fk FOREIGN KEY (answered_by) REFERENCES account (id),
     CONSTRAINT clarification_item_question CHECK (question <> ''))`,
  `CREATE INDEX clarification_item_candidature ON clarification_item (candidature_id, requirement_id)`,
];

const clock = [
  `CREATE TABLE clock_span (
     id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, holder text NOT NULL,
     from_at timestamptz(3) NOT NULL, to_at timestamptz(3),
     CONSTRAINT clock_span_pk PRIMARY KEY (id),
     CONSTRAINT clock_span_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT clock_span_holder CHECK (holder IN ('vendor', 'agency', 'expert', 'third_party')),
     CONSTRAINT clock_span_order CHECK (to_at IS NULL OR to_at >= from_at),
     CONSTRAINT clock_span_no_overlap EXCLUDE USING gist (candidature_id WITH =, tstzrange(from_at, to_at) WITH &&))`,
  `CREATE INDEX clock_span_candidature ON clock_span (candidature_id, from_at)`,
];
