import { newId, type Ctx } from '#platform';
import { ChapterSubmission, type Claim } from './answer.entity.js';
import type { Candidature } from './candidature.entity.js';
import { answersHash, type FrozenAnswer } from './frozen.rules.js';

interface FrozenRow {
  readonly chapterId: string;
  readonly requirement: string;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly evidence: FrozenAnswer['evidence'];
}

/** The answers of some chapters as they stand, by chapter. */
export async function frozenAnswers(ctx: Ctx, chapterIds: readonly string[]): Promise<ReadonlyMap<string, FrozenAnswer[]>> {
  const rows = await ctx.tx.query<FrozenRow[]>(
    `SELECT answer.chapter_id AS "chapterId", requirement.key AS requirement, answer.claim, answer.reason, answer.body AS text,
            coalesce(jsonb_agg(jsonb_build_object('expected', expected.key, 'version', version.id, 'sha256', version.sha256))
              FILTER (WHERE version.id IS NOT NULL), '[]') AS evidence
     FROM answer JOIN requirement ON requirement.id = answer.requirement_id
     LEFT JOIN answer_evidence attached ON attached.answer_id = answer.id AND attached.detached_at IS NULL
     LEFT JOIN expected_evidence expected ON expected.id = attached.expected_evidence_id
     LEFT JOIN evidence_version version ON version.id = attached.evidence_version_id
     WHERE answer.chapter_id = ANY($1::uuid[]) AND answer.is_applicable
     GROUP BY requirement.id, answer.id`,
    [chapterIds],
  );
  const byChapter = new Map<string, FrozenAnswer[]>(chapterIds.map((id) => [id, []]));
  for (const { chapterId, ...answer } of rows) byChapter.get(chapterId)?.push(answer);
  return byChapter;
}

/** Numbers the chapters a file answers today in printed order: its packages by code, their sections as printed. */
export async function printedChapters(ctx: Ctx, candidatureId: string): Promise<void> {
  await ctx.tx.query(
    `UPDATE chapter SET position = numbered.place
     FROM (SELECT chapter.id, row_number() OVER (ORDER BY package.code, printed.place) AS place
           FROM candidature_pin pinned JOIN package_version ON package_version.id = pinned.package_version_id
           JOIN package ON package.id = package_version.package_id
           CROSS JOIN LATERAL jsonb_array_elements(package_version.content->'sections') WITH ORDINALITY AS printed (section, place)
           JOIN chapter ON chapter.candidature_id = pinned.candidature_id AND chapter.package_version_id = pinned.package_version_id
             AND chapter.section_key = printed.section->>'key'
           WHERE pinned.candidature_id = $1) numbered
     WHERE chapter.id = numbered.id AND chapter.position <> numbered.place`,
    [candidatureId],
  );
}

/**
 * Keeps the hash of the answers of chapters that stay submitted in the newer version: moving the file, the vendor submits them
 * under it as they were. `packageHash` is that of the newer version.
 */
export async function submitCarried(
  ctx: Ctx,
  owner: Pick<Candidature, 'id' | 'organisationId' | 'number'>,
  packageHash: string,
): Promise<void> {
  const chapters = await ctx.tx.query<{ id: string; section: string; round: number }[]>(
    `SELECT chapter.id, chapter.section_key AS section, chapter.round FROM chapter
     WHERE chapter.candidature_id = $1 AND chapter.status IN ('submitted', 'validated')
       AND NOT EXISTS (SELECT FROM chapter_submission done WHERE done.chapter_id = chapter.id)`,
    [owner.id],
  );
  if (chapters.length === 0) return;
  const answers = await frozenAnswers(
    ctx,
    chapters.map(({ id }) => id),
  );
  const { id: candidatureId, organisationId, number } = owner;
  await ctx.tx.insert(
    ChapterSubmission,
    chapters.map(({ id, section, round }) => ({
      ...{ id: newId(), chapterId: id, candidatureId, organisationId, round, submittedAt: ctx.now, submittedBy: ctx.actor.accountId },
      answersHash: answersHash({ candidature: number, package: packageHash, section, round, answers: answers.get(id) ?? [] }),
    })),
  );
}
