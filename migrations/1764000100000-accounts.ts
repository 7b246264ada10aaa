import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

const roles = `('vendor_admin', 'vendor_contributor', 'vendor_finance', 'agency_officer', 'verifier', 'lead', 'decider', 'criteria_editor',
  'commission_member', 'payment_officer', 'regional_viewer', 'operator')`;

/** Organisations, people, what they may do for whom, and how they prove who they are. */
export class Accounts1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, ...organisations, ...people, ...belonging, ...entry);
    await run(runner, ...passages);
    for (const table of ['membership', 'invitation', 'join_request']) await rowSecurity(runner, table);
    for (const table of [
      'organisation',
      'organisation_identifier',
      'account',
      'membership',
      'invitation',
      'join_request',
      'password_link',
    ]) {
      await grant(runner, table, { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
    }
    await grant(runner, 'api_token', { portal: 'SELECT, INSERT, UPDATE' });
    for (const table of ['session', 'second_factor', 'recovery_code', 'attempt']) {
      await grant(runner, table, { portal: 'SELECT, INSERT, UPDATE, DELETE', worker: 'SELECT, INSERT, UPDATE, DELETE' });
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP FUNCTION guichet_invited(text)`,
      `DROP FUNCTION guichet_roles(uuid)`,
      ...[
        'attempt',
        'session',
        'join_request',
        'invitation',
        'membership',
        'api_token',
        'password_link',
        'recovery_code',
        'second_factor',
      ].map((table) => `DROP TABLE ${table}`),
      `DROP TABLE account`,
      `DROP TABLE organisation_identifier`,
      `DROP TABLE organisation`,
    );
  }
}

const organisations = [
  `CREATE TABLE organisation (
     id uuid NOT NULL, kind text NOT NULL, name text NOT NULL, country text NOT NULL, created_at timestamptz(3) NOT NULL,
     verified_at timestamptz(3), demonstration boolean NOT NULL,
     CONSTRAINT organisation_pk PRIMARY KEY (id),
     CONSTRAINT organisation_kind CHECK (kind IN ('vendor', 'agency', 'payer', 'ministry', 'region', 'beneficiary')),
     CONSTRAINT organisation_country CHECK (country ~ '^[A-Z]{2}$'))`,
  `CREATE TABLE organisation_identifier (
     organisation_id uuid NOT NULL, scheme text NOT NULL, value text NOT NULL, verified_at timestamptz(3),
     CONSTRAINT organisation_identifier_pk PRIMARY KEY (organisation_id, scheme),
     CONSTRAINT organisation_identifier_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT organisation_identifier_scheme CHECK (scheme IN ('siren', 'vat', 'cnda_editor', 'finess')))`,
  `CREATE UNIQUE INDEX organisation_identifier_verified ON organisation_identifier (scheme, value) WHERE verified_at IS NOT NULL`,
];

const people = [
  `CREATE TABLE account (
     id uuid NOT NULL, email text NOT NULL, name text NOT NULL, email_verified_at timestamptz(3), password_hash text,
     locale text NOT NULL, status text NOT NULL, demonstration boolean NOT NULL, created_at timestamptz(3) NOT NULL,
     CONSTRAINT account_pk PRIMARY KEY (id),
     CONSTRAINT account_email UNIQUE (email),
     CONSTRAINT account_email_lower CHECK (email = lower(email)),
     CONSTRAINT account_status CHECK (status IN ('active', 'closed')),
     CONSTRAINT account_locale CHECK (locale IN ('fr', 'en')))`,
  `CREATE TABLE second_factor (
     account_id uuid NOT NULL, secret_sealed text NOT NULL, confirmed_at timestamptz(3), last_step bigint NOT NULL,
     CONSTRAINT second_factor_pk PRIMARY KEY (account_id),
     CONSTRAINT second_factor_account_fk FOREIGN KEY (account_id) REFERENCES account (id))`,
  `CREATE TABLE recovery_code (
     account_id uuid NOT NULL, code_hash text NOT NULL, used_at timestamptz(3),
     CONSTRAINT recovery_code_pk PRIMARY KEY (account_id, code_hash),
     CONSTRAINT recovery_code_account_fk FOREIGN KEY (account_id) REFERENCES account (id))`,
  `CREATE TABLE password_link (
     token_hash text NOT NULL, account_id uuid NOT NULL, created_at timestamptz(3) NOT NULL, expires_at timestamptz(3) NOT NULL,
     used_at timestamptz(3),
     CONSTRAINT password_link_pk PRIMARY KEY (token_hash),
     CONSTRAINT password_link_account_fk FOREIGN KEY (account_id) REFERENCES account (id))`,
  `CREATE INDEX password_link_account ON password_link (account_id)`,
  `CREATE TABLE api_token (
     id uuid NOT NULL, account_id uuid NOT NULL, organisation_id uuid NOT NULL, label text NOT NULL, token_hash text NOT NULL,
     created_at timestamptz(3) NOT NULL, expires_at timestamptz(3) NOT NULL, last_used_at timestamptz(3), revoked_at timestamptz(3),
     CONSTRAINT api_token_pk PRIMARY KEY (id),
     CONSTRAINT api_token_hash UNIQUE (token_hash),
     CONSTRAINT api_token_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT api_token_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id))`,
  `CREATE INDEX api_token_account ON api_token (account_id)`,
];

const belonging = [
  `CREATE TABLE membership (
     id uuid NOT NULL, account_id uuid NOT NULL, organisation_id uuid NOT NULL, role text NOT NULL, since timestamptz(3) NOT NULL,
     until timestamptz(3),
     CONSTRAINT membership_pk PRIMARY KEY (id),
     CONSTRAINT membership_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT membership_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT membership_role CHECK (role IN ${roles}))`,
  `CREATE UNIQUE INDEX membership_live ON membership (account_id, organisation_id, role) WHERE until IS NULL`,
  `CREATE INDEX membership_organisation ON membership (organisation_id)`,
  `CREATE TABLE invitation (
     id uuid NOT NULL, organisation_id uuid NOT NULL, email text NOT NULL, role text NOT NULL, created_by uuid,
     created_at timestamptz(3) NOT NULL, expires_at timestamptz(3) NOT NULL, token_hash text, used_at timestamptz(3), revoked_at timestamptz(3),
     CONSTRAINT invitation_pk PRIMARY KEY (id),
     CONSTRAINT invitation_token UNIQUE (token_hash),
     CONSTRAINT invitation_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT invitation_created_by_fk FOREIGN KEY (created_by) REFERENCES account (id),
     CONSTRAINT invitation_role CHECK (role IN ${roles}),
     CONSTRAINT invitation_email_lower CHECK (email = lower(email)))`,
  `CREATE UNIQUE INDEX invitation_live ON invitation (organisation_id, email, role) WHERE used_at IS NULL AND revoked_at IS NULL`,
  `CREATE TABLE join_request (
     id uuid NOT NULL, organisation_id uuid NOT NULL, account_id uuid NOT NULL, created_at timestamptz(3) NOT NULL,
     decided_at timestamptz(3), decided_by uuid, outcome text,
     CONSTRAINT join_request_pk PRIMARY KEY (id),
     CONSTRAINT join_request_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id),
     CONSTRAINT join_request_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT join_request_decided_by_fk FOREIGN KEY (decided_by) REFERENCES account (id),
     CONSTRAINT join_request_outcome CHECK (outcome IN ('accepted', 'refused')),
     CONSTRAINT join_request_decided CHECK ((decided_at IS NULL) = (outcome IS NULL)))`,
  `CREATE UNIQUE INDEX join_request_open ON join_request (organisation_id, account_id) WHERE decided_at IS NULL`,
];

const entry = [
  `CREATE TABLE session (
     token_hash text NOT NULL, id uuid NOT NULL, account_id uuid NOT NULL, organisation_id uuid, created_at timestamptz(3) NOT NULL,
     last_seen_at timestamptz(3) NOT NULL, expires_at timestamptz(3) NOT NULL, second_factor_at timestamptz(3), device text NOT NULL,
     CONSTRAINT session_pk PRIMARY KEY (token_hash),
     CONSTRAINT session_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
     CONSTRAINT session_organisation_fk FOREIGN KEY (organisation_id) REFERENCES organisation (id))`,
  `CREATE INDEX session_account ON session (account_id)`,
  `CREATE TABLE attempt (
     key text NOT NULL, count integer NOT NULL, window_ends_at timestamptz(3) NOT NULL,
     CONSTRAINT attempt_pk PRIMARY KEY (key),
     CONSTRAINT attempt_count CHECK (count >= 0))`,
];

/**
 * Two narrow passages through row security, for those who do not act for an organisation yet: what a person may do, and where a
 * link leads. The scope is opened and closed inside the function; only a superuser could write it as a setting of the function.
 */
const passages = [
  passage(
    'guichet_roles(person uuid)',
    'TABLE (organisation_id uuid, role text)',
    'SELECT m.organisation_id, m.role FROM public.membership m WHERE m.account_id = person AND m.until IS NULL',
  ),
  passage('guichet_invited(link text)', 'SETOF uuid', 'SELECT i.organisation_id FROM public.invitation i WHERE i.token_hash = link'),
];

function passage(signature: string, returns: string, query: string): string {
  return `CREATE FUNCTION ${signature} RETURNS ${returns} LANGUAGE plpgsql STABLE AS $$
     DECLARE scope text := coalesce(current_setting('guichet.scope', true), '');
     BEGIN
       PERFORM set_config('guichet.scope', 'all', true);
       RETURN QUERY ${query};
       PERFORM set_config('guichet.scope', scope, true);
     END $$`;
}
