import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** Clock, number series, text order without accents. */
export class Platform1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `GRANT USAGE ON SCHEMA public TO guichet_portal, guichet_worker, guichet_sealer`,
      `CREATE EXTENSION IF NOT EXISTS unaccent`,
      `CREATE EXTENSION IF NOT EXISTS pg_trgm`,
      `CREATE EXTENSION IF NOT EXISTS btree_gist`,
      `CREATE FUNCTION guichet_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
         AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$`,
      `CREATE TABLE clock_state (
         id boolean PRIMARY KEY DEFAULT true CHECK (id),
         shift interval NOT NULL DEFAULT '0',
         frozen_at timestamptz(3))`,
      `INSERT INTO clock_state DEFAULT VALUES`,
      `CREATE FUNCTION guichet_now() RETURNS timestamptz LANGUAGE sql STABLE
         AS $$ SELECT date_trunc('milliseconds', coalesce(frozen_at, clock_timestamp() + shift)) FROM public.clock_state $$`,
      `CREATE TABLE number_series (key text PRIMARY KEY, next bigint NOT NULL CHECK (next > 0))`,
      // A word for the next page of a browser; it outlives the transaction that was rolled back.
      `CREATE TABLE form_flash (token_hash text PRIMARY KEY, data jsonb NOT NULL, expires_at timestamptz(3) NOT NULL)`,
      // An insert-only table says so itself, whoever asks.
      `CREATE FUNCTION guichet_insert_only() RETURNS trigger LANGUAGE plpgsql
         AS $$ BEGIN RAISE EXCEPTION 'rows of % are never changed nor removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$`,
    );
    await grant(runner, 'clock_state', { portal: 'SELECT, UPDATE', worker: 'SELECT, UPDATE', sealer: 'SELECT' });
    await grant(runner, 'form_flash', { portal: 'SELECT, INSERT, DELETE', worker: 'SELECT, DELETE' });
    await grant(runner, 'number_series', { portal: 'SELECT, INSERT, UPDATE', worker: 'SELECT, INSERT, UPDATE' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP FUNCTION guichet_insert_only()`,
      `DROP TABLE form_flash`,
      `DROP TABLE number_series`,
      `DROP FUNCTION guichet_now()`,
      `DROP TABLE clock_state`,
      `DROP FUNCTION guichet_fold(text)`,
      `DROP EXTENSION btree_gist`,
      `DROP EXTENSION pg_trgm`,
      `DROP EXTENSION unaccent`,
    );
  }
}
