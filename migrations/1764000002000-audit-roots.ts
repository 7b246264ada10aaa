import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** Events waiting for their seal, noted by the database itself; signed daily roots; deliveries an operator may send again. */
export class AuditRoots1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE event_unsealed (event_id uuid NOT NULL, CONSTRAINT event_unsealed_pk PRIMARY KEY (event_id),
         CONSTRAINT event_unsealed_event_fk FOREIGN KEY (event_id) REFERENCES event (id))`,
      // The one who records an event can neither forget this line nor remove it.
      `CREATE FUNCTION guichet_await_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
         AS $$ BEGIN INSERT INTO event_unsealed (event_id) VALUES (NEW.id); RETURN NULL; END $$`,
      `INSERT INTO event_unsealed (event_id)
         SELECT event.id FROM event WHERE NOT EXISTS (SELECT FROM event_seal WHERE event_seal.event_id = event.id)`,
      `CREATE TRIGGER event_await_seal AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION guichet_await_seal()`,
      `CREATE TABLE audit_root (
         day date NOT NULL, size bigint NOT NULL, merkle_root text NOT NULL, chain_hash text NOT NULL,
         signed_at timestamptz(3) NOT NULL, kid text NOT NULL, token text NOT NULL,
         CONSTRAINT audit_root_pk PRIMARY KEY (day),
         CONSTRAINT audit_root_size CHECK (size > 0))`,
      `CREATE TRIGGER audit_root_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_root EXECUTE FUNCTION guichet_insert_only()`,
      `CREATE INDEX event_delivery_dead ON event_delivery (updated_at) WHERE state = 'dead'`,
    );
    await grant(runner, 'event_unsealed', { portal: 'SELECT', sealer: 'SELECT, DELETE' });
    await grant(runner, 'audit_root', { portal: 'SELECT', worker: 'SELECT, INSERT', sealer: 'SELECT' });
    await run(
      runner,
      `GRANT UPDATE (state, attempts, last_error, updated_at) ON event_delivery TO guichet_portal`,
      // SELECT … FOR UPDATE asks for it; nothing ever updates the outbox.
      `GRANT UPDATE ON outbox TO guichet_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `REVOKE UPDATE ON outbox FROM guichet_worker`,
      `REVOKE UPDATE (state, attempts, last_error, updated_at) ON event_delivery FROM guichet_portal`,
      `DROP INDEX event_delivery_dead`,
      `DROP TABLE audit_root`,
      `DROP TRIGGER event_await_seal ON event`,
      `DROP FUNCTION guichet_await_seal()`,
      `DROP TABLE event_unsealed`,
    );
  }
}
