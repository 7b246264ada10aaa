import { CallQueries } from '#calls';
import type { EvidenceKind, NaPolicy, ReferenceKind } from '#criteria';
import { EvidenceQueries, kindLabel, type ItemKind } from '#evidence';
import { authorize, refuse, say, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Answer, AnswerEvidence, type Claim } from './answer.entity.js';
import type { AnswerInput, AttachmentInput } from './candidature.dto.js';
import { candidatureLifecycle, chapterLifecycle, type CandidatureStatus, type ChapterStatus } from './candidature.lifecycle.js';
import { refuseCandidature } from './candidature.messages.js';
import { filePolicy, visibleCandidatures } from './candidature.policy.js';
import { refuseMove } from './carry-over.messages.js';
import { waits } from './carry-over.queries.js';

/** How many texts of an answer are kept. */
const keptRevisions = 20;

interface OpenAnswer {
  readonly id: string;
  readonly organisationId: string;
  readonly chapterId: string;
  readonly chapterStatus: ChapterStatus;
  readonly callId: string;
  readonly status: CandidatureStatus;
  readonly naPolicy: NaPolicy;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly claimedAt: Date | null;
  readonly version: number;
}

/** The vendor's answers: saved as they are typed, never lost; and the evidence attached to what is expected. */
@Injectable()
export class AnswerService {
  constructor(
    private readonly calls: CallQueries,
    private readonly evidence: EvidenceQueries,
  ) {}

  /**
   * Saves the answer to a requirement, from the version that was opened. Raises its version and keeps the last twenty; records no event.
   * A stale version is a conflict that shows both texts. @returns the new version.
   */
  async save(ctx: Ctx, candidatureId: string, requirementId: string, input: AnswerInput): Promise<number> {
    const [answer] = await this.lock(ctx, candidatureId, 'answer.requirement_id = $2', requirementId);
    await this.refuseUnlessOpen(ctx, answer);
    if (answer.version !== input.version) {
      throw refuseCandidature.conflict('answer.stale', { mine: input.text ?? '', theirs: answer.text });
    }
    const claim = input.claim ?? null;
    if (claim === 'not_applicable' && answer.naPolicy === 'forbidden') throw refuseCandidature.invalid('answer.not-applicable-refused');
    const reason = claim === 'not_applicable' ? (input.reason ?? null) : answer.reason;
    const text = input.text ?? '';
    const version = answer.version + 1;
    const isAnew = await confirmCarried(ctx, answer.id);
    const isSame = claim === answer.claim && answer.claimedAt !== null && !isAnew;
    const claimedAt = claim === null ? null : isSame ? answer.claimedAt : ctx.now;
    const by = ctx.actor.accountId;
    await ctx.tx.update(Answer, { id: answer.id }, { claim, reason, text, version, claimedAt, updatedBy: by, updatedAt: ctx.now });
    await ctx.tx.query(
      `INSERT INTO answer_revision (answer_id, slot, version, organisation_id, claim, reason, body, saved_by, saved_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (answer_id, slot) DO UPDATE SET version = EXCLUDED.version, claim = EXCLUDED.claim, reason = EXCLUDED.reason,
         body = EXCLUDED.body, saved_by = EXCLUDED.saved_by, saved_at = EXCLUDED.saved_at`,
      [answer.id, version % keptRevisions, version, answer.organisationId, claim, reason, text, by, ctx.now],
    );
    await this.start(ctx, [answer.chapterId]);
    return version;
  }

  /** The vendor confirms, as it stands, an answer carried over from an older version; refuses (409) one that waits for nothing. */
  async confirm(ctx: Ctx, candidatureId: string, requirementId: string): Promise<void> {
    const [answer] = await this.lock(ctx, candidatureId, 'answer.requirement_id = $2', requirementId);
    await this.refuseUnlessOpen(ctx, answer);
    if (!(await confirmCarried(ctx, answer.id))) throw refuseMove.conflict('version.nothing-to-confirm');
    await ctx.tx.update(Answer, { id: answer.id }, { claimedAt: ctx.now });
    await this.start(ctx, [answer.chapterId]);
  }

  /** Holds an answer that may still change until the end of the transaction, its chapter begun; refuses (404, 403, 409) as a save does. */
  async hold(ctx: Ctx, candidatureId: string, requirementId: string): Promise<{ readonly id: string; readonly organisationId: string }> {
    const [answer] = await this.lock(ctx, candidatureId, 'answer.requirement_id = $2', requirementId);
    await this.refuseUnlessOpen(ctx, answer);
    await this.start(ctx, [answer.chapterId]);
    return answer;
  }

  /** Attaches an item to an expected evidence: its newest version then serves every requirement that expects it. */
  async attach(ctx: Ctx, candidatureId: string, input: AttachmentInput): Promise<void> {
    const answers = await this.expecting(ctx, candidatureId, input.expectedEvidenceId);
    const { item, versions } = await this.evidence.item(ctx, input.evidenceItemId);
    await this.refuseWrongKind(ctx, input.expectedEvidenceId, item.kind);
    const version = versions.find(({ status }) => status !== 'abandoned');
    if (version === undefined) throw refuseCandidature.conflict('evidence.no-version');
    await ctx.tx
      .createQueryBuilder()
      .insert()
      .into(AnswerEvidence)
      .values(
        answers.map(({ id, organisationId }) => ({
          answerId: id,
          expectedEvidenceId: input.expectedEvidenceId,
          evidenceItemId: item.id,
          organisationId,
          evidenceVersionId: version.id,
          attachedBy: ctx.actor.accountId,
          attachedAt: ctx.now,
          detachedAt: null,
        })),
      )
      .orUpdate(
        ['evidence_version_id', 'attached_by', 'attached_at', 'detached_at'],
        ['answer_id', 'expected_evidence_id', 'evidence_item_id'],
      )
      .execute();
    await this.start(
      ctx,
      answers.map(({ chapterId }) => chapterId),
    );
  }

  /** Takes an item off an expected evidence; the item and its versions stay in the library. */
  async detach(ctx: Ctx, candidatureId: string, input: AttachmentInput): Promise<void> {
    const answers = await this.expecting(ctx, candidatureId, input.expectedEvidenceId);
    await ctx.tx.query(
      `UPDATE answer_evidence SET detached_at = $4
       WHERE answer_id = ANY($1::uuid[]) AND expected_evidence_id = $2 AND evidence_item_id = $3 AND detached_at IS NULL`,
      [answers.map(({ id }) => id), input.expectedEvidenceId, input.evidenceItemId, ctx.now],
    );
  }

  /** The answers that may change and whose requirement expects this evidence; refuses when there is none. */
  private async expecting(ctx: Ctx, candidatureId: string, expectedEvidenceId: string): Promise<OpenAnswer[]> {
    const expects = `EXISTS (SELECT FROM expected_evidence_requirement link WHERE link.requirement_id = answer.requirement_id AND link.expected_evidence_id = $2)`;
    const answers = await this.lock(ctx, candidatureId, expects, expectedEvidenceId, 'evidence.not-expected');
    const open = answers.filter(({ chapterStatus }) => isChapterOpen(chapterStatus));
    await this.refuseUnlessOpen(ctx, open[0] ?? answers[0]);
    return open;
  }

  private async lock(
    ctx: Ctx,
    candidatureId: string,
    ...[condition, id, absent]: [string, string, 'evidence.not-expected'?]
  ): Promise<OpenAnswer[]> {
    const seen = visibleCandidatures(ctx.actor, 3);
    const answers = await ctx.tx.query<OpenAnswer[]>(
      `SELECT answer.id, answer.organisation_id AS "organisationId", answer.chapter_id AS "chapterId", chapter.status AS "chapterStatus",
              candidature.call_id AS "callId", candidature.status, requirement.na_policy AS "naPolicy", answer.claim, answer.reason,
              answer.body AS text, answer.claimed_at AS "claimedAt", answer.version
       FROM answer JOIN candidature ON candidature.id = answer.candidature_id JOIN chapter ON chapter.id = answer.chapter_id
       JOIN requirement ON requirement.id = answer.requirement_id
       WHERE candidature.id = $1 AND ${condition} AND answer.is_applicable AND ${seen.sql}
       ORDER BY answer.id FOR UPDATE OF answer FOR SHARE OF chapter, candidature`,
      [candidatureId, id, ...seen.values],
    );
    if (answers.length > 0) return answers;
    throw absent ? refuseCandidature.notFound(absent) : refuse.notFound('not-found');
  }

  private async refuseUnlessOpen(ctx: Ctx, answer: OpenAnswer): Promise<void> {
    authorize(ctx.actor, filePolicy.answer, answer);
    if (answer.status !== 'open' && answer.status !== 'clarification') {
      throw refuseCandidature.conflict('candidature.answers-closed', { status: candidatureLifecycle.show(answer.status).label });
    }
    if (!isChapterOpen(answer.chapterStatus)) throw refuseCandidature.conflict('chapter.closed');
    await this.calls.refuseAfter(ctx, answer.callId, answer.status === 'open' ? 'complete_evidence' : 'exchanges_end');
  }

  private async refuseWrongKind(ctx: Ctx, expectedEvidenceId: string, kind: ItemKind): Promise<void> {
    const [expected] = await ctx.tx.query<{ kinds: EvidenceKind[]; reference: ReferenceKind | null }[]>(
      'SELECT kinds, reference_kind AS reference FROM expected_evidence WHERE id = $1',
      [expectedEvidenceId],
    );
    const accepted: ItemKind[] = [...expected.kinds, ...(expected.reference === null ? [] : [expected.reference])];
    if (accepted.includes(kind)) return;
    const kinds = accepted.map((code) => say(kindLabel(code), ctx.locale)).join(', ');
    throw refuseCandidature.invalid('evidence.wrong-kind', { kinds });
  }

  private async start(ctx: Ctx, chapterIds: readonly string[]): Promise<void> {
    await ctx.tx.query(`UPDATE chapter SET status = $2, updated_at = $3 WHERE id = ANY($1::uuid[]) AND status = 'to_do'`, [
      chapterIds,
      chapterLifecycle.next('to_do', 'start'),
      ctx.now,
    ]);
  }
}

/** Notes that the vendor has taken up an answer carried over. @returns whether it was waiting for it. */
async function confirmCarried(ctx: Ctx, answerId: string): Promise<boolean> {
  const [, confirmed] = await ctx.tx.query<[unknown, number]>(
    `UPDATE answer_origin SET confirmed_at = $2, confirmed_by = $3 WHERE answer_id = $1 AND ${waits('answer_origin')}`,
    [answerId, ctx.now, ctx.actor.accountId],
  );
  return confirmed > 0;
}

/** A chapter may change until it is submitted, and again when changes are requested. */
const isChapterOpen = (status: ChapterStatus): boolean =>
  chapterLifecycle.allows(status, 'submit') || chapterLifecycle.allows(status, 'start');
