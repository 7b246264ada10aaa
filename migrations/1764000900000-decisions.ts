import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

const tables = [
  'status_list',
  'certificate_status',
  'certificate_issue',
  'certificate',
  'signing_key',
  'decision_notification',
  'decision',
  'decision_proposal',
  'delegation',
];

/** Delegations of signature, proposals, decisions, certificates, the register, and what verifies them. */
export class Decisions1764000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ...decisions, ...certificates, ...fourEyes);
    await grant(runner, 'delegation', { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
    for (const table of ['decision_proposal', 'decision', 'decision_notification', 'certificate', 'certificate_status']) {
      await grant(runner, table, { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
      await insertOnly(runner, table);
    }
    // The keys, the documents and the lists are made by the worker alone: the portal only shows them.
    await grant(runner, 'certificate_issue', { portal: 'SELECT', worker: 'SELECT, INSERT' });
    await insertOnly(runner, 'certificate_issue');
    await grant(runner, 'signing_key', { portal: 'SELECT', worker: 'SELECT, INSERT, UPDATE (until)' });
    await grant(runner, 'status_list', { portal: 'SELECT', worker: 'SELECT, INSERT, UPDATE' });
    for (const table of ['decision_proposal', 'decision', 'decision_notification']) await rowSecurity(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ...tables.map((table) => `DROP TABLE ${table}`), `DROP FUNCTION guichet_four_eyes()`);
  }
}

function insertOnly(runner: QueryRunner, table: string): Promise<unknown> {
  return runner.query(
    `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} EXECUTE FUNCTION guichet_insert_only()`,
  );
}

const outcomes = `('referenced', 'referenced_under_reservation', 'refused', 'postponed', 'closed')`;

const decisions = [
  `CREATE TABLE delegation (
     id uuid NOT NULL, account_id uuid NOT NULL, capacity text NOT NULL, act_reference text NOT NULL, since timestamptz(3) NOT NULL,
     until timestamptz(3),
     CONSTRAINT delegation_pk PRIMARY KEY (id),
     CONSTRAINT delegation_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT delegation_filled CHECK (capacity <> '' AND act_reference <> ''),
     CONSTRAINT delegation_span CHECK (until IS NULL OR until > since))`,
  `CREATE UNIQUE INDEX delegation_live ON delegation (account_id) WHERE until IS NULL`,
  `CREATE TABLE decision_proposal (
     id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, outcome text NOT NULL, motive text,
     reservation text, dossier_hash text NOT NULL, proposed_by uuid NOT NULL, proposed_at timestamptz(3) NOT NULL,
     CONSTRAINT decision_proposal_pk PRIMARY KEY (id),
     CONSTRAINT decision_proposal_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT decision_proposal_by_fk FOREIGN KEY (proposed_by) REFERENCES account (id),
     CONSTRAINT decision_proposal_outcome CHECK (outcome IN ${outcomes}),
     CONSTRAINT decision_proposal_motive CHECK (outcome = 'referenced' OR motive IS NOT NULL))`,
  `CREATE INDEX decision_proposal_candidature ON decision_proposal (candidature_id, id)`,
  `CREATE TABLE decision (
     id uuid NOT NULL, candidature_id uuid NOT NULL, organisation_id uuid NOT NULL, proposal_id uuid NOT NULL, number text NOT NULL,
     outcome text NOT NULL, motive text, reservation text, grounds jsonb NOT NULL, proposed_by uuid NOT NULL, decided_by uuid NOT NULL,
     decided_at timestamptz(3) NOT NULL, delegation_id uuid NOT NULL, signatory_name text NOT NULL, signatory_capacity text NOT NULL,
     issuer jsonb NOT NULL, dossier jsonb NOT NULL, dossier_hash text NOT NULL,
     CONSTRAINT decision_pk PRIMARY KEY (id),
     CONSTRAINT decision_number UNIQUE (number),
     CONSTRAINT decision_once UNIQUE (proposal_id),
     CONSTRAINT decision_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT decision_proposal_fk FOREIGN KEY (proposal_id) REFERENCES decision_proposal (id),
     CONSTRAINT decision_proposed_by_fk FOREIGN KEY (proposed_by) REFERENCES account (id),
     CONSTRAINT decision_decided_by_fk FOREIGN KEY (decided_by) REFERENCES account (id),
     CONSTRAINT decision_delegation_fk FOREIGN KEY (delegation_id) REFERENCES delegation (id),
     CONSTRAINT decision_outcome CHECK (outcome IN ${outcomes}),
     CONSTRAINT decision_motive CHECK (outcome = 'referenced' OR motive IS NOT NULL),
     CONSTRAINT decision_reservation CHECK ((outcome = 'referenced_under_reservation') = (reservation IS NOT NULL)),
     CONSTRAINT decision_four_eyes CHECK (proposed_by <> decided_by))`,
  `CREATE INDEX decision_candidature ON decision (candidature_id, id)`,
  `CREATE INDEX decision_organisation ON decision (organisation_id, id)`,
  `CREATE TABLE decision_notification (
     decision_id uuid NOT NULL, organisation_id uuid NOT NULL, notified_at timestamptz(3) NOT NULL,
     CONSTRAINT decision_notification_pk PRIMARY KEY (decision_id),
     CONSTRAINT decision_notification_decision_fk FOREIGN KEY (decision_id) REFERENCES decision (id))`,
];

const certificates = [
  `CREATE TABLE signing_key (
     kid text NOT NULL, public_jwk jsonb NOT NULL, since timestamptz(3) NOT NULL, until timestamptz(3),
     CONSTRAINT signing_key_pk PRIMARY KEY (kid))`,
  // A certificate is public: no row security. What it states never changes.
  `CREATE TABLE certificate (
     id uuid NOT NULL, decision_id uuid NOT NULL, organisation_id uuid NOT NULL, candidature_id uuid NOT NULL, call_id uuid NOT NULL,
     solution_version_id uuid NOT NULL, number text NOT NULL, status_index integer NOT NULL, facts jsonb NOT NULL, issuer jsonb NOT NULL,
     fingerprint text NOT NULL, valid_from timestamptz(3) NOT NULL, valid_until timestamptz(3) NOT NULL,
     CONSTRAINT certificate_pk PRIMARY KEY (id),
     CONSTRAINT certificate_decision UNIQUE (decision_id),
     CONSTRAINT certificate_number UNIQUE (number),
     CONSTRAINT certificate_status_index UNIQUE (status_index),
     CONSTRAINT certificate_decision_fk FOREIGN KEY (decision_id) REFERENCES decision (id),
     CONSTRAINT certificate_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT certificate_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id),
     CONSTRAINT certificate_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
     CONSTRAINT certificate_version_fk FOREIGN KEY (solution_version_id) REFERENCES solution_version (id),
     CONSTRAINT certificate_index_positive CHECK (status_index >= 0),
     CONSTRAINT certificate_validity CHECK (valid_until > valid_from))`,
  `CREATE INDEX certificate_organisation ON certificate (organisation_id, id)`,
  `CREATE INDEX certificate_version ON certificate (solution_version_id)`,
  // Rendered and signed once: the primary key is what makes a second one impossible.
  `CREATE TABLE certificate_issue (
     certificate_id uuid NOT NULL, credential text NOT NULL, kid text NOT NULL, pdf bytea NOT NULL, pdf_sha256 text NOT NULL,
     chromium text NOT NULL, fonts text[] NOT NULL, issued_at timestamptz(3) NOT NULL,
     CONSTRAINT certificate_issue_pk PRIMARY KEY (certificate_id),
     CONSTRAINT certificate_issue_certificate_fk FOREIGN KEY (certificate_id) REFERENCES certificate (id),
     CONSTRAINT certificate_issue_key_fk FOREIGN KEY (kid) REFERENCES signing_key (kid),
     CONSTRAINT certificate_issue_hash CHECK (pdf_sha256 = encode(sha256(pdf), 'hex')))`,
  `CREATE TABLE certificate_status (
     certificate_id uuid NOT NULL, position integer NOT NULL, status text NOT NULL, action text NOT NULL, decided_at timestamptz(3) NOT NULL,
     effective_from timestamptz(3) NOT NULL, ground text NOT NULL, motive text, act_number text NOT NULL, decided_by uuid,
     CONSTRAINT certificate_status_pk PRIMARY KEY (certificate_id, position),
     CONSTRAINT certificate_status_act UNIQUE (act_number),
     CONSTRAINT certificate_status_certificate_fk FOREIGN KEY (certificate_id) REFERENCES certificate (id),
     CONSTRAINT certificate_status_by_fk FOREIGN KEY (decided_by) REFERENCES account (id),
     CONSTRAINT certificate_status_status CHECK (status IN ('active', 'under_reservation', 'suspended', 'withdrawn', 'expired', 'replaced')),
     CONSTRAINT certificate_status_position CHECK (position > 0))`,
  `CREATE INDEX certificate_status_decided ON certificate_status (decided_at, certificate_id)`,
  `CREATE TABLE status_list (
     purpose text NOT NULL, list integer NOT NULL, published_at timestamptz(3) NOT NULL, credential text NOT NULL,
     CONSTRAINT status_list_pk PRIMARY KEY (purpose, list),
     CONSTRAINT status_list_purpose CHECK (purpose IN ('revocation', 'suspension')),
     CONSTRAINT status_list_number CHECK (list > 0))`,
];

/** Who judged a file never decides it, nor proposes and decides: the database says so whatever the program does. */
const fourEyes = [
  `CREATE FUNCTION guichet_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF coalesce(current_setting('guichet.scope', true), '') <> 'all' THEN
         RAISE EXCEPTION 'a decision is taken where every verdict can be seen' USING ERRCODE = 'insufficient_privilege';
       END IF;
       IF EXISTS (SELECT FROM public.verdict v WHERE v.candidature_id = NEW.candidature_id AND v.account_id = NEW.decided_by) THEN
         RAISE EXCEPTION 'the verifier of a candidature never decides it' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_verifier';
       END IF;
       IF NOT EXISTS (SELECT FROM public.decision_proposal p
                      WHERE p.id = NEW.proposal_id AND p.candidature_id = NEW.candidature_id AND p.proposed_by = NEW.proposed_by) THEN
         RAISE EXCEPTION 'a decision answers a proposal of its own candidature' USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_proposal_own';
       END IF;
       RETURN NEW;
     END $$`,
  `CREATE TRIGGER decision_four_eyes BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION guichet_four_eyes()`,
];
