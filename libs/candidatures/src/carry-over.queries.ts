import { OfferQueries, type OfferedVersion } from '#calls';
import { difference, LineageQueries, PackageVersion, type Change } from '#criteria';
import { refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Claim } from './answer.entity.js';
import type { Candidature } from './candidature.entity.js';
import { VersionMove } from './carry-over.entity.js';
import { refuseMove } from './carry-over.messages.js';
import {
  carryAnswers,
  carryPlan,
  droppedAnswers,
  type CarriedAnswer,
  type CarryOutcome,
  type CarryPlan,
  type SourceAnswer,
} from './carry-over.rules.js';

/** A version the call of a file offers in place of one it answers. */
export type VersionOffer = OfferedVersion & { readonly replaces: string; readonly replacesLabel: string };

/** What a move would make of a file, computed again each time it is asked. */
export interface PlannedMove {
  readonly from: PackageVersion;
  readonly to: PackageVersion;
  /** Last day on which the file may stay where it is; null when there is none. */
  readonly closesOn: string | null;
  readonly changes: readonly Change[];
  readonly plan: CarryPlan;
  /** In the printed order of the newer version. */
  readonly answers: readonly CarriedAnswer[];
  readonly dropped: readonly SourceAnswer[];
  /** Questions of the newer version that the older did not ask. */
  readonly newQuestions: readonly string[];
}

/** A move that was made, with the names of both versions and of who made it. */
export interface MadeMove extends VersionMove {
  readonly code: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly author: string | null;
}

/** An answer left in an older version: kept for reading, no longer counted. */
export interface LeftAnswer {
  readonly answerId: string;
  readonly number: string;
  readonly key: string;
  readonly title: { readonly fr: string; readonly en?: string } | null;
  readonly claim: Claim | null;
  readonly text: string;
  /** What the move made of it; `dropped` when nothing came of it. */
  readonly outcome: CarryOutcome;
  /** The requirement it was carried to. */
  readonly carriedTo: string | null;
}

/** Reads what moving to a newer version would change, or changed. */
@Injectable()
export class CarryOverQueries {
  constructor(
    private readonly offers: OfferQueries,
    private readonly lineage: LineageQueries,
  ) {}

  /** What the call of a file offers in place of the versions it answers, the newest first. */
  async offered(ctx: Ctx, { id, callId }: Pick<Candidature, 'id' | 'callId'>): Promise<VersionOffer[]> {
    return this.offers.ofFile(ctx, callId, await pinnedIds(ctx, id));
  }

  /** What a move would make of a file the caller has shown; refuses (409) a version its call does not offer it. Nine statements. */
  async plan(ctx: Ctx, file: Pick<Candidature, 'id' | 'callId'>, versionId: string): Promise<PlannedMove> {
    const offer = (await this.offered(ctx, file)).find(({ packageVersionId }) => packageVersionId === versionId);
    if (offer === undefined) throw refuseMove.conflict('version.not-offered');
    const versions = await ctx.tx.findBy(PackageVersion, { id: In([offer.replaces, versionId]) });
    const [from, to] = [offer.replaces, versionId].map((id) => versions.find((version) => version.id === id));
    if (from === undefined || to === undefined) throw refuse.notFound('not-found');
    const { changes } = difference(from.content, to.content, await this.lineage.says(ctx, from.id, to.id));
    const plan = carryPlan(from.content, to.content, changes);
    const answers = await sourceAnswers(ctx, file.id, from.id);
    const on = await profilesOn(ctx, file.id);
    const asked = new Set(from.content.profiles.map(({ key }) => key));
    return {
      ...{ from, to, closesOn: offer.closesOn, changes, plan },
      // Before admission there is no answer to carry: they are opened under the version of that day.
      answers: answers.size === 0 ? [] : carryAnswers(plan, to.content, { answers, isOn: (profile) => on.has(profile) }),
      dropped: droppedAnswers(plan, answers),
      newQuestions: to.content.profiles.map(({ key }) => key).filter((key) => !asked.has(key)),
    };
  }

  /** The moves of a file the caller has shown, the last first. */
  moves(ctx: Ctx, candidatureId: string): Promise<MadeMove[]> {
    return ctx.tx.query<MadeMove[]>(
      `SELECT moved.candidature_id AS "candidatureId", moved.to_version_id AS "toVersionId", moved.from_version_id AS "fromVersionId",
              moved.organisation_id AS "organisationId", moved.from_status AS "fromStatus", moved.kept, moved.to_confirm AS "toConfirm",
              moved.new_evidence AS "newEvidence", moved.to_answer AS "toAnswer", moved.dropped, moved.moved_by AS "movedBy",
              moved.moved_at AS "movedAt", package.code, older.label AS "fromLabel", newer.label AS "toLabel", account.name AS author
       FROM version_move moved JOIN package_version older ON older.id = moved.from_version_id
       JOIN package_version newer ON newer.id = moved.to_version_id JOIN package ON package.id = newer.package_id
       LEFT JOIN account ON account.id = moved.moved_by
       WHERE moved.candidature_id = $1 ORDER BY moved.moved_at DESC, package.code`,
      [candidatureId],
    );
  }

  /** The answers a file left in an older version, in printed order, with what came of each. */
  left(ctx: Ctx, candidatureId: string, fromVersionId: string): Promise<LeftAnswer[]> {
    return ctx.tx.query<LeftAnswer[]>(
      `SELECT answer.id AS "answerId", requirement.number, requirement.key, requirement.body->'title' AS title, answer.claim, answer.body AS text,
              coalesce(carried.outcome, 'dropped') AS outcome, carried.number AS "carriedTo"
       FROM answer JOIN requirement ON requirement.id = answer.requirement_id
       LEFT JOIN LATERAL (SELECT origin.outcome, target.number FROM answer_origin origin JOIN answer now ON now.id = origin.answer_id
         JOIN requirement target ON target.id = now.requirement_id WHERE origin.source_answer_id = answer.id
         ORDER BY target.position LIMIT 1) carried ON true
       WHERE answer.candidature_id = $1 AND requirement.package_version_id = $2 AND (answer.claim IS NOT NULL OR answer.body <> '')
       ORDER BY requirement.position`,
      [candidatureId, fromVersionId],
    );
  }

  /** The requirements of a file whose answer was carried over and waits for its vendor. */
  async awaiting(ctx: Ctx, candidatureId: string): Promise<ReadonlySet<string>> {
    const rows = await ctx.tx.query<{ id: string }[]>(
      `SELECT DISTINCT answer.requirement_id AS id FROM answer JOIN answer_origin origin ON origin.answer_id = answer.id
       WHERE answer.candidature_id = $1 AND answer.is_applicable AND ${waits('origin')}`,
      [candidatureId],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

/** An origin that asks its vendor for a word, and has not had it: as SQL. */
export const waits = (origin: string): string => `${origin}.outcome IN ('confirm', 'new_evidence') AND ${origin}.confirmed_at IS NULL`;

/** The answers of today that some older answers became, by older answer: the moves that followed are followed. */
export async function successors(
  ctx: Ctx,
  answerIds: readonly string[],
): Promise<Map<string, { answerId: string; requirementId: string; chapterId: string }>> {
  if (answerIds.length === 0) return new Map();
  const rows = await ctx.tx.query<{ first: string; answerId: string; requirementId: string; chapterId: string }[]>(
    `WITH RECURSIVE line (first, id) AS (
       SELECT id, id FROM unnest($1::uuid[]) AS asked (id)
       UNION SELECT line.first, origin.answer_id FROM line JOIN answer_origin origin ON origin.source_answer_id = line.id)
     SELECT DISTINCT ON (line.first) line.first, answer.id AS "answerId", answer.requirement_id AS "requirementId", answer.chapter_id AS "chapterId"
     FROM line JOIN answer ON answer.id = line.id JOIN requirement ON requirement.id = answer.requirement_id
     WHERE answer.is_applicable ORDER BY line.first, requirement.position`,
    [answerIds],
  );
  return new Map(rows.map(({ first, ...now }) => [first, now]));
}

async function pinnedIds(ctx: Ctx, id: string): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }[]>('SELECT package_version_id AS id FROM candidature_pin WHERE candidature_id = $1', [id]);
  return rows.map((row) => row.id);
}

async function sourceAnswers(ctx: Ctx, candidatureId: string, versionId: string): Promise<Map<string, SourceAnswer>> {
  const rows = await ctx.tx.query<SourceAnswer[]>(
    `SELECT answer.id AS "answerId", requirement.key, answer.chapter_id AS "chapterId", answer.is_applicable AS "isApplicable", answer.claim,
            answer.reason, answer.body AS text, answer.claimed_at AS "claimedAt",
            EXISTS (SELECT FROM acquired_result acquired WHERE acquired.answer_id = answer.id AND acquired.lapsed_at IS NULL) AS "isAcquired"
     FROM answer JOIN requirement ON requirement.id = answer.requirement_id
     WHERE answer.candidature_id = $1 AND requirement.package_version_id = $2`,
    [candidatureId, versionId],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

async function profilesOn(ctx: Ctx, candidatureId: string): Promise<Set<string>> {
  const rows = await ctx.tx.query<{ key: string }[]>('SELECT profile_key AS key FROM profile_answer WHERE candidature_id = $1 AND answer', [
    candidatureId,
  ]);
  return new Set(rows.map(({ key }) => key));
}
