import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { EvidencePin, Outcome } from './verdict.rules.js';

/** The verdict in force on the answer another one was carried from: information, never a verdict on the answer of today. */
export interface EarlierVerdict {
  readonly verdictId: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly at: Date;
  readonly author: string;
  /** Label and content hash of the version of the criteria it was given on. */
  readonly versionLabel: string;
  readonly contentHash: string;
  /** The answer of today. */
  readonly answerId: string;
  readonly requirementId: string;
  readonly number: string;
  readonly chapterId: string;
  readonly packageVersionId: string;
  readonly sectionKey: string;
  readonly evidenceVersionIds: readonly string[];
  readonly pins: readonly EvidencePin[];
  /**
   * Nothing it rested on has changed: same requirement, same answer, same pieces. A reviewer may take it up again in one act;
   * a question put to the vendor is not taken up.
   */
  readonly isUnchanged: boolean;
}

/** Reads what was said, under older versions of the criteria, of answers that were carried over and not judged again. */
@Injectable()
export class EarlierVerdictQueries {
  /** Those of a file the caller has opened, in printed order; optionally of one chapter. One statement. */
  of(ctx: Ctx, candidatureId: string, chapterId: string | null = null): Promise<EarlierVerdict[]> {
    return ctx.tx.query<EarlierVerdict[]>(
      `SELECT verdict.id AS "verdictId", verdict.outcome, verdict.reason, verdict.at, account.name AS author, version.label AS "versionLabel",
              version.content_hash AS "contentHash", answer.id AS "answerId", answer.requirement_id AS "requirementId", requirement.number,
              answer.chapter_id AS "chapterId", requirement.package_version_id AS "packageVersionId", requirement.section_key AS "sectionKey",
              verdict.evidence_version_ids AS "evidenceVersionIds", verdict.pins,
              origin.outcome = 'keeps' AND answer.version = 1 AND verdict.answer_version = source.version
                AND verdict.outcome <> 'needs_clarification' AND own.count = 1
                AND attached.ids <@ verdict.evidence_version_ids AND attached.ids @> verdict.evidence_version_ids AS "isUnchanged"
       FROM answer JOIN answer_origin origin ON origin.answer_id = answer.id JOIN answer source ON source.id = origin.source_answer_id
       JOIN verdict ON verdict.answer_id = source.id AND NOT EXISTS (SELECT FROM verdict later WHERE later.supersedes = verdict.id)
       JOIN account ON account.id = verdict.account_id JOIN package_version version ON version.id = verdict.package_version_id
       JOIN requirement ON requirement.id = answer.requirement_id JOIN chapter ON chapter.id = answer.chapter_id
       CROSS JOIN LATERAL (SELECT count(*) FROM answer_origin every WHERE every.answer_id = answer.id) own
       CROSS JOIN LATERAL (SELECT array(SELECT DISTINCT piece.evidence_version_id FROM answer_evidence piece
         WHERE piece.answer_id = answer.id AND piece.detached_at IS NULL) AS ids) attached
       WHERE answer.candidature_id = $1 AND answer.is_applicable AND ($2::uuid IS NULL OR answer.chapter_id = $2)
         AND NOT EXISTS (SELECT FROM verdict mine WHERE mine.answer_id = answer.id)
       ORDER BY chapter.position, requirement.position`,
      [candidatureId, chapterId],
    );
  }
}
