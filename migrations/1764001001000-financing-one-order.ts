import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** Says that a beneficiary is funded under a scheme, to whoever asks, and never by whom: the answer is yes or no. */
export class FinancingOneOrder1764001001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE FUNCTION guichet_is_funded(scheme uuid, beneficiary uuid, own uuid) RETURNS boolean LANGUAGE plpgsql STABLE
         SECURITY DEFINER SET search_path = public
         AS $$
         DECLARE
           seen text := coalesce(current_setting('guichet.scope', true), '');
           answer boolean;
         BEGIN
           PERFORM set_config('guichet.scope', 'all', true);
           SELECT EXISTS (SELECT FROM funded_order
             WHERE funded_order.scheme_id = scheme AND funded_order.beneficiary_id = beneficiary AND funded_order.status <> 'cancelled'
               AND funded_order.id IS DISTINCT FROM own) INTO answer;
           PERFORM set_config('guichet.scope', seen, true);
           RETURN answer;
         END $$`,
      `REVOKE ALL ON FUNCTION guichet_is_funded(uuid, uuid, uuid) FROM PUBLIC`,
      `GRANT EXECUTE ON FUNCTION guichet_is_funded(uuid, uuid, uuid) TO guichet_portal, guichet_worker`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP FUNCTION guichet_is_funded(uuid, uuid, uuid)`);
  }
}
