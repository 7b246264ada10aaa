import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

/** The worker closes the rounds whose date has passed. */
export class ReviewLapse1764000801000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(runner, `GRANT UPDATE (status, closed_at) ON round TO guichet_worker`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `REVOKE UPDATE (status, closed_at) ON round FROM guichet_worker`);
  }
}
