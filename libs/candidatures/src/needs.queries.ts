import type { NaPolicy, Obligation, OperatorText } from '#criteria';
import type { VersionStatus } from '#evidence';
import type { Ctx } from '#platform';
import type { Claim } from './answer.entity.js';
import { waits } from './carry-over.queries.js';
import type { NeededEvidence, Needs } from './completeness.rules.js';

/** A profile question of the pinned packages, with the vendor's answer. */
export interface AskedQuestion {
  readonly key: string;
  readonly label: OperatorText;
  readonly question: OperatorText;
  readonly packageVersionId: string;
  /** How many requirements depend on it. */
  readonly requirements: number;
  readonly answer: boolean | null;
  readonly answeredAt: Date | null;
}

interface AnswerRow {
  readonly answerId: string;
  readonly requirementId: string;
  readonly chapterId: string;
  readonly number: string;
  readonly obligation: Obligation;
  readonly naPolicy: NaPolicy;
  readonly claim: Claim | null;
  readonly reason: string | null;
  readonly claimedAt: Date | null;
  readonly awaitsConfirmation: boolean;
}

interface EvidenceRow {
  readonly requirementId: string;
  readonly id: string;
  readonly key: string;
  readonly label: OperatorText;
  readonly itemId: string | null;
  readonly versionId: string;
  readonly status: VersionStatus;
  readonly isReference: boolean;
  readonly receivedAt: Date | null;
}

/** Everything the completeness of a candidature is computed from, in four statements whatever its size. */
export async function loadNeeds(ctx: Ctx, candidature: { readonly id: string; readonly admissibleAt: Date | null }): Promise<Needs> {
  const answers = await ctx.tx.query<AnswerRow[]>(
    `SELECT answer.id AS "answerId", answer.requirement_id AS "requirementId", answer.chapter_id AS "chapterId", requirement.number,
            requirement.obligation, requirement.na_policy AS "naPolicy", answer.claim, answer.reason, answer.claimed_at AS "claimedAt",
            acquired.acquired_at AS "acquiredAt",
            EXISTS (SELECT FROM answer_origin origin WHERE origin.answer_id = answer.id AND ${waits('origin')}) AS "awaitsConfirmation"
     FROM answer JOIN requirement ON requirement.id = answer.requirement_id JOIN chapter ON chapter.id = answer.chapter_id
     LEFT JOIN acquired_result acquired ON acquired.answer_id = answer.id AND acquired.lapsed_at IS NULL
     WHERE answer.candidature_id = $1 AND answer.is_applicable
     ORDER BY chapter.position, requirement.position`,
    [candidature.id],
  );
  const expected = await expectedEvidence(ctx, candidature.id);
  const questions = await askedQuestions(ctx, candidature.id);
  const approvals = await requiredApprovals(ctx, candidature.id);
  return {
    admissibleAt: candidature.admissibleAt,
    questions,
    approvals,
    answers: answers.map((answer) => ({ ...answer, expected: expected.get(answer.requirementId) ?? [] })),
  };
}

/** The profile questions of the pinned packages, in printed order, with the answers given. */
export function askedQuestions(ctx: Ctx, candidatureId: string): Promise<AskedQuestion[]> {
  return ctx.tx.query<AskedQuestion[]>(
    `SELECT DISTINCT ON (pinned.package_version_id, asked.position) profile->>'key' AS key, profile->'label' AS label,
            profile->'question' AS question, pinned.package_version_id AS "packageVersionId", profile_answer.answer,
            profile_answer.answered_at AS "answeredAt",
            (SELECT count(*)::int FROM requirement WHERE requirement.package_version_id = pinned.package_version_id
               AND requirement.profile_key = profile->>'key' AND requirement.life = 'current') AS requirements
     FROM candidature_pin pinned
     JOIN package_version ON package_version.id = pinned.package_version_id
     CROSS JOIN LATERAL jsonb_array_elements(package_version.content->'profiles') WITH ORDINALITY AS asked (profile, position)
     LEFT JOIN profile_answer ON profile_answer.candidature_id = pinned.candidature_id AND profile_answer.profile_key = profile->>'key'
     WHERE pinned.candidature_id = $1
     ORDER BY pinned.package_version_id, asked.position`,
    [candidatureId],
  );
}

async function expectedEvidence(ctx: Ctx, candidatureId: string): Promise<Map<string, NeededEvidence[]>> {
  const rows = await ctx.tx.query<EvidenceRow[]>(
    `SELECT answer.requirement_id AS "requirementId", expected.id, expected.key, expected.body->'label' AS label,
            attached.evidence_item_id AS "itemId", version.id AS "versionId", version.status, version.reference IS NOT NULL AS "isReference",
            version.received_at AS "receivedAt"
     FROM answer
     JOIN expected_evidence_requirement link ON link.requirement_id = answer.requirement_id
     JOIN expected_evidence expected ON expected.id = link.expected_evidence_id
     LEFT JOIN answer_evidence attached ON attached.answer_id = answer.id AND attached.expected_evidence_id = expected.id
       AND attached.detached_at IS NULL
     LEFT JOIN evidence_version version ON version.id = attached.evidence_version_id
     WHERE answer.candidature_id = $1 AND answer.is_applicable
     ORDER BY answer.requirement_id, expected.position`,
    [candidatureId],
  );
  const byRequirement = new Map<string, Map<string, NeededEvidence & { pieces: NeededEvidence['pieces'][number][] }>>();
  for (const { requirementId, id, key, label, itemId, versionId, status, isReference, receivedAt } of rows) {
    const wanted = byRequirement.get(requirementId) ?? new Map();
    const evidence = wanted.get(id) ?? { id, key, label, pieces: [] };
    if (itemId !== null) evidence.pieces.push({ itemId, versionId, status, isReference, receivedAt });
    byRequirement.set(requirementId, wanted.set(id, evidence));
  }
  return new Map([...byRequirement].map(([requirementId, wanted]) => [requirementId, [...wanted.values()]]));
}

/** The approvals the workflow requires; one that was filed and did not lapse is enough for completeness. */
function requiredApprovals(ctx: Ctx, candidatureId: string): Promise<{ kind: string; recordedAt: Date | null }[]> {
  return ctx.tx.query(
    `SELECT required.kind, min(approval.recorded_at) AS "recordedAt"
     FROM candidature JOIN call ON call.id = candidature.call_id
     CROSS JOIN LATERAL jsonb_array_elements_text(call.workflow->'requiredApprovals') AS required (kind)
     LEFT JOIN approval ON approval.solution_version_id = candidature.solution_version_id AND approval.kind = required.kind
       AND approval.status <> 'lapsed'
     WHERE candidature.id = $1 GROUP BY required.kind ORDER BY required.kind`,
    [candidatureId],
  );
}
