import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** Who of the agency a candidature is hidden from, and the rank of a file in its queue. */
export class Recusals1764000701000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE recusal (
         id uuid NOT NULL, account_id uuid NOT NULL, call_id uuid NOT NULL, candidature_id uuid, since timestamptz(3) NOT NULL,
         until timestamptz(3),
         CONSTRAINT recusal_pk PRIMARY KEY (id),
         CONSTRAINT recusal_account_fk FOREIGN KEY (account_id) REFERENCES account (id),
         CONSTRAINT recusal_call_fk FOREIGN KEY (call_id) REFERENCES call (id),
         CONSTRAINT recusal_candidature_fk FOREIGN KEY (candidature_id) REFERENCES candidature (id))`,
      `CREATE INDEX recusal_account ON recusal (account_id, call_id)`,
      // A vendor learns the rank of its own file without seeing the others: the function gives a number only.
      `CREATE INDEX candidature_rank ON candidature (call_id, complete_at, id) WHERE complete_at IS NOT NULL`,
      // The scope is opened by set_config: a SET clause on a setting of ours is reserved to superusers.
      `CREATE FUNCTION guichet_queue_rank(call uuid, at timestamptz, own uuid) RETURNS integer LANGUAGE plpgsql STABLE
         SECURITY DEFINER SET search_path = public
         AS $$
         DECLARE
           before text := current_setting('guichet.scope', true);
           rank integer;
         BEGIN
           PERFORM set_config('guichet.scope', 'all', true);
           SELECT count(*)::int INTO rank FROM candidature c WHERE c.call_id = $1 AND c.is_live AND (c.complete_at, c.id) <= ($2, $3);
           PERFORM set_config('guichet.scope', coalesce(before, ''), true);
           RETURN rank;
         END $$`,
    );
    await grant(runner, 'recusal', { portal: 'SELECT, INSERT, UPDATE (until)', worker: 'SELECT' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION guichet_queue_rank(uuid, timestamptz, uuid)`, `DROP INDEX candidature_rank`, `DROP TABLE recusal`);
  }
}
