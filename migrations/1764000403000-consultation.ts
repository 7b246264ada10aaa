import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

const all = `current_setting('guichet.scope', true) = 'all'`;
const tables = [
  'consultation_answer',
  'consultation_contact',
  'consultation_text',
  'consultation_comment',
  'consultation_subject',
  'consultation',
];

/**
 * Public consultations on a draft. Comments belong to no organisation: anyone reads them; what is unconfirmed, withdrawn or hidden, draft answers
 * and the addresses of visitors are behind row security of their own.
 */
export class Consultation1764000403000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.tables(runner);
    await this.staying(runner);
    await this.fences(runner);
    await grant(runner, 'consultation', {
      portal: 'SELECT, INSERT, UPDATE (closes_at, closed_at, close_reason)',
      worker: 'SELECT, UPDATE (digest_at)',
    });
    await grant(runner, 'consultation_subject', { portal: 'SELECT, INSERT' });
    await grant(runner, 'consultation_comment', {
      portal: 'SELECT, INSERT, UPDATE (number, appeared_at, withdrawn_at, hidden_at, hidden_reason, subject_id)',
      worker: 'SELECT, DELETE',
    });
    await grant(runner, 'consultation_text', { portal: 'SELECT, INSERT' });
    await grant(runner, 'consultation_contact', { portal: 'INSERT', worker: 'SELECT, DELETE' });
    await grant(runner, 'consultation_answer', {
      portal: 'SELECT, INSERT, UPDATE (disposition, body, version, author_id, saved_at, published_at)',
    });
  }

  private async tables(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE consultation (
         id uuid NOT NULL, package_version_id uuid NOT NULL, iteration integer NOT NULL, opens_at timestamptz(3) NOT NULL, closes_at timestamptz(3) NOT NULL,
         closed_at timestamptz(3), close_reason text, content jsonb NOT NULL, content_hash text NOT NULL, created_at timestamptz(3) NOT NULL,
         created_by uuid, digest_at timestamptz(3),
         CONSTRAINT consultation_pk PRIMARY KEY (id),
         CONSTRAINT consultation_iteration UNIQUE (package_version_id, iteration),
         CONSTRAINT consultation_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT consultation_account_fk FOREIGN KEY (created_by) REFERENCES account (id),
         CONSTRAINT consultation_iteration_from_one CHECK (iteration >= 1),
         CONSTRAINT consultation_span CHECK (closes_at - opens_at >= interval '24 hours'),
         CONSTRAINT consultation_reason CHECK ((closed_at IS NULL) = (close_reason IS NULL)),
         CONSTRAINT consultation_closed_before CHECK (closed_at < closes_at),
         CONSTRAINT consultation_hash_form CHECK (content_hash ~ '^sha256:[0-9a-f]{64}$'))`,
      `CREATE TABLE consultation_subject (
         id uuid NOT NULL, consultation_id uuid NOT NULL, label text NOT NULL, created_at timestamptz(3) NOT NULL, created_by uuid,
         CONSTRAINT consultation_subject_pk PRIMARY KEY (id),
         CONSTRAINT consultation_subject_consultation UNIQUE (id, consultation_id),
         CONSTRAINT consultation_subject_consultation_fk FOREIGN KEY (consultation_id) REFERENCES consultation (id),
         CONSTRAINT consultation_subject_account_fk FOREIGN KEY (created_by) REFERENCES account (id),
         CONSTRAINT consultation_subject_label CHECK (label <> ''))`,
      `CREATE TABLE consultation_comment (
         id uuid NOT NULL, consultation_id uuid NOT NULL, number integer, section_key text, requirement_key text, kind text NOT NULL, language text NOT NULL,
         account_id uuid, author text NOT NULL, author_kind text NOT NULL, created_at timestamptz(3) NOT NULL, appeared_at timestamptz(3),
         withdrawn_at timestamptz(3), hidden_at timestamptz(3), hidden_reason text, subject_id uuid, link_hash text, link_until timestamptz(3),
         fingerprint text NOT NULL,
         CONSTRAINT consultation_comment_pk PRIMARY KEY (id),
         CONSTRAINT consultation_comment_number UNIQUE (consultation_id, number),
         CONSTRAINT consultation_comment_link UNIQUE (link_hash),
         CONSTRAINT consultation_comment_consultation_fk FOREIGN KEY (consultation_id) REFERENCES consultation (id),
         CONSTRAINT consultation_comment_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
         CONSTRAINT consultation_comment_subject_fk FOREIGN KEY (subject_id, consultation_id) REFERENCES consultation_subject (id, consultation_id),
         CONSTRAINT consultation_comment_kind CHECK (kind IN ('question', 'proposal', 'objection', 'support')),
         CONSTRAINT consultation_comment_language CHECK (language IN ('fr', 'en')),
         CONSTRAINT consultation_comment_author_kind
           CHECK (author_kind IN ('vendor', 'agency', 'payer', 'ministry', 'region', 'beneficiary', 'visitor')),
         CONSTRAINT consultation_comment_target CHECK (requirement_key IS NULL OR section_key IS NOT NULL),
         CONSTRAINT consultation_comment_numbered CHECK ((number IS NULL) = (appeared_at IS NULL)),
         CONSTRAINT consultation_comment_author
           CHECK ((account_id IS NULL) = (link_hash IS NOT NULL) AND (link_hash IS NULL) = (link_until IS NULL)),
         CONSTRAINT consultation_comment_hidden CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL)))`,
      `CREATE UNIQUE INDEX consultation_comment_once ON consultation_comment (fingerprint) WHERE withdrawn_at IS NULL`,
      `CREATE INDEX consultation_comment_subject ON consultation_comment (subject_id)`,
      `CREATE TABLE consultation_text (
         comment_id uuid NOT NULL, body text NOT NULL, proposal text,
         CONSTRAINT consultation_text_pk PRIMARY KEY (comment_id),
         CONSTRAINT consultation_text_comment_fk FOREIGN KEY (comment_id) REFERENCES consultation_comment (id) ON DELETE CASCADE,
         CONSTRAINT consultation_text_body CHECK (char_length(body) BETWEEN 1 AND 4000),
         CONSTRAINT consultation_text_proposal CHECK (char_length(proposal) BETWEEN 1 AND 4000))`,
      `CREATE TABLE consultation_contact (
         comment_id uuid NOT NULL, email text NOT NULL, locale text NOT NULL,
         CONSTRAINT consultation_contact_pk PRIMARY KEY (comment_id),
         CONSTRAINT consultation_contact_comment_fk FOREIGN KEY (comment_id) REFERENCES consultation_comment (id) ON DELETE CASCADE)`,
      `CREATE TABLE consultation_answer (
         id uuid NOT NULL, consultation_id uuid NOT NULL, comment_id uuid, subject_id uuid, disposition text NOT NULL, body jsonb NOT NULL,
         version integer NOT NULL, author_id uuid, saved_at timestamptz(3) NOT NULL, published_at timestamptz(3),
         CONSTRAINT consultation_answer_pk PRIMARY KEY (id),
         CONSTRAINT consultation_answer_consultation_fk FOREIGN KEY (consultation_id) REFERENCES consultation (id),
         CONSTRAINT consultation_answer_comment_fk FOREIGN KEY (comment_id) REFERENCES consultation_comment (id),
         CONSTRAINT consultation_answer_subject_fk FOREIGN KEY (subject_id, consultation_id) REFERENCES consultation_subject (id, consultation_id),
         CONSTRAINT consultation_answer_account_fk FOREIGN KEY (author_id) REFERENCES account (id),
         CONSTRAINT consultation_answer_target CHECK ((comment_id IS NULL) <> (subject_id IS NULL)),
         CONSTRAINT consultation_answer_disposition
           CHECK (disposition IN ('accepted', 'accepted_in_part', 'not_accepted', 'already_covered', 'out_of_scope')))`,
      `CREATE UNIQUE INDEX consultation_answer_comment_draft ON consultation_answer (comment_id) WHERE published_at IS NULL`,
      `CREATE UNIQUE INDEX consultation_answer_subject_draft ON consultation_answer (subject_id) WHERE published_at IS NULL`,
      `CREATE INDEX consultation_answer_consultation ON consultation_answer (consultation_id)`,
    );
  }

  /** What the public was told stays: dates only grow, marks are set once, a published answer is never changed, a comment that appeared is never erased. */
  private async staying(runner: QueryRunner): Promise<void> {
    const refuse = (what: string) => `RAISE EXCEPTION '${what}' USING ERRCODE = 'check_violation'`;
    await run(
      runner,
      `CREATE FUNCTION consultation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.closes_at < OLD.closes_at OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at) THEN
           ${refuse('a consultation is never shortened but by closing it once')};
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER consultation_stays BEFORE UPDATE ON consultation FOR EACH ROW EXECUTE FUNCTION consultation_stays()`,
      `CREATE FUNCTION consultation_comment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'DELETE' THEN
           IF OLD.appeared_at IS NULL THEN RETURN OLD; END IF;
           ${refuse('a comment that appeared is never erased')};
         END IF;
         IF (OLD.appeared_at IS NOT NULL AND (NEW.appeared_at, NEW.number) IS DISTINCT FROM (OLD.appeared_at, OLD.number))
            OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)
            OR (OLD.hidden_at IS NOT NULL AND (NEW.hidden_at, NEW.hidden_reason) IS DISTINCT FROM (OLD.hidden_at, OLD.hidden_reason)) THEN
           ${refuse('what was said of a comment stays')};
         END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER consultation_comment_stays BEFORE UPDATE OR DELETE ON consultation_comment
         FOR EACH ROW EXECUTE FUNCTION consultation_comment_stays()`,
      `CREATE FUNCTION consultation_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF OLD.published_at IS NOT NULL THEN ${refuse('a published answer is never changed')}; END IF;
         RETURN NEW;
       END $$`,
      `CREATE TRIGGER consultation_answer_stays BEFORE UPDATE ON consultation_answer
         FOR EACH ROW EXECUTE FUNCTION consultation_answer_stays()`,
    );
  }

  private async fences(runner: QueryRunner): Promise<void> {
    const shown = `EXISTS (SELECT FROM consultation_comment c WHERE c.id = comment_id
      AND ((c.appeared_at IS NOT NULL AND c.withdrawn_at IS NULL AND c.hidden_at IS NULL)
        OR c.link_hash = nullif(current_setting('guichet.comment_link', true), '')))`;
    for (const table of ['consultation_text', 'consultation_contact', 'consultation_answer']) {
      await run(runner, `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`, `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
    }
    await run(
      runner,
      `CREATE POLICY consultation_text_read ON consultation_text FOR SELECT USING (${all} OR ${shown})`,
      `CREATE POLICY consultation_text_write ON consultation_text FOR INSERT WITH CHECK (true)`,
      `CREATE POLICY consultation_contact_read ON consultation_contact FOR SELECT USING (${all})`,
      `CREATE POLICY consultation_contact_write ON consultation_contact FOR INSERT WITH CHECK (true)`,
      `CREATE POLICY consultation_contact_erase ON consultation_contact FOR DELETE USING (${all})`,
      `CREATE POLICY consultation_answer_read ON consultation_answer FOR SELECT USING (${all} OR published_at IS NOT NULL)`,
      `CREATE POLICY consultation_answer_write ON consultation_answer FOR INSERT WITH CHECK (${all})`,
      `CREATE POLICY consultation_answer_change ON consultation_answer FOR UPDATE USING (${all}) WITH CHECK (${all})`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...tables.map((table) => `DROP TABLE ${table}`),
      ...['consultation_answer_stays', 'consultation_comment_stays', 'consultation_stays'].map((name) => `DROP FUNCTION ${name}()`),
    );
  }
}
