import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** Events, their outbox and deliveries, and the chain of seals. */
export class Audit1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE event (
         id uuid NOT NULL, name text NOT NULL, subject_type text NOT NULL, subject_id text NOT NULL, organisation_id uuid,
         actor_kind text NOT NULL, actor_id uuid, at timestamptz(3) NOT NULL, request_id text NOT NULL, audience text NOT NULL,
         data jsonb NOT NULL,
         CONSTRAINT event_pk PRIMARY KEY (id),
         CONSTRAINT event_actor_kind CHECK (actor_kind IN ('anonymous', 'account', 'system')),
         CONSTRAINT event_audience CHECK (audience IN ('public', 'owner', 'agency', 'committee', 'none')))`,
      `CREATE INDEX event_subject ON event (subject_type, subject_id, at)`,
      `CREATE INDEX event_at ON event (at, id)`,
      `CREATE TRIGGER event_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event EXECUTE FUNCTION guichet_insert_only()`,
      `CREATE TABLE outbox (event_id uuid NOT NULL, CONSTRAINT outbox_pk PRIMARY KEY (event_id),
         CONSTRAINT outbox_event_fk FOREIGN KEY (event_id) REFERENCES event (id))`,
      `CREATE TABLE event_delivery (
         event_id uuid NOT NULL, job text NOT NULL, state text NOT NULL DEFAULT 'pending', attempts integer NOT NULL DEFAULT 0,
         last_error text, updated_at timestamptz(3) NOT NULL,
         CONSTRAINT event_delivery_pk PRIMARY KEY (event_id, job),
         CONSTRAINT event_delivery_event_fk FOREIGN KEY (event_id) REFERENCES event (id),
         CONSTRAINT event_delivery_state CHECK (state IN ('pending', 'done', 'dead')))`,
      `CREATE INDEX event_delivery_pending ON event_delivery (updated_at) WHERE state = 'pending'`,
      `CREATE TABLE event_seal (
         position bigint NOT NULL, event_id uuid NOT NULL, event_hash text NOT NULL, previous_hash text NOT NULL,
         chain_hash text NOT NULL, sealed_at timestamptz(3) NOT NULL,
         CONSTRAINT event_seal_pk PRIMARY KEY (position),
         CONSTRAINT event_seal_event UNIQUE (event_id),
         CONSTRAINT event_seal_chain UNIQUE (chain_hash),
         CONSTRAINT event_seal_event_fk FOREIGN KEY (event_id) REFERENCES event (id))`,
      `CREATE TRIGGER event_seal_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_seal EXECUTE FUNCTION guichet_insert_only()`,
    );
    await grant(runner, 'event', { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT', sealer: 'SELECT' });
    await grant(runner, 'outbox', { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT, DELETE' });
    await grant(runner, 'event_delivery', { portal: 'SELECT', worker: 'SELECT, INSERT, UPDATE' });
    await grant(runner, 'event_seal', { portal: 'SELECT', sealer: 'SELECT, INSERT' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE event_seal`, `DROP TABLE event_delivery`, `DROP TABLE outbox`, `DROP TABLE event`);
  }
}
