import { newId, type Ctx } from '#platform';
import { In } from 'typeorm';
import { Answer, AnswerRevision, Chapter } from './answer.entity.js';
import type { Candidature } from './candidature.entity.js';
import { chapterLifecycle, type ChapterStatus } from './candidature.lifecycle.js';
import { AnswerOrigin } from './carry-over.entity.js';
import type { PlannedMove } from './carry-over.queries.js';
import type { CarriedAnswer } from './carry-over.rules.js';
import { printedChapters, submitCarried } from './chapter-rows.service.js';
import { completeness, isWaiting } from './completeness.rules.js';
import { loadNeeds } from './needs.queries.js';

/** From the least advanced to the most. */
const progress: readonly ChapterStatus[] = ['to_do', 'in_progress', 'changes_requested', 'reopened', 'submitted', 'validated'];

type Owner = Pick<Candidature, 'id' | 'organisationId' | 'number'>;

/** An answer about to be made, with its ids. */
interface MadeAnswer {
  readonly id: string;
  readonly requirementId: string;
  readonly carried: CarriedAnswer;
}

/**
 * Writes the chapters and answers of a file in the newer version, and puts the older ones out of sight; none is deleted.
 * A chapter in which nothing is asked of the vendor keeps its status. @returns the keys of the chapters open again.
 */
export async function carryRows(ctx: Ctx, owner: Owner, planned: PlannedMove): Promise<string[]> {
  const requirementIds = await idsOf(ctx, 'requirement', [planned.to.id]);
  const made = planned.answers.flatMap((carried): MadeAnswer[] => {
    const requirementId = requirementIds.get(carried.key);
    return requirementId === undefined ? [] : [{ id: newId(), requirementId, carried }];
  });
  await ctx.tx.query(
    `UPDATE answer SET is_applicable = false FROM requirement
     WHERE answer.candidature_id = $1 AND requirement.id = answer.requirement_id AND requirement.package_version_id = $2 AND answer.is_applicable`,
    [owner.id, planned.from.id],
  );
  const chapters = await saveChapters(ctx, owner, { planned, made });
  await saveAnswers(ctx, owner, { planned, made, chapters });
  await saveEvidence(ctx, { planned, made });
  const incomplete = await reopenIncomplete(ctx, owner, chapters);
  await submitCarried(ctx, owner, planned.to.contentHash ?? '');
  return chapters.filter(({ id, isReopened }) => isReopened || incomplete.has(id)).map(({ sectionKey }) => sectionKey);
}

/** Nobody is left with a closed chapter that misses something: such a one is open again. */
async function reopenIncomplete(ctx: Ctx, owner: Owner, chapters: readonly MadeChapter[]): Promise<ReadonlySet<string>> {
  const found = completeness(await loadNeeds(ctx, { id: owner.id, admissibleAt: ctx.now }));
  const missing = chapters.filter(
    ({ id, status }) => chapterLifecycle.allows(status, 'reopen') && found.chapters.get(id)?.gaps.some((gap) => !isWaiting(gap)),
  );
  const ids = missing.map(({ id }) => id);
  if (ids.length > 0) await ctx.tx.update(Chapter, { id: In(ids) }, { status: 'reopened' });
  return new Set(ids);
}

interface MadeChapter {
  readonly id: string;
  readonly sectionKey: string;
  readonly status: ChapterStatus;
  readonly isReopened: boolean;
}

async function saveChapters(
  ctx: Ctx,
  { id: candidatureId, organisationId }: Owner,
  { planned, made }: { readonly planned: PlannedMove; readonly made: readonly MadeAnswer[] },
): Promise<MadeChapter[]> {
  const older = new Map((await ctx.tx.findBy(Chapter, { candidatureId, packageVersionId: planned.from.id })).map((one) => [one.id, one]));
  const sectionOf = new Map(planned.to.content.requirements.map(({ key, section }) => [key, section]));
  const current = new Set(planned.to.content.requirements.filter(({ life }) => life === 'current').map(({ section }) => section));
  const rows = planned.to.content.sections
    .filter(({ key }) => current.has(key))
    .map(({ key }) => {
      const own = made.filter(({ carried }) => carried.isApplicable && sectionOf.get(carried.key) === key);
      const from = [...older.values()].filter(
        (chapter) =>
          chapter.sectionKey === key || own.some(({ carried }) => carried.sources.some(({ chapterId }) => chapterId === chapter.id)),
      );
      const asks = own.some(({ carried }) => carried.asksVendor);
      return { sectionKey: key, ...standing(from, asks) };
    });
  const shared = { candidatureId, organisationId, packageVersionId: planned.to.id, updatedAt: ctx.now };
  const chapters = rows.map((row) => ({ id: newId(), ...row }));
  await ctx.tx.insert(
    Chapter,
    chapters.map(({ id, sectionKey, status, round }) => ({ id, sectionKey, status, round, ...shared, position: 0 })),
  );
  await printedChapters(ctx, candidatureId);
  return chapters;
}

/** Where a chapter stands, from those its answers come from: as far as the least advanced, and open again when the vendor has to act. */
function standing(from: readonly Chapter[], asksVendor: boolean): { status: ChapterStatus; round: number; isReopened: boolean } {
  const round = Math.max(0, ...from.map((chapter) => chapter.round));
  const least = Math.min(...from.map(({ status }) => progress.indexOf(status)));
  const status = from.length === 0 ? 'to_do' : progress[least];
  if (!asksVendor) return { status, round, isReopened: false };
  return { status: chapterLifecycle.allows(status, 'reopen') ? chapterLifecycle.next(status, 'reopen') : status, round, isReopened: true };
}

async function saveAnswers(
  ctx: Ctx,
  { id: candidatureId, organisationId }: Owner,
  {
    planned,
    made,
    chapters,
  }: { readonly planned: PlannedMove; readonly made: readonly MadeAnswer[]; readonly chapters: readonly MadeChapter[] },
): Promise<void> {
  if (made.length === 0) return;
  const sectionOf = new Map(planned.to.content.requirements.map(({ key, section }) => [key, section]));
  const chapterOf = new Map(chapters.map(({ id, sectionKey }) => [sectionKey, id]));
  const updatedBy = ctx.actor.accountId;
  const rows = made.map(({ id, requirementId, carried: { key, isApplicable, claim, reason, text, claimedAt } }) => ({
    ...{ id, candidatureId, organisationId, requirementId, isApplicable, claim, reason, text, claimedAt },
    chapterId: chapterOf.get(sectionOf.get(key) ?? '') ?? '',
    ...{ version: 1, updatedBy, updatedAt: ctx.now },
  }));
  await ctx.tx.insert(Answer, rows);
  const told = rows.filter(({ claim, text }) => claim !== null || text !== '');
  const kept = told.map(({ id, claim, reason, text }) => ({ answerId: id, slot: 1, version: 1, organisationId, claim, reason, text }));
  if (kept.length > 0)
    await ctx.tx.insert(
      AnswerRevision,
      kept.map((one) => ({ ...one, savedBy: updatedBy, savedAt: ctx.now })),
    );
  const origins = made.flatMap(({ id, carried: { sources, outcome } }) =>
    sources.map((source) => ({
      answerId: id,
      sourceAnswerId: source.answerId,
      organisationId,
      sourceVersionId: planned.from.id,
      sourceKey: source.key,
      outcome,
    })),
  );
  if (origins.length > 0) await ctx.tx.insert(AnswerOrigin, origins);
}

/** Pieces follow the answers that stay or are confirmed, where the same thing is expected; what asks for evidence anew gets none. */
async function saveEvidence(
  ctx: Ctx,
  { planned, made }: { readonly planned: PlannedMove; readonly made: readonly MadeAnswer[] },
): Promise<void> {
  const keys = await idsOf(ctx, 'expected_evidence', [planned.from.id, planned.to.id], true);
  const pairs = [
    ...new Map(
      planned.plan.evidence.map(({ from, to }) => [
        `${from}\n${to}`,
        [keys.get(`${planned.from.id} ${from}`), keys.get(`${planned.to.id} ${to}`)],
      ]),
    ).values(),
  ];
  const followed = made.filter(({ carried: { outcome } }) => outcome === 'keeps' || outcome === 'confirm');
  const lines = followed.flatMap(({ id, carried }) => carried.sources.map(({ answerId }) => [id, answerId] as const));
  if (lines.length === 0 || pairs.length === 0) return;
  await ctx.tx.query(
    `INSERT INTO answer_evidence (answer_id, expected_evidence_id, evidence_item_id, organisation_id, evidence_version_id, attached_by, attached_at)
     SELECT line.answer_id, expected.newer, attached.evidence_item_id, attached.organisation_id, attached.evidence_version_id,
            attached.attached_by, attached.attached_at
     FROM unnest($1::uuid[], $2::uuid[]) AS line (answer_id, source_id)
     JOIN answer_evidence attached ON attached.answer_id = line.source_id AND attached.detached_at IS NULL
     JOIN unnest($3::uuid[], $4::uuid[]) AS expected (older, newer) ON expected.older = attached.expected_evidence_id
     JOIN answer made ON made.id = line.answer_id
     JOIN expected_evidence_requirement asks ON asks.expected_evidence_id = expected.newer AND asks.requirement_id = made.requirement_id
     ON CONFLICT DO NOTHING`,
    [lines.map(([id]) => id), lines.map(([, source]) => source), pairs.map(([older]) => older), pairs.map(([, newer]) => newer)],
  );
}

/** Ids of the rows of some versions by key; by version and key when there are several. */
async function idsOf(
  ctx: Ctx,
  table: 'requirement' | 'expected_evidence',
  versionIds: readonly string[],
  byVersion = false,
): Promise<Map<string, string>> {
  const rows = await ctx.tx.query<{ id: string; key: string; version: string }[]>(
    `SELECT id, key, package_version_id AS version FROM ${table} WHERE package_version_id = ANY($1::uuid[])`,
    [versionIds],
  );
  return new Map(rows.map(({ id, key, version }) => [byVersion ? `${version} ${key}` : key, id]));
}
