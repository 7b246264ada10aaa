import { successors, visibleCandidatures, type CandidatureLine, type CandidatureStatus } from '#candidatures';
import { EvidenceQueries, isReservedKind, type ServableFile } from '#evidence';
import { mustSee, refuse, sameOrganisation, type Ctx, type Text } from '#platform';
import { Injectable } from '@nestjs/common';
import { Assignment } from './assignment.entity.js';
import { EarlierVerdictQueries, type EarlierVerdict } from './earlier-verdict.queries.js';
import { ClarificationItem, Round } from './round.entity.js';
import { StandingQueries } from './standing.queries.js';
import { Verdict } from './verdict.entity.js';

/** A file of the work queue, with who has it and whether something happened since the person last judged it. */
export interface WorkLine extends Pick<CandidatureLine, 'id' | 'number' | 'callId' | 'callCode' | 'vendor' | 'solution' | 'versionLabel'> {
  readonly status: CandidatureStatus;
  readonly completeAt: Date | null;
  readonly callTitle: Text;
  readonly isMine: boolean;
  readonly reviewers: readonly string[];
  readonly judged: number;
  readonly total: number;
  /** The open round, when there is one. */
  readonly roundStatus: Round['status'] | null;
  readonly dueAt: Date | null;
}

/** A verdict with the name of who gave it. */
export interface ShownVerdict extends Verdict {
  readonly author: string;
}

/** A live assignment with the name of the person. */
export interface ShownAssignment extends Assignment {
  readonly name: string;
}

/** A round with its questions, in the printed order of their requirements. */
export interface ShownRound {
  readonly round: Round;
  readonly items: readonly (ClarificationItem & { readonly number: string; readonly title: Text | null; readonly chapterId: string })[];
}

/** Reads of the review: work queue, verdicts, rounds, files of evidence. */
@Injectable()
export class ReviewQueries {
  constructor(
    private readonly standings: StandingQueries,
    private readonly evidence: EvidenceQueries,
    private readonly earlierVerdicts: EarlierVerdictQueries,
  ) {}

  /** Complete files and files in review that the actor may see, in the order of completeness; their own only with `mine`. */
  queue(ctx: Ctx, { mine = false, limit = 100 }: { readonly mine?: boolean; readonly limit?: number } = {}): Promise<WorkLine[]> {
    const seen = visibleCandidatures(ctx.actor, 4);
    return ctx.tx.query<WorkLine[]>(
      `SELECT candidature.id, candidature.number, candidature.status, candidature.complete_at AS "completeAt", candidature.call_id AS "callId",
              call.code AS "callCode", call.title AS "callTitle", organisation.name AS vendor, solution.name AS solution,
              solution_version.label AS "versionLabel", round.status AS "roundStatus", round.due_at AS "dueAt",
              coalesce(own.found, false) AS "isMine", coalesce(people.names, '{}') AS reviewers,
              (SELECT count(*)::int FROM answer WHERE answer.candidature_id = candidature.id AND answer.is_applicable) AS total,
              (SELECT count(DISTINCT verdict.answer_id)::int FROM verdict JOIN answer ON answer.id = verdict.answer_id AND answer.is_applicable
               WHERE verdict.candidature_id = candidature.id) AS judged
       FROM candidature JOIN call ON call.id = candidature.call_id JOIN organisation ON organisation.id = candidature.organisation_id
       JOIN solution_version ON solution_version.id = candidature.solution_version_id JOIN solution ON solution.id = solution_version.solution_id
       LEFT JOIN round ON round.candidature_id = candidature.id AND round.status <> 'closed'
       LEFT JOIN LATERAL (SELECT true AS found FROM assignment WHERE assignment.candidature_id = candidature.id
         AND assignment.account_id = $1 AND assignment.until IS NULL LIMIT 1) own ON true
       LEFT JOIN LATERAL (SELECT array_agg(DISTINCT account.name ORDER BY account.name) AS names FROM assignment
         JOIN account ON account.id = assignment.account_id
         WHERE assignment.candidature_id = candidature.id AND assignment.until IS NULL) people ON true
       WHERE candidature.status IN ('complete', 'in_review', 'clarification', 'reviewed') AND (NOT $2 OR own.found) AND ${seen.sql}
       ORDER BY candidature.complete_at, candidature.id LIMIT $3`,
      [ctx.actor.accountId, mine, Math.min(limit, 200), ...seen.values],
    );
  }

  /** Who is in charge of a file the caller has opened. */
  assignments(ctx: Ctx, candidatureId: string): Promise<ShownAssignment[]> {
    return ctx.tx.query<ShownAssignment[]>(
      `SELECT assignment.id, assignment.candidature_id AS "candidatureId", assignment.organisation_id AS "organisationId",
              assignment.chapter_id AS "chapterId", assignment.account_id AS "accountId", assignment.role, assignment.assigned_by AS "assignedBy",
              assignment.since, assignment.until, account.name
       FROM assignment JOIN account ON account.id = assignment.account_id
       WHERE assignment.candidature_id = $1 AND assignment.until IS NULL ORDER BY assignment.role, account.name`,
      [candidatureId],
    );
  }

  /** Who may still be put in charge of a file the caller has opened: reviewers of the agency without a declared conflict. */
  assignable(ctx: Ctx, { id, callId }: Pick<CandidatureLine, 'id' | 'callId'>): Promise<{ accountId: string; name: string }[]> {
    return ctx.tx.query(
      `SELECT DISTINCT account.id AS "accountId", account.name FROM account
       JOIN membership ON membership.account_id = account.id AND membership.until IS NULL AND membership.role IN ('verifier', 'lead')
       JOIN organisation ON organisation.id = membership.organisation_id AND organisation.kind = 'agency'
       WHERE account.status = 'active'
         AND NOT EXISTS (SELECT FROM assignment WHERE assignment.candidature_id = $1 AND assignment.account_id = account.id
                         AND assignment.until IS NULL)
         AND NOT EXISTS (SELECT FROM interest WHERE interest.account_id = account.id AND conflicted AND call_id = $2
                         AND (candidature_id IS NULL OR candidature_id = $1))
       ORDER BY account.name LIMIT 200`,
      [id, callId],
    );
  }

  /** What was said under older versions of the criteria of the answers of a file the caller has opened, and not judged again since. */
  earlier(ctx: Ctx, candidatureId: string): Promise<EarlierVerdict[]> {
    return this.earlierVerdicts.of(ctx, candidatureId);
  }

  /** Every verdict on an answer of a file the caller has opened, newest first. */
  async verdicts(ctx: Ctx, answerId: string): Promise<ShownVerdict[]> {
    const verdicts = await ctx.tx.find(Verdict, { where: { answerId }, order: { at: 'DESC', id: 'DESC' } });
    if (verdicts.length === 0) return [];
    const names = await ctx.tx.query<{ id: string; name: string }[]>('SELECT id, name FROM account WHERE id = ANY($1::uuid[])', [
      verdicts.map(({ accountId }) => accountId),
    ]);
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    return verdicts.map((verdict) => ({ ...verdict, author: nameOf.get(verdict.accountId) ?? '' }));
  }

  /** The rounds of a file, newest first. The vendor sees those that were sent; the caller has shown that the actor sees the file. */
  async rounds(ctx: Ctx, candidatureId: string): Promise<ShownRound[]> {
    const rounds = await ctx.tx.find(Round, { where: { candidatureId }, order: { number: 'DESC' } });
    const items = await ctx.tx.query<(ShownRound['items'][number] & { isOfToday: boolean })[]>(
      `SELECT item.id, item.round_id AS "roundId", item.candidature_id AS "candidatureId", item.organisation_id AS "organisationId",
              item.requirement_id AS "requirementId", item.answer_id AS "answerId", item.verdict_id AS "verdictId", item.question, item.answer,
              item.answered_by AS "answeredBy", item.answered_at AS "answeredAt", item.version, requirement.number,
              requirement.body->'title' AS title, answer.chapter_id AS "chapterId", answer.is_applicable AS "isOfToday"
       FROM clarification_item item JOIN requirement ON requirement.id = item.requirement_id JOIN answer ON answer.id = item.answer_id
       JOIN chapter ON chapter.id = answer.chapter_id
       WHERE item.candidature_id = $1 ORDER BY chapter.position, requirement.position`,
      [candidatureId],
    );
    // A question asked before the file changed version leads to the answer of today.
    const now = await successors(
      ctx,
      items.filter(({ isOfToday }) => !isOfToday).map(({ answerId }) => answerId),
    );
    const here = items.map(({ isOfToday: _, ...item }) => ({ ...item, ...now.get(item.answerId) }));
    return rounds.map((round) => ({ round, items: here.filter(({ roundId }) => roundId === round.id) }));
  }

  /** The vendor's own rounds, or 404. */
  async ownRounds(ctx: Ctx, candidatureId: string): Promise<ShownRound[]> {
    const rounds = await this.rounds(ctx, candidatureId);
    if (rounds.length > 0) mustSee(ctx.actor, sameOrganisation, rounds[0].round);
    return rounds;
  }

  /**
   * A file of evidence, for a person of the agency who has opened the candidature it is attached to. Documents that show
   * weaknesses are for those in charge of it, and for who decides.
   */
  async file(ctx: Ctx, candidatureId: string, versionId: string): Promise<ServableFile> {
    const [attached] = await ctx.tx.query<{ kind: string }[]>(
      `SELECT item.kind FROM answer_evidence link JOIN answer ON answer.id = link.answer_id
       JOIN evidence_item item ON item.id = link.evidence_item_id
       JOIN evidence_version version ON version.item_id = item.id AND version.id = $2
       WHERE answer.candidature_id = $1 LIMIT 1`,
      [candidatureId, versionId],
    );
    if (attached === undefined) throw refuse.notFound('not-found');
    await this.standings.open(ctx, candidatureId, isReservedKind(attached.kind) ? 'readReserved' : 'readEvidence');
    return this.evidence.servable(ctx, versionId);
  }
}
