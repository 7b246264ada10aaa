import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** The public catalogue, a side table rebuilt from events, and the published figures. */
export class Catalogue1764001100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      // Public facts only: no row security.
      `CREATE TABLE catalogue_solution (
         solution_id uuid NOT NULL, slug text NOT NULL, name text NOT NULL, vendor text NOT NULL, software_type text NOT NULL, nil text,
         texts jsonb NOT NULL, status text NOT NULL, version text NOT NULL, number text NOT NULL, fingerprint text NOT NULL,
         decided_at timestamptz(3) NOT NULL, valid_until timestamptz(3) NOT NULL, lanes text[] NOT NULL, waves text[] NOT NULL,
         financeable boolean NOT NULL, certificates jsonb NOT NULL, search tsvector NOT NULL, document text NOT NULL,
         projected_at timestamptz(3) NOT NULL,
         CONSTRAINT catalogue_solution_pk PRIMARY KEY (solution_id),
         CONSTRAINT catalogue_solution_slug UNIQUE (slug),
         CONSTRAINT catalogue_solution_solution_fk FOREIGN KEY (solution_id) REFERENCES solution (id),
         CONSTRAINT catalogue_solution_status
           CHECK (status IN ('active', 'under_reservation', 'suspended', 'withdrawn', 'expired', 'replaced')))`,
      `CREATE INDEX catalogue_solution_decided ON catalogue_solution (decided_at, solution_id)`,
      `CREATE INDEX catalogue_solution_name ON catalogue_solution (name COLLATE "fr-x-icu", solution_id)`,
      `CREATE INDEX catalogue_solution_search ON catalogue_solution USING gin (search)`,
      `CREATE INDEX catalogue_solution_document ON catalogue_solution USING gin (document gin_trgm_ops)`,
      // A word, by its beginning or by likeness: its plural and other forms always; one swapped or missing letter only when nothing begins so.
      // The threshold of the index operator is a setting, which a visitor's read has no transaction to make.
      `CREATE FUNCTION catalogue_matching(word text) RETURNS SETOF uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE
         SET pg_trgm.word_similarity_threshold = 0.45
         AS $$ WITH near AS MATERIALIZED (
                 SELECT s.solution_id, s.search @@ asked.prefix AS is_exact, public.word_similarity(word, s.document) AS likeness
                   FROM public.catalogue_solution s, (SELECT to_tsquery('simple', quote_literal(word) || ':*') AS prefix) asked
                  WHERE s.search @@ asked.prefix OR word OPERATOR(public.<%) s.document)
               SELECT near.solution_id FROM near
                WHERE near.is_exact OR near.likeness >= 0.7 OR NOT EXISTS (SELECT FROM near one WHERE one.is_exact) $$`,
      `CREATE TABLE metric (
         metric text NOT NULL, scope text NOT NULL, as_of timestamptz(3) NOT NULL, value double precision,
         is_masked boolean NOT NULL DEFAULT false, source jsonb NOT NULL, definition jsonb NOT NULL,
         CONSTRAINT metric_pk PRIMARY KEY (metric, scope, as_of),
         CONSTRAINT metric_masked CHECK ((value IS NULL) = is_masked))`,
      `CREATE INDEX metric_as_of ON metric (as_of)`,
      `CREATE TRIGGER metric_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON metric EXECUTE FUNCTION guichet_insert_only()`,
    );
    await grant(runner, 'catalogue_solution', { portal: 'SELECT', worker: 'SELECT, INSERT, UPDATE, DELETE' });
    await grant(runner, 'metric', { portal: 'SELECT, INSERT', worker: 'SELECT, INSERT' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE metric`, `DROP FUNCTION catalogue_matching(text)`, `DROP TABLE catalogue_solution`);
  }
}
