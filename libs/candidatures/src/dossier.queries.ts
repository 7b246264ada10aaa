import type { Criticality, NaPolicy, Obligation, OperatorText } from '#criteria';
import type { VersionStatus } from '#evidence';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { Claim } from './answer.entity.js';
import { CandidatureQueries, type CandidatureSummary, type PinnedPackage } from './candidature.queries.js';
import type { ChapterStatus } from './candidature.lifecycle.js';
import { completeness, type Completeness } from './completeness.rules.js';
import { askedQuestions, loadNeeds, type AskedQuestion } from './needs.queries.js';

/** A chapter of a candidature with its printed title. */
export interface ChapterLine {
  readonly id: string;
  readonly packageVersionId: string;
  readonly sectionKey: string;
  readonly title: OperatorText;
  readonly position: number;
  readonly status: ChapterStatus;
  readonly round: number;
  readonly updatedAt: Date;
}

/** A version of evidence attached to an answer. */
export interface AttachedVersion {
  readonly expectedEvidenceId: string;
  readonly expectedKey: string;
  readonly itemId: string;
  readonly versionId: string;
  readonly number: number;
  readonly status: VersionStatus;
  /** Hexadecimal; null until the file was inspected, and for a reference. */
  readonly sha256: string | null;
  readonly mediaType: string | null;
}

/** An applicable requirement with the vendor's answer and its evidence. */
export interface DossierAnswer {
  readonly answerId: string;
  readonly requirementId: string;
  readonly packageVersionId: string;
  readonly chapterId: string;
  readonly sectionKey: string;
  readonly key: string;
  readonly number: string;
  readonly title: OperatorText | null;
  readonly domain: string;
  readonly obligation: Obligation;
  readonly criticality: Criticality | null;
  readonly naPolicy: NaPolicy;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly evidence: readonly AttachedVersion[];
}

/** The whole file as the review and the decision read it. */
export interface Dossier {
  readonly summary: CandidatureSummary;
  readonly packages: readonly PinnedPackage[];
  readonly questions: readonly AskedQuestion[];
  readonly chapters: readonly ChapterLine[];
  /** Applicable requirements in printed order. */
  readonly answers: readonly DossierAnswer[];
}

/** Reads whole files in a few statements, whatever their size. */
@Injectable()
export class DossierQueries {
  constructor(private readonly candidatures: CandidatureQueries) {}

  /** The whole file, or 404. Seven statements. */
  async dossier(ctx: Ctx, id: string): Promise<Dossier> {
    const summary = await this.candidatures.summary(ctx, id);
    const questions = await askedQuestions(ctx, id);
    return { summary, packages: summary.packages, questions, chapters: await this.chapters(ctx, id), answers: await this.answers(ctx, id) };
  }

  /** Refuses (404) a candidature the actor may not see. */
  mustSee(ctx: Ctx, id: string): Promise<void> {
    return this.candidatures.mustSee(ctx, id);
  }

  /** How far a candidature has come and what it misses. The caller has shown that the actor sees it. */
  async completeness(ctx: Ctx, candidature: { readonly id: string; readonly admissibleAt: Date | null }): Promise<Completeness> {
    return completeness(await loadNeeds(ctx, candidature));
  }

  /** The profile questions of a candidature with their answers. */
  questions(ctx: Ctx, id: string): Promise<AskedQuestion[]> {
    return askedQuestions(ctx, id);
  }

  /** The chapters of a candidature that hold an applicable requirement, in printed order. */
  chapters(ctx: Ctx, id: string): Promise<ChapterLine[]> {
    return ctx.tx.query<ChapterLine[]>(
      `SELECT chapter.id, chapter.package_version_id AS "packageVersionId", chapter.section_key AS "sectionKey", section->'title' AS title,
              chapter.position, chapter.status, chapter.round,
              greatest(chapter.updated_at, (SELECT max(answer.updated_at) FROM answer WHERE answer.chapter_id = chapter.id)) AS "updatedAt"
       FROM candidature_pin pinned JOIN package_version ON package_version.id = pinned.package_version_id
       CROSS JOIN LATERAL jsonb_array_elements(package_version.content->'sections') AS section
       JOIN chapter ON chapter.candidature_id = pinned.candidature_id AND chapter.package_version_id = pinned.package_version_id
         AND chapter.section_key = section->>'key'
       WHERE pinned.candidature_id = $1 AND EXISTS (SELECT FROM answer WHERE answer.chapter_id = chapter.id AND answer.is_applicable)
       ORDER BY chapter.position`,
      [id],
    );
  }

  /** The applicable requirements of a candidature, or of one chapter, with answers and evidence. Two statements. */
  async answers(ctx: Ctx, id: string, chapterId: string | null = null): Promise<DossierAnswer[]> {
    const rows = await ctx.tx.query<Omit<DossierAnswer, 'evidence'>[]>(
      `SELECT answer.id AS "answerId", answer.requirement_id AS "requirementId", requirement.package_version_id AS "packageVersionId",
              answer.chapter_id AS "chapterId", requirement.section_key AS "sectionKey", requirement.key, requirement.number,
              requirement.body->'title' AS title, requirement.domain, requirement.obligation, requirement.criticality,
              requirement.na_policy AS "naPolicy", answer.claim, answer.reason, answer.body AS text, answer.version,
              answer.updated_at AS "updatedAt"
       FROM answer JOIN requirement ON requirement.id = answer.requirement_id JOIN chapter ON chapter.id = answer.chapter_id
       WHERE answer.candidature_id = $1 AND answer.is_applicable AND ($2::uuid IS NULL OR answer.chapter_id = $2)
       ORDER BY chapter.position, requirement.position`,
      [id, chapterId],
    );
    const evidence = await this.attached(ctx, id, chapterId);
    return rows.map((row) => ({ ...row, evidence: evidence.get(row.answerId) ?? [] }));
  }

  private async attached(ctx: Ctx, id: string, chapterId: string | null): Promise<Map<string, AttachedVersion[]>> {
    const rows = await ctx.tx.query<(AttachedVersion & { answerId: string })[]>(
      `SELECT attached.answer_id AS "answerId", attached.expected_evidence_id AS "expectedEvidenceId", expected.key AS "expectedKey",
              attached.evidence_item_id AS "itemId", version.id AS "versionId", version.number, version.status, version.sha256,
              version.media_type AS "mediaType"
       FROM answer JOIN answer_evidence attached ON attached.answer_id = answer.id AND attached.detached_at IS NULL
       JOIN expected_evidence expected ON expected.id = attached.expected_evidence_id
       JOIN evidence_version version ON version.id = attached.evidence_version_id
       WHERE answer.candidature_id = $1 AND answer.is_applicable AND ($2::uuid IS NULL OR answer.chapter_id = $2)
       ORDER BY expected.position, attached.attached_at, version.id`,
      [id, chapterId],
    );
    const byAnswer = new Map<string, AttachedVersion[]>();
    for (const { answerId, ...version } of rows) byAnswer.set(answerId, [...(byAnswer.get(answerId) ?? []), version]);
    return byAnswer;
  }
}
