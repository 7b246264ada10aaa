import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

const guard = (
  settled: string,
): string => `CREATE OR REPLACE FUNCTION evidence_version_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (OLD.received_at IS NOT NULL AND NEW.received_at IS DISTINCT FROM OLD.received_at)
      OR (OLD.sha256 IS NOT NULL AND NEW.sha256 IS DISTINCT FROM OLD.sha256)
      OR (OLD.sender_sha256 IS NOT NULL AND NEW.sender_sha256 IS DISTINCT FROM OLD.sender_sha256)
      OR (OLD.media_type IS NOT NULL AND NEW.media_type IS DISTINCT FROM OLD.media_type)
      OR (${settled}) THEN
      RAISE EXCEPTION 'a deposited version of evidence is never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$`;

/** The sender's own fingerprint may arrive after the inspection: an admitted version may still be refused, nothing else. */
export class EvidenceLateFingerprint1764000601000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      guard(`(OLD.status IN ('abandoned', 'infected', 'unreadable') AND NEW.status <> OLD.status)
        OR (OLD.status IN ('clean', 'unscanned') AND NEW.status NOT IN (OLD.status, 'unreadable'))`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, guard(`OLD.status IN ('abandoned', 'clean', 'unscanned', 'infected', 'unreadable') AND NEW.status <> OLD.status`));
  }
}
