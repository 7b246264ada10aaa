import { record } from '#audit';
import { RequirementQueries, type RequirementOfFile } from '#candidatures';
import { newId, type Ctx, type FieldError } from '#platform';
import { Injectable } from '@nestjs/common';
import { holdInReview } from './hold.queries.js';
import { QuestionService } from './question.service.js';
import type { VerdictInput } from './review.dto.js';
import { reviewEvents } from './review.events.js';
import { refuseReview, reviewMessages } from './review.messages.js';
import { StandingQueries, type OpenedFile } from './standing.queries.js';
import { Verdict } from './verdict.entity.js';
import { needsReason } from './verdict.rules.js';

/** A requirement that is being judged, with what the verdict will rest on. */
interface Judged {
  readonly file: OpenedFile;
  readonly requirement: RequirementOfFile;
  /** Versions attached to the answer now. */
  readonly attached: readonly string[];
}

/** Verdicts on requirements: each rests on one version of the answer, of the evidence and of the criteria, and is never changed. */
@Injectable()
export class VerdictService {
  constructor(
    private readonly standings: StandingQueries,
    private readonly requirements: RequirementQueries,
    private readonly questions: QuestionService,
  ) {}

  /**
   * Gives a verdict, or a new one in its place. Refuses a verdict on something else than what was read: an answer changed since,
   * or another verdict given since (a conflict that shows both texts). @returns the verdict.
   */
  async give(ctx: Ctx, candidatureId: string, requirementId: string, input: VerdictInput): Promise<Verdict> {
    const file = await this.standings.open(ctx, candidatureId, 'judge');
    await holdInReview(ctx, file);
    const requirement = await this.requirements.one(ctx, candidatureId, requirementId);
    const expected = await this.requirements.expected(ctx, requirement);
    const attached = [...new Set(expected.flatMap(({ pieces }) => pieces.map(({ versionId }) => versionId)))];
    const judged = { file, requirement, attached };
    refuseUnlessSound(judged, input);
    await this.refuseUnlessLast(ctx, judged, input);
    const verdict = this.verdict(ctx, judged, input);
    await ctx.tx.insert(Verdict, verdict);
    await this.tell(ctx, verdict);
    await this.ask(ctx, file, verdict);
    return verdict;
  }

  /** A verdict “to clarify” puts its reason to the vendor in the round in preparation; another one takes the question off. */
  private async ask(ctx: Ctx, file: OpenedFile, { id, outcome, reason, requirementId }: Verdict): Promise<void> {
    if (outcome === 'needs_clarification') await this.questions.keep(ctx, file, { requirementId, question: reason ?? '', verdictId: id });
    else await this.questions.remove(ctx, file.summary.id, requirementId);
  }

  private verdict(ctx: Ctx, { file, requirement, attached }: Judged, input: VerdictInput): Verdict {
    return {
      id: newId(),
      answerId: requirement.answerId,
      requirementId: requirement.requirementId,
      candidatureId: file.summary.id,
      organisationId: file.summary.organisationId,
      packageVersionId: requirement.packageVersionId,
      sectionKey: requirement.body.section,
      accountId: ctx.actor.accountId ?? '',
      outcome: input.outcome,
      reason: input.reason?.trim() || null,
      answerVersion: requirement.version,
      evidenceVersionIds: [...attached],
      pins: (input.pins ?? []).map(({ versionId, page }) => ({ versionId, ...(page !== undefined && { page }) })),
      at: ctx.now,
      supersedes: input.supersedes ?? null,
    };
  }

  private async refuseUnlessLast(ctx: Ctx, { requirement }: Judged, input: VerdictInput): Promise<void> {
    const last = await ctx.tx.findOne(Verdict, { where: { answerId: requirement.answerId }, order: { at: 'DESC', id: 'DESC' } });
    if ((last?.id ?? null) === (input.supersedes ?? null)) return;
    throw refuseReview.conflict('verdict.stale', { mine: input.reason ?? '', theirs: last?.reason ?? '' });
  }

  private async tell(ctx: Ctx, verdict: Verdict): Promise<void> {
    const { id, organisationId, candidatureId, requirementId, packageVersionId, outcome, evidenceVersionIds, supersedes } = verdict;
    const data = { candidatureId, requirementId, packageVersionId, outcome, evidenceVersionIds, supersedes };
    await record(ctx, reviewEvents, 'verdict.give', { subject: { type: 'verdict', id }, organisationId, data });
  }
}

function refuseUnlessSound({ requirement, attached }: Judged, input: VerdictInput): void {
  if (needsReason(input.outcome) && !input.reason?.trim()) {
    throw refuseReview.invalid('verdict.reason-missing', {}, [fieldError('reason', 'verdict.reason-missing')]);
  }
  if (input.outcome === 'not_applicable' && requirement.naPolicy === 'forbidden') {
    throw refuseReview.invalid('verdict.not-applicable-refused', {}, [fieldError('outcome', 'verdict.not-applicable-refused')]);
  }
  if (input.answerVersion !== requirement.version) throw refuseReview.conflict('verdict.answer-changed');
  if ((input.pins ?? []).some(({ versionId }) => !attached.includes(versionId))) throw refuseReview.invalid('verdict.pin-unknown');
}

function fieldError(field: string, code: keyof typeof reviewMessages): FieldError {
  return { field, code, text: reviewMessages[code] };
}
