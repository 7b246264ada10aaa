import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

const tables = [
  'ledger_transfer',
  'claim_approval',
  'claim',
  'payment_file',
  'fitness_verification',
  'funded_order',
  'enrolment',
  'beneficiary_identifier',
  'beneficiary',
  'price_ceiling',
  'scheme',
];

/** Schemes and ceilings, beneficiaries, enrolments, orders, claims and their approvals, the ledger. */
export class Financing1764001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ...schemes, ...orders, ...claims, ...ledger, ...fences);
    for (const table of ['scheme', 'price_ceiling', 'beneficiary', 'beneficiary_identifier', 'enrolment', 'funded_order', 'claim']) {
      await grant(runner, table, { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
    }
    await run(runner, `GRANT DELETE ON beneficiary_identifier TO guichet_portal`); // a number moves when two beneficiaries prove to be one
    for (const table of ['fitness_verification', 'claim_approval', 'ledger_transfer', 'payment_file']) {
      await grant(runner, table, { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
      await run(
        runner,
        `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} EXECUTE FUNCTION guichet_insert_only()`,
      );
    }
    for (const table of ['enrolment', 'funded_order', 'fitness_verification', 'claim', 'claim_approval', 'ledger_transfer']) {
      await rowSecurity(runner, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, ...tables.map((table) => `DROP TABLE ${table}`), `DROP FUNCTION guichet_officers()`);
  }
}

const schemes = [
  `CREATE TABLE scheme (
     id uuid NOT NULL, code text NOT NULL, title jsonb NOT NULL, call_id uuid NOT NULL, previous_scheme_id uuid,
     advance_basis_points integer NOT NULL DEFAULT 3000, vat_basis_points integer NOT NULL DEFAULT 2000, currency text NOT NULL DEFAULT 'EUR',
     third_officer_cents bigint NOT NULL, needs_imaging boolean NOT NULL DEFAULT false, needs_indicator boolean NOT NULL DEFAULT false,
     needs_pilot_report boolean NOT NULL DEFAULT false, pilot_report_at timestamptz(3), created_at timestamptz(3) NOT NULL,
     CONSTRAINT scheme_pk PRIMARY KEY (id),
     CONSTRAINT scheme_code UNIQUE (code),
     CONSTRAINT scheme_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
     CONSTRAINT scheme_previous_fk FOREIGN KEY (previous_scheme_id) REFERENCES scheme (id),
     CONSTRAINT scheme_advance CHECK (advance_basis_points > 0 AND advance_basis_points < 10000),
     CONSTRAINT scheme_vat CHECK (vat_basis_points >= 0 AND vat_basis_points <= 10000),
     CONSTRAINT scheme_threshold CHECK (third_officer_cents > 0))`,
  `CREATE TABLE price_ceiling (
     id uuid NOT NULL, scheme_id uuid NOT NULL, prestation text NOT NULL, category text NOT NULL, bracket text NOT NULL,
     ht_cents bigint NOT NULL, source text NOT NULL, valid_from date NOT NULL, valid_to date,
     CONSTRAINT price_ceiling_pk PRIMARY KEY (id),
     CONSTRAINT price_ceiling_scheme_fk FOREIGN KEY (scheme_id) REFERENCES scheme (id),
     CONSTRAINT price_ceiling_amount CHECK (ht_cents > 0),
     CONSTRAINT price_ceiling_span CHECK (valid_to IS NULL OR valid_to > valid_from),
     CONSTRAINT price_ceiling_prestation CHECK (prestation IN ('wave', 'both_waves')),
     CONSTRAINT price_ceiling_no_overlap EXCLUDE USING gist
       (scheme_id WITH =, prestation WITH =, category WITH =, bracket WITH =, daterange(valid_from, valid_to) WITH &&))`,
  `CREATE TABLE beneficiary (
     id uuid NOT NULL, name text NOT NULL, created_at timestamptz(3) NOT NULL,
     CONSTRAINT beneficiary_pk PRIMARY KEY (id))`,
  `CREATE TABLE beneficiary_identifier (
     beneficiary_id uuid NOT NULL, scheme text NOT NULL, value text NOT NULL,
     CONSTRAINT beneficiary_identifier_pk PRIMARY KEY (beneficiary_id, scheme, value),
     CONSTRAINT beneficiary_identifier_value UNIQUE (scheme, value),
     CONSTRAINT beneficiary_identifier_beneficiary_fk FOREIGN KEY (beneficiary_id) REFERENCES beneficiary (id),
     CONSTRAINT beneficiary_identifier_scheme CHECK (scheme IN ('finess', 'siret', 'rpps')))`,
  `CREATE TABLE enrolment (
     id uuid NOT NULL, organisation_id uuid NOT NULL, certificate_id uuid NOT NULL, status text NOT NULL, iban_cipher text NOT NULL,
     iban_last4 text NOT NULL, holder text NOT NULL, representative text NOT NULL, capacity text NOT NULL, vat_liable boolean NOT NULL,
     reason text, submitted_by uuid NOT NULL, submitted_at timestamptz(3) NOT NULL, reviewed_by uuid, reviewed_at timestamptz(3),
     CONSTRAINT enrolment_pk PRIMARY KEY (id),
     CONSTRAINT enrolment_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT enrolment_certificate_fk FOREIGN KEY (certificate_id) REFERENCES certificate (id),
     CONSTRAINT enrolment_submitted_by_fk FOREIGN KEY (submitted_by) REFERENCES account (id),
     CONSTRAINT enrolment_reviewed_by_fk FOREIGN KEY (reviewed_by) REFERENCES account (id),
     CONSTRAINT enrolment_status CHECK (status IN ('submitted', 'to_amend', 'validated', 'suspended', 'rejected')),
     CONSTRAINT enrolment_last4 CHECK (iban_last4 ~ '^[0-9A-Z]{4}$'))`,
  `CREATE UNIQUE INDEX enrolment_live ON enrolment (certificate_id) WHERE status <> 'rejected'`,
  `CREATE INDEX enrolment_organisation ON enrolment (organisation_id, id)`,
];

const orders = [
  `CREATE TABLE funded_order (
     id uuid NOT NULL, number text NOT NULL, scheme_id uuid NOT NULL, beneficiary_id uuid NOT NULL, organisation_id uuid NOT NULL,
     enrolment_id uuid NOT NULL, certificate_id uuid NOT NULL, ceiling_id uuid NOT NULL, prestation text NOT NULL,
     ht_cents bigint NOT NULL, vat_cents bigint NOT NULL, ttc_cents bigint NOT NULL,
     funded_ht_cents bigint NOT NULL, funded_vat_cents bigint NOT NULL, funded_ttc_cents bigint NOT NULL, currency text NOT NULL,
     signed_on date NOT NULL, signer text NOT NULL, mention boolean NOT NULL, wave_one text NOT NULL, imaging_in_service boolean NOT NULL,
     other_programme boolean, status text NOT NULL, cancel_reason text, placed_by uuid NOT NULL, placed_at timestamptz(3) NOT NULL,
     cancelled_at timestamptz(3),
     CONSTRAINT funded_order_pk PRIMARY KEY (id),
     CONSTRAINT funded_order_number UNIQUE (number),
     CONSTRAINT funded_order_scheme_fk FOREIGN KEY (scheme_id) REFERENCES scheme (id),
     CONSTRAINT funded_order_beneficiary_fk FOREIGN KEY (beneficiary_id) REFERENCES beneficiary (id),
     CONSTRAINT funded_order_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT funded_order_enrolment_fk FOREIGN KEY (enrolment_id) REFERENCES enrolment (id),
     CONSTRAINT funded_order_certificate_fk FOREIGN KEY (certificate_id) REFERENCES certificate (id),
     CONSTRAINT funded_order_ceiling_fk FOREIGN KEY (ceiling_id) REFERENCES price_ceiling (id),
     CONSTRAINT funded_order_placed_by_fk FOREIGN KEY (placed_by) REFERENCES account (id),
     CONSTRAINT funded_order_status CHECK (status IN ('drafted', 'ordered', 'cancelled')),
     CONSTRAINT funded_order_prestation CHECK (prestation IN ('wave', 'both_waves')),
     CONSTRAINT funded_order_wave_one CHECK (wave_one IN ('none', 'funded', 'own_paid')),
     CONSTRAINT funded_order_amount CHECK (ht_cents > 0 AND vat_cents >= 0 AND ttc_cents = ht_cents + vat_cents),
     CONSTRAINT funded_order_funded CHECK (funded_ht_cents > 0 AND funded_ht_cents <= ht_cents AND funded_vat_cents >= 0
       AND funded_ttc_cents = funded_ht_cents + funded_vat_cents))`,
  // R2: one live order per beneficiary and scheme, whoever the vendor; row security does not hide a row from a unique index.
  `CREATE UNIQUE INDEX funded_order_one_live ON funded_order (scheme_id, beneficiary_id) WHERE status <> 'cancelled'`,
  `CREATE INDEX funded_order_organisation ON funded_order (organisation_id, id)`,
  `CREATE TABLE fitness_verification (
     id uuid NOT NULL, order_id uuid NOT NULL, organisation_id uuid NOT NULL, number integer NOT NULL, kind text NOT NULL,
     signed_on date NOT NULL, signer text NOT NULL, indicator text, recorded_by uuid NOT NULL, recorded_at timestamptz(3) NOT NULL,
     CONSTRAINT fitness_verification_pk PRIMARY KEY (id),
     CONSTRAINT fitness_verification_number UNIQUE (order_id, number),
     CONSTRAINT fitness_verification_order_fk FOREIGN KEY (order_id) REFERENCES funded_order (id),
     CONSTRAINT fitness_verification_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT fitness_verification_by_fk FOREIGN KEY (recorded_by) REFERENCES account (id),
     CONSTRAINT fitness_verification_kind CHECK (kind IN ('va', 'mom', 'vsr')),
     CONSTRAINT fitness_verification_indicator CHECK (indicator IN ('case_1', 'case_2')))`,
];

const claims = [
  `CREATE TABLE payment_file (
     id uuid NOT NULL, number text NOT NULL, sha256 text NOT NULL, content_cipher text NOT NULL, lines integer NOT NULL, cents bigint NOT NULL,
     created_by uuid NOT NULL, created_at timestamptz(3) NOT NULL,
     CONSTRAINT payment_file_pk PRIMARY KEY (id),
     CONSTRAINT payment_file_number UNIQUE (number),
     CONSTRAINT payment_file_sha256 UNIQUE (sha256),
     CONSTRAINT payment_file_by_fk FOREIGN KEY (created_by) REFERENCES account (id),
     CONSTRAINT payment_file_lines CHECK (lines > 0 AND cents > 0))`,
  `CREATE TABLE claim (
     id uuid NOT NULL, number text NOT NULL, order_id uuid NOT NULL, organisation_id uuid NOT NULL, kind text NOT NULL, status text NOT NULL,
     ht_cents bigint NOT NULL, vat_cents bigint NOT NULL, ttc_cents bigint NOT NULL, rules_version text NOT NULL, submission integer NOT NULL,
     invoice_number text, invoice_on date, invoice_ht_cents bigint, invoice_signer text, indicator text, fitness_id uuid, reason text,
     submitted_by uuid NOT NULL, submitted_at timestamptz(3) NOT NULL, paid_at timestamptz(3), payment_file_id uuid,
     CONSTRAINT claim_pk PRIMARY KEY (id),
     CONSTRAINT claim_number UNIQUE (number),
     CONSTRAINT claim_order_fk FOREIGN KEY (order_id) REFERENCES funded_order (id),
     CONSTRAINT claim_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT claim_fitness_fk FOREIGN KEY (fitness_id) REFERENCES fitness_verification (id),
     CONSTRAINT claim_submitted_by_fk FOREIGN KEY (submitted_by) REFERENCES account (id),
     CONSTRAINT claim_payment_file_fk FOREIGN KEY (payment_file_id) REFERENCES payment_file (id),
     CONSTRAINT claim_kind CHECK (kind IN ('advance', 'balance')),
     CONSTRAINT claim_status CHECK (status IN
       ('submitted', 'to_amend', 'validated', 'decided', 'paid', 'recovery_ordered', 'recovered', 'rejected', 'cancelled')),
     CONSTRAINT claim_amount CHECK (ht_cents > 0 AND vat_cents >= 0 AND ttc_cents = ht_cents + vat_cents),
     CONSTRAINT claim_invoice CHECK (kind = 'advance' OR (invoice_number IS NOT NULL AND invoice_ht_cents > 0 AND fitness_id IS NOT NULL)),
     CONSTRAINT claim_paid CHECK ((paid_at IS NULL) = (status NOT IN ('paid', 'recovery_ordered', 'recovered'))))`,
  `CREATE UNIQUE INDEX claim_one_live ON claim (order_id, kind) WHERE status NOT IN ('rejected', 'cancelled', 'recovered')`,
  `CREATE INDEX claim_organisation ON claim (organisation_id, id)`,
  `CREATE INDEX claim_queue ON claim (status, submitted_at, id)`,
  `CREATE TABLE claim_approval (
     claim_id uuid NOT NULL, submission integer NOT NULL, step integer NOT NULL, account_id uuid NOT NULL, organisation_id uuid NOT NULL,
     at timestamptz(3) NOT NULL,
     CONSTRAINT claim_approval_pk PRIMARY KEY (claim_id, submission, step),
     CONSTRAINT claim_approval_officer UNIQUE (claim_id, submission, account_id),
     CONSTRAINT claim_approval_claim_fk FOREIGN KEY (claim_id) REFERENCES claim (id),
     CONSTRAINT claim_approval_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT claim_approval_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT claim_approval_step CHECK (step BETWEEN 1 AND 3))`,
];

const ledger = [
  `CREATE TABLE ledger_transfer (
     id uuid NOT NULL, number text NOT NULL, kind text NOT NULL, debit_account text NOT NULL, credit_account text NOT NULL,
     ht_cents bigint NOT NULL, vat_cents bigint NOT NULL, cents bigint NOT NULL, currency text NOT NULL, order_id uuid NOT NULL, claim_id uuid,
     decision_id uuid NOT NULL, organisation_id uuid NOT NULL, rests_on jsonb NOT NULL, reverses uuid, at timestamptz(3) NOT NULL,
     CONSTRAINT ledger_transfer_pk PRIMARY KEY (id),
     CONSTRAINT ledger_transfer_number UNIQUE (number),
     CONSTRAINT ledger_transfer_reverses UNIQUE (reverses),
     CONSTRAINT ledger_transfer_order_fk FOREIGN KEY (order_id) REFERENCES funded_order (id),
     CONSTRAINT ledger_transfer_claim_fk FOREIGN KEY (claim_id) REFERENCES claim (id),
     CONSTRAINT ledger_transfer_decision_fk FOREIGN KEY (decision_id) REFERENCES decision (id),
     CONSTRAINT ledger_transfer_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT ledger_transfer_reverses_fk FOREIGN KEY (reverses) REFERENCES ledger_transfer (id),
     CONSTRAINT ledger_transfer_kind CHECK (kind IN ('commitment', 'advance', 'balance', 'release', 'recovery')),
     CONSTRAINT ledger_transfer_accounts CHECK (debit_account <> credit_account),
     CONSTRAINT ledger_transfer_amount CHECK (cents > 0 AND ht_cents >= 0 AND vat_cents >= 0 AND cents = ht_cents + vat_cents))`,
  `CREATE INDEX ledger_transfer_order ON ledger_transfer (order_id, id)`,
  `CREATE INDEX ledger_transfer_organisation ON ledger_transfer (organisation_id, id)`,
];

/** The officers are counted by the database too: two always, a third above the threshold of the scheme. */
const fences = [
  `CREATE FUNCTION guichet_officers() RETURNS trigger LANGUAGE plpgsql AS $$
     DECLARE
       given integer;
       needed integer;
     BEGIN
       SELECT count(DISTINCT account_id) INTO given FROM claim_approval
         WHERE claim_approval.claim_id = NEW.id AND claim_approval.submission = NEW.submission;
       SELECT CASE WHEN NEW.ttc_cents > scheme.third_officer_cents THEN 3 ELSE 2 END INTO needed
         FROM funded_order JOIN scheme ON scheme.id = funded_order.scheme_id WHERE funded_order.id = NEW.order_id;
       IF given < needed THEN
         RAISE EXCEPTION 'claim % has % approvals of %', NEW.number, given, needed USING ERRCODE = 'check_violation';
       END IF;
       RETURN NEW;
     END $$`,
  `CREATE TRIGGER claim_officers BEFORE INSERT OR UPDATE OF status ON claim FOR EACH ROW
     WHEN (NEW.status IN ('decided', 'paid')) EXECUTE FUNCTION guichet_officers()`,
];
