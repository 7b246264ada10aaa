import { record } from '#audit';
import { authorize, mustSee, newId, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import type { AnswerInput, GroupInput, ReasonInput } from './consultation.dto.js';
import { Consultation, ConsultationAnswer, ConsultationComment, ConsultationSubject } from './consultation.entity.js';
import { consultationEvents } from './consultation.events.js';
import { consultationMessages, refuseConsultation } from './consultation.messages.js';
import { consultationPolicy } from './consultation.policy.js';
import { fateOf } from './consultation.rules.js';

/** What is answered: one comment, or a group. */
export type AnswerTarget = { readonly commentId: string } | { readonly subjectId: string };

const nobody = { accountId: null };

/** The work of the editor on comments: groups, answers, what is hidden. */
@Injectable()
export class ConsultationAnswersService {
  /** Puts comments under a new subject, or under one that exists. A comment is in one group at most. @returns the id of the subject. */
  async group(ctx: Ctx, consultationId: string, { comments: ids, label, subject }: GroupInput): Promise<string> {
    const found = await ctx.tx.findOne(Consultation, { select: { id: true }, where: { id: consultationId } });
    mustSee(ctx.actor, consultationPolicy.work, found === null ? null : nobody);
    authorize(ctx.actor, consultationPolicy.group, nobody);
    if (ids.length === 0) throw fieldRefusal('comments', 'consultation.comments-needed');
    if (label === undefined && subject === undefined) throw fieldRefusal('label', 'consultation.subject-needed');
    const comments = await this.lockComments(ctx, consultationId, ids);
    const subjectId = subject === undefined ? newId() : await this.subjectIn(ctx, consultationId, subject);
    await this.checkFree(ctx, comments, subjectId);
    if (subject === undefined) {
      await ctx.tx.insert(ConsultationSubject, {
        ...{ id: subjectId, consultationId, label: label ?? '', createdAt: ctx.now, createdBy: ctx.actor.accountId },
      });
    }
    await ctx.tx.update(ConsultationComment, { id: In(comments.map(({ id }) => id)) }, { subjectId });
    await record(ctx, consultationEvents, 'consultation.group', {
      ...{ subject: { type: 'consultation_subject', id: subjectId }, organisationId: null },
      data: { consultationId, comments: comments.map(({ id }) => id) },
    });
    return subjectId;
  }

  /** Takes a comment out of its group, as long as the group has no published answer. */
  async ungroup(ctx: Ctx, commentId: string): Promise<void> {
    const comment = await this.lockComment(ctx, commentId);
    authorize(ctx.actor, consultationPolicy.group, nobody);
    const { subjectId, consultationId } = comment;
    if (subjectId === null) return;
    const answered = await ctx.tx.existsBy(ConsultationAnswer, { subjectId, publishedAt: Not(IsNull()) });
    if (answered) throw refuseConsultation.conflict('consultation.group-answered');
    await ctx.tx.update(ConsultationComment, { id: commentId }, { subjectId: null });
    await record(ctx, consultationEvents, 'consultation.ungroup', {
      ...{ subject: { type: 'consultation_subject', id: subjectId }, organisationId: null },
      data: { consultationId, comments: [commentId] },
    });
  }

  /**
   * Saves the draft answer of a comment or of a group and, when asked, publishes it: it is never changed then, and a later one corrects it.
   * A draft that changed meanwhile is a conflict (409). @returns whether it was published.
   */
  async answer(ctx: Ctx, target: AnswerTarget, { disposition, fr, en, version, publish }: AnswerInput): Promise<boolean> {
    const consultationId = await this.targetOf(ctx, target);
    authorize(ctx.actor, consultationPolicy.answer, nobody);
    const where = { ...target, publishedAt: IsNull() };
    const draft = await ctx.tx.findOne(ConsultationAnswer, { where, lock: { mode: 'pessimistic_write' } });
    if ((draft?.version ?? 0) !== version)
      throw refuseConsultation.conflict('consultation.answer-stale', { mine: fr, theirs: draft?.body.fr ?? '' });
    const id = draft?.id ?? newId();
    const body = { fr, ...(en !== undefined && { en }) };
    const publishedAt = publish ? ctx.now : null;
    const values = { disposition, body, version: version + 1, authorId: ctx.actor.accountId, savedAt: ctx.now, publishedAt };
    if (draft === null) {
      const owner = 'commentId' in target ? { ...target, subjectId: null } : { ...target, commentId: null };
      await ctx.tx.insert(ConsultationAnswer, { id, consultationId, ...owner, ...values });
    } else await ctx.tx.update(ConsultationAnswer, { id }, values);
    if (!publish) return false;
    await record(ctx, consultationEvents, 'consultation.answer', {
      ...{ subject: { type: 'consultation_answer', id }, organisationId: null },
      data: { consultationId, disposition, ...target },
    });
    return true;
  }

  /** Hides an unlawful comment: its words are kept and shown no more, the reason is public. */
  async hide(ctx: Ctx, commentId: string, { reason }: ReasonInput): Promise<void> {
    const comment = await this.lockComment(ctx, commentId);
    authorize(ctx.actor, consultationPolicy.hide, nobody);
    if (fateOf(comment) !== 'shown') throw refuseConsultation.conflict('consultation.gone');
    await ctx.tx.update(ConsultationComment, { id: commentId }, { hiddenAt: ctx.now, hiddenReason: reason });
    await record(ctx, consultationEvents, 'comment.hide', {
      ...{ subject: { type: 'consultation_comment', id: commentId }, organisationId: null },
      data: { consultationId: comment.consultationId, number: comment.number },
    });
  }

  private async lockComments(ctx: Ctx, consultationId: string, ids: readonly string[]): Promise<ConsultationComment[]> {
    const comments = await ctx.tx.find(ConsultationComment, {
      where: { id: In([...ids]), consultationId },
      order: { number: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    if (comments.length !== new Set(ids).size) throw refuse.notFound('not-found');
    if (comments.some((comment) => fateOf(comment) !== 'shown')) throw refuseConsultation.conflict('consultation.gone');
    return comments;
  }

  private async subjectIn(ctx: Ctx, consultationId: string, id: string): Promise<string> {
    if (!(await ctx.tx.existsBy(ConsultationSubject, { id, consultationId }))) throw refuse.notFound('not-found');
    return id;
  }

  private async checkFree(ctx: Ctx, comments: readonly ConsultationComment[], subjectId: string): Promise<void> {
    const elsewhere = comments.filter((one) => one.subjectId !== null && one.subjectId !== subjectId);
    if (elsewhere.length > 0) throw refuseConsultation.conflict('consultation.grouped', { numbers: numbersOf(elsewhere) });
    const answers = await ctx.tx.findBy(ConsultationAnswer, { commentId: In(comments.map(({ id }) => id)) });
    const answered = comments.filter(({ id }) => answers.some(({ commentId }) => commentId === id));
    if (answered.length > 0) throw refuseConsultation.conflict('consultation.answered-apart', { numbers: numbersOf(answered) });
  }

  /** The consultation of what is answered, locked so that two editors write one after the other. */
  private async targetOf(ctx: Ctx, target: AnswerTarget): Promise<string> {
    if ('commentId' in target) {
      const comment = await this.lockComment(ctx, target.commentId);
      if (fateOf(comment) !== 'shown') throw refuseConsultation.conflict('consultation.gone');
      return comment.consultationId;
    }
    const subject = await ctx.tx.findOneBy(ConsultationSubject, { id: target.subjectId });
    mustSee(ctx.actor, consultationPolicy.work, subject === null ? null : nobody);
    if (subject === null) throw refuse.notFound('not-found');
    await ctx.tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`consultation_subject ${subject.id}`]);
    return subject.consultationId;
  }

  private async lockComment(ctx: Ctx, id: string): Promise<ConsultationComment> {
    const comment = await ctx.tx.findOne(ConsultationComment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return mustSee(ctx.actor, consultationPolicy.work, comment);
  }
}

function numbersOf(comments: readonly ConsultationComment[]): string {
  return comments.map(({ number }) => String(number)).join(', ');
}

function fieldRefusal(field: string, code: keyof typeof consultationMessages) {
  return refuse.invalid('input.invalid', {}, [{ field, code, text: consultationMessages[code] }]);
}
