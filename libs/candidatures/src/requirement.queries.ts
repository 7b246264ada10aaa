import type { Criticality, EvidenceKind, NaPolicy, Obligation, OperatorText, ReferenceKind, Requirement, Scenario } from '#criteria';
import type { EvidenceReference, Inspection, ItemKind, VersionStatus } from '#evidence';
import { refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { AnswerRevision, type Claim } from './answer.entity.js';
import type { ChapterStatus } from './candidature.lifecycle.js';
import type { CarryOutcome } from './carry-over.rules.js';

/** A piece attached to an expected evidence, as its page shows it. */
export interface ShownPiece {
  readonly itemId: string;
  readonly versionId: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly number: number;
  readonly status: VersionStatus;
  readonly fileName: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly reference: EvidenceReference | null;
  readonly effectiveOn: string | null;
  readonly receivedAt: Date | null;
  readonly scan: Inspection | null;
  /** Printed numbers of the other requirements of the file it serves. */
  readonly alsoServes: readonly string[];
}

/** What a requirement expects, with the pieces attached. */
export interface ShownExpected {
  readonly id: string;
  readonly key: string;
  readonly number: string | null;
  readonly label: OperatorText;
  readonly kinds: readonly EvidenceKind[];
  readonly referenceKind: ReferenceKind | null;
  readonly pieces: readonly ShownPiece[];
}

/** One requirement of a candidature with the vendor's answer. */
export interface RequirementOfFile {
  readonly answerId: string;
  readonly requirementId: string;
  readonly chapterId: string;
  readonly chapterStatus: ChapterStatus;
  readonly packageVersionId: string;
  readonly number: string;
  readonly domain: string;
  readonly obligation: Obligation;
  readonly criticality: Criticality | null;
  readonly naPolicy: NaPolicy;
  readonly body: Requirement;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly text: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** A message of a thread, with the name of its author. */
export interface ShownMessage {
  readonly id: string;
  readonly channel: 'vendor' | 'internal';
  readonly authorSide: 'vendor' | 'agency';
  readonly author: string | null;
  readonly accountId: string | null;
  readonly requirementId: string | null;
  readonly number: string | null;
  readonly body: string;
  readonly at: Date;
}

/** Where an answer comes from, with the answer itself as it was. */
export interface ShownOrigin {
  readonly sourceAnswerId: string;
  readonly sourceVersionId: string;
  readonly versionLabel: string;
  readonly contentHash: string;
  readonly sourceKey: string;
  readonly number: string;
  readonly outcome: Exclude<CarryOutcome, 'dropped'>;
  readonly confirmedAt: Date | null;
  readonly text: string;
}

/** Reads one requirement of a file. The caller has shown that the actor sees the candidature. */
@Injectable()
export class RequirementQueries {
  /** The requirement and its answer, or 404 when it does not apply to the candidature. */
  async one(ctx: Ctx, candidatureId: string, requirementId: string): Promise<RequirementOfFile> {
    // Verification points are the reviewers' own: no vendor reads them.
    const body = ctx.actor.organisationKind === 'vendor' ? `requirement.body || '{"verificationPoints": []}'` : 'requirement.body';
    const [row] = await ctx.tx.query<RequirementOfFile[]>(
      `SELECT answer.id AS "answerId", requirement.id AS "requirementId", answer.chapter_id AS "chapterId", chapter.status AS "chapterStatus",
              requirement.package_version_id AS "packageVersionId", requirement.number, requirement.domain, requirement.obligation,
              requirement.criticality, requirement.na_policy AS "naPolicy", ${body} AS body, answer.claim, answer.reason, answer.body AS text,
              answer.version, answer.updated_at AS "updatedAt", account.name AS "updatedBy"
       FROM answer JOIN requirement ON requirement.id = answer.requirement_id JOIN chapter ON chapter.id = answer.chapter_id
       LEFT JOIN account ON account.id = answer.updated_by
       WHERE answer.candidature_id = $1 AND answer.requirement_id = $2 AND answer.is_applicable`,
      [candidatureId, requirementId],
    );
    if (row === undefined) throw refuse.notFound('not-found');
    return row;
  }

  /** How a requirement is verified: its scenarios in printed order. */
  async scenarios(ctx: Ctx, requirementId: string): Promise<Scenario[]> {
    const rows = await ctx.tx.query<{ body: Scenario }[]>(
      `SELECT scenario.body FROM scenario_requirement link JOIN scenario ON scenario.id = link.scenario_id
       WHERE link.requirement_id = $1 ORDER BY scenario.position`,
      [requirementId],
    );
    return rows.map(({ body }) => body);
  }

  /** What a requirement expects, in printed order, with the pieces attached. */
  async expected(ctx: Ctx, { answerId, requirementId }: Pick<RequirementOfFile, 'answerId' | 'requirementId'>): Promise<ShownExpected[]> {
    const expected = await ctx.tx.query<Omit<ShownExpected, 'pieces'>[]>(
      `SELECT expected.id, expected.key, expected.number, expected.body->'label' AS label, expected.kinds,
              expected.reference_kind AS "referenceKind"
       FROM expected_evidence_requirement link JOIN expected_evidence expected ON expected.id = link.expected_evidence_id
       WHERE link.requirement_id = $1 ORDER BY expected.position`,
      [requirementId],
    );
    const pieces = await this.pieces(ctx, answerId);
    return expected.map((one) => ({ ...one, pieces: pieces.filter(({ expectedId }) => expectedId === one.id) }));
  }

  /** The messages of a requirement (those of the ones it comes from included), or of the whole file, oldest first. The internal channel is the agency's. */
  thread(ctx: Ctx, candidatureId: string, requirementId?: string): Promise<ShownMessage[]> {
    const channels = ctx.actor.organisationKind === 'vendor' ? ['vendor'] : ['vendor', 'internal'];
    return ctx.tx.query<ShownMessage[]>(
      `SELECT message.id, message.channel, message.author_side AS "authorSide", account.name AS author, message.account_id AS "accountId",
              message.requirement_id AS "requirementId", requirement.number, message.body, message.at
       FROM thread_message message LEFT JOIN account ON account.id = message.account_id
       LEFT JOIN requirement ON requirement.id = message.requirement_id
       WHERE message.candidature_id = $1 AND message.channel = ANY($3::text[])
         AND ($2::uuid IS NULL OR message.requirement_id = $2 OR message.requirement_id IN (
           SELECT source.requirement_id FROM answer own JOIN answer_origin origin ON origin.answer_id = own.id
           JOIN answer source ON source.id = origin.source_answer_id WHERE own.candidature_id = $1 AND own.requirement_id = $2))
       ORDER BY message.at, message.id LIMIT 500`,
      [candidatureId, requirementId ?? null, channels],
    );
  }

  /** Where the answer to a requirement of a file comes from; none when it was given under this very version. */
  origins(ctx: Ctx, answerId: string): Promise<ShownOrigin[]> {
    return ctx.tx.query<ShownOrigin[]>(
      `SELECT origin.source_answer_id AS "sourceAnswerId", origin.source_version_id AS "sourceVersionId", version.label AS "versionLabel",
              version.content_hash AS "contentHash", origin.source_key AS "sourceKey", requirement.number, origin.outcome,
              origin.confirmed_at AS "confirmedAt", source.body AS text
       FROM answer_origin origin JOIN package_version version ON version.id = origin.source_version_id
       JOIN answer source ON source.id = origin.source_answer_id JOIN requirement ON requirement.id = source.requirement_id
       WHERE origin.answer_id = $1 ORDER BY requirement.position`,
      [answerId],
    );
  }

  /** The last texts of an answer, newest first. */
  revisions(ctx: Ctx, answerId: string): Promise<AnswerRevision[]> {
    return ctx.tx.find(AnswerRevision, { where: { answerId }, order: { version: 'DESC' } });
  }

  /** One kept text of an answer, or 404 when it is no longer kept. */
  async revision(ctx: Ctx, answerId: string, version: number): Promise<AnswerRevision> {
    const revision = await ctx.tx.findOneBy(AnswerRevision, { answerId, version });
    if (revision === null) throw refuse.notFound('not-found');
    return revision;
  }

  private async pieces(ctx: Ctx, answerId: string): Promise<(ShownPiece & { expectedId: string })[]> {
    const rows = await ctx.tx.query<(Omit<ShownPiece, 'size'> & { expectedId: string; size: string | null })[]>(
      `SELECT attached.expected_evidence_id AS "expectedId", item.id AS "itemId", version.id AS "versionId", item.kind, item.title, version.number,
              version.status, version.file_name AS "fileName", version.size, version.sha256, version.reference,
              to_char(version.effective_on, 'YYYY-MM-DD') AS "effectiveOn", version.received_at AS "receivedAt", version.scan,
              array(SELECT DISTINCT other_requirement.number FROM answer own
                    JOIN answer other ON other.candidature_id = own.candidature_id AND other.id <> own.id AND other.is_applicable
                    JOIN answer_evidence elsewhere ON elsewhere.answer_id = other.id AND elsewhere.evidence_item_id = item.id
                      AND elsewhere.detached_at IS NULL
                    JOIN requirement other_requirement ON other_requirement.id = other.requirement_id
                    WHERE own.id = $1 ORDER BY other_requirement.number) AS "alsoServes"
       FROM answer_evidence attached JOIN evidence_item item ON item.id = attached.evidence_item_id
       JOIN evidence_version version ON version.id = attached.evidence_version_id
       WHERE attached.answer_id = $1 AND attached.detached_at IS NULL ORDER BY attached.attached_at, item.id`,
      [answerId],
    );
    return rows.map(({ size, ...row }) => ({ ...row, size: size === null ? null : Number(size) }));
  }
}
