import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** The inbox of each person, and what they wish to receive by mail. */
export class Notifications1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE message (
         id uuid NOT NULL, account_id uuid NOT NULL, event_id uuid NOT NULL, template text NOT NULL, data jsonb NOT NULL,
         created_at timestamptz(3) NOT NULL, read_at timestamptz(3), mail_state text NOT NULL,
         CONSTRAINT message_pk PRIMARY KEY (id),
         CONSTRAINT message_once UNIQUE (event_id, template, account_id),
         CONSTRAINT message_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
         CONSTRAINT message_event_fk FOREIGN KEY (event_id) REFERENCES event (id),
         CONSTRAINT message_mail_state CHECK (mail_state IN ('none', 'to_send', 'sent', 'failed')))`,
      `CREATE INDEX message_inbox ON message (account_id, created_at, id)`,
      `CREATE TABLE mail_preference (
         account_id uuid NOT NULL, level text NOT NULL,
         CONSTRAINT mail_preference_pk PRIMARY KEY (account_id),
         CONSTRAINT mail_preference_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
         CONSTRAINT mail_preference_level CHECK (level IN ('all', 'essential')))`,
    );
    await grant(runner, 'message', { portal: 'SELECT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
    await grant(runner, 'mail_preference', { portal: 'SELECT, INSERT, UPDATE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE mail_preference`, `DROP TABLE message`);
  }
}
