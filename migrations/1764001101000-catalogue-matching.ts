import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './support.js';

const replace = (body: string): string =>
  `CREATE OR REPLACE FUNCTION catalogue_matching(word text) RETURNS SETOF uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE
     SET pg_trgm.word_similarity_threshold = 0.45
     AS $$ ${body} $$`;

/**
 * A word is looked for with two letters swapped, or by likeness, only when nothing begins with it: comparing trigrams with every sheet that has
 * a common word is slow. Likeness alone misses swapped letters, which break four trigrams.
 */
export class CatalogueMatching1764001101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      replace(`WITH begun AS MATERIALIZED (
          SELECT s.solution_id FROM public.catalogue_solution s WHERE s.search @@ to_tsquery('simple', quote_literal(word) || ':*'))
        SELECT begun.solution_id FROM begun
        UNION ALL
        SELECT s.solution_id
          FROM public.catalogue_solution s,
               (SELECT to_tsquery('simple', string_agg(quote_literal(overlay(word PLACING reverse(substr(word, i, 2)) FROM i FOR 2)) || ':*', ' | ')) AS variants
                  FROM generate_series(1, length(word) - 1) i) swapped
         WHERE NOT EXISTS (SELECT FROM begun) AND (word OPERATOR(public.<%) s.document OR s.search @@ swapped.variants)`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      replace(`WITH near AS MATERIALIZED (
          SELECT s.solution_id, s.search @@ asked.prefix AS is_exact, public.word_similarity(word, s.document) AS likeness
            FROM public.catalogue_solution s, (SELECT to_tsquery('simple', quote_literal(word) || ':*') AS prefix) asked
           WHERE s.search @@ asked.prefix OR word OPERATOR(public.<%) s.document)
        SELECT near.solution_id FROM near
         WHERE near.is_exact OR near.likeness >= 0.7 OR NOT EXISTS (SELECT FROM near one WHERE one.is_exact)`),
    );
  }
}
