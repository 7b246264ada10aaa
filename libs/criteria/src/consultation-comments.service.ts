import { after, AttemptsService, networkOf, normalEmail } from '#accounts';
import { record } from '#audit';
import {
  authorize,
  canonical,
  Config,
  fingerprint,
  mustSee,
  newId,
  nextNumber,
  refuse,
  sha256,
  type Ctx,
  type FieldError,
} from '#platform';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { SendCommentInput } from './consultation.dto.js';
import { Consultation, ConsultationComment, ConsultationContact, ConsultationText } from './consultation.entity.js';
import { consultationEvents } from './consultation.events.js';
import { consultationMessages, refuseConsultation } from './consultation.messages.js';
import { consultationPolicy } from './consultation.policy.js';
import { answersTo, confirmationHours, fateOf, stateAt, targetIn, type CommentTarget } from './consultation.rules.js';
import { ConsultationAnswer } from './consultation.entity.js';
import { PackageVersion } from './package.entity.js';
import { isPublic } from './package.lifecycle.js';

/** Opens a transaction of its own, committed before what follows. */
type Open = <T>(use: (ctx: Ctx) => Promise<T>) => Promise<T>;

/** What became of a comment that was sent: shown under a number, or waiting for its confirmation by mail. */
export type SentComment = { readonly number: number } | { readonly awaits: 'mail' };

/** Takes comments: sent, confirmed by visitors, withdrawn by their authors. */
@Injectable()
export class ConsultationCommentsService {
  constructor(
    private readonly config: Config,
    private readonly attempts: AttemptsService,
  ) {}

  /**
   * Sends a comment on a consultation that is open. Someone signed in is shown at once; a visitor confirms by mail. The same comment
   * sent twice is one. Refuses (409) outside the dates, and after too many tries from one network or for one address.
   */
  async send(open: Open, id: string, input: SendCommentInput & { readonly address: string }): Promise<SentComment> {
    // A machine that fell into the trap is told that all is well.
    if (input.website !== undefined) return { awaits: 'mail' };
    const isVisitor = await open(async (ctx) => {
      authorize(ctx.actor, consultationPolicy.comment, { accountId: null });
      await this.openOne(ctx, id);
      this.checkFields(ctx, input);
      return ctx.actor.accountId === null;
    });
    if (isVisitor) await this.count(open, input);
    return open((ctx) => this.save(ctx, id, input));
  }

  /** What the link of a mail shows: the comment, its consultation and where it stands; 404 when the link is unknown or has lapsed. */
  async ofLink(ctx: Ctx, token: string): Promise<{ comment: ConsultationComment; text: ConsultationText; canWithdraw: boolean }> {
    const comment = await this.byLink(ctx, token);
    const text = await ctx.tx.findOneByOrFail(ConsultationText, { commentId: comment.id });
    return { comment, text, canWithdraw: fateOf(comment) === 'shown' && !(await this.isAnswered(ctx, comment)) };
  }

  /** Confirms a comment by its link: it appears under its number. Confirming again changes nothing. @returns where it is. */
  async confirm(ctx: Ctx, token: string): Promise<{ readonly consultationId: string; readonly number: number }> {
    const comment = await this.byLink(ctx, token, true);
    const { consultationId } = comment;
    // Whoever withdrew it, or whose words were hidden, is not told that it is published.
    if (comment.withdrawnAt !== null || comment.hiddenAt !== null) throw refuseConsultation.conflict('consultation.gone');
    if (comment.number !== null) return { consultationId, number: comment.number };
    const consultation = await ctx.tx.findOneOrFail(Consultation, {
      select: { id: true, packageVersionId: true },
      where: { id: consultationId },
    });
    // The version cannot be published in between: its publication waits for this lock, then counts this comment.
    const [version] = await ctx.tx.query<[Pick<PackageVersion, 'status'>]>(
      'SELECT v.status FROM package_version v WHERE v.id = $1 FOR SHARE',
      [consultation.packageVersionId],
    );
    if (isPublic(version.status)) throw refuseConsultation.conflict('consultation.published-already');
    return { consultationId, number: await this.appear(ctx, comment.id, consultationId) };
  }

  /** Withdraws one's own comment before it is answered. */
  async withdraw(ctx: Ctx, id: string): Promise<void> {
    const found = await ctx.tx.findOne(ConsultationComment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    await this.takeBack(ctx, mustSee(ctx.actor, consultationPolicy.withdraw, found));
  }

  /** Withdraws a visitor’s comment by the link of its mail. */
  async withdrawByLink(ctx: Ctx, token: string): Promise<void> {
    await this.takeBack(ctx, await this.byLink(ctx, token, true));
  }

  /** The token of the link of a visitor’s comment, for the mail alone. */
  linkToken(commentId: string): string {
    return fingerprint(this.config.SECRET, `comment:${commentId}`);
  }

  private async takeBack(ctx: Ctx, comment: ConsultationComment): Promise<void> {
    if (comment.withdrawnAt !== null) return;
    if (comment.hiddenAt !== null) throw refuseConsultation.conflict('consultation.gone');
    if (await this.isAnswered(ctx, comment)) throw refuseConsultation.conflict('consultation.answered');
    await ctx.tx.update(ConsultationComment, { id: comment.id }, { withdrawnAt: ctx.now });
    await record(ctx, consultationEvents, 'comment.withdraw', {
      ...{ subject: { type: 'consultation_comment', id: comment.id }, organisationId: null },
      data: { consultationId: comment.consultationId, number: comment.number },
    });
  }

  private async isAnswered(ctx: Ctx, comment: ConsultationComment): Promise<boolean> {
    const answers = await ctx.tx.findBy(ConsultationAnswer, [
      { commentId: comment.id },
      ...(comment.subjectId === null ? [] : [{ subjectId: comment.subjectId }]),
    ]);
    return answersTo(comment, answers).length > 0;
  }

  private async byLink(ctx: Ctx, token: string, isLocked = false): Promise<ConsultationComment> {
    const linkHash = sha256(token);
    // Row security shows the words of an unconfirmed comment to whoever holds its link.
    await ctx.tx.query("SELECT set_config('guichet.comment_link', $1, true)", [linkHash]);
    const comment = await ctx.tx.findOne(ConsultationComment, {
      where: { linkHash },
      ...(isLocked && { lock: { mode: 'pessimistic_write' as const } }),
    });
    const lapsed = comment !== null && comment.appearedAt === null && comment.linkUntil !== null && comment.linkUntil <= ctx.now;
    return mustSee(ctx.actor, consultationPolicy.read, lapsed ? null : comment);
  }

  /** Everything that is missing or wrong, at once. */
  private checkFields(ctx: Ctx, { kind, proposal, name, email }: SendCommentInput): void {
    const errors: FieldError[] = [];
    const missing = (field: string, code: keyof typeof consultationMessages) =>
      errors.push({ field, code, text: consultationMessages[code] });
    if (kind === 'proposal' && proposal === undefined) missing('proposal', 'consultation.proposal-needed');
    if (ctx.actor.accountId === null && name === undefined) missing('name', 'consultation.name-needed');
    if (name?.includes('@') === true) missing('name', 'consultation.name-public');
    if (ctx.actor.accountId === null && email === undefined) missing('email', 'consultation.email-needed');
    if (errors.length > 0) throw refuse.invalid('input.invalid', {}, errors);
  }

  /** Counts a try of a visitor: what is counted is kept whatever follows. */
  private async count(open: Open, { address, email = '' }: SendCommentInput & { readonly address: string }): Promise<void> {
    const refused = await open(async (ctx) => {
      const network = await this.attempts.count(ctx, 'comment-network', networkOf(address));
      const mailbox = await this.attempts.count(ctx, 'comment-address', normalEmail(email));
      return [network, mailbox].find(({ isAllowed }) => !isAllowed) ?? null;
    });
    if (refused !== null) throw refuseConsultation.conflict('too-many.comments', { minutes: refused.minutes });
  }

  private async save(ctx: Ctx, id: string, input: SendCommentInput): Promise<SentComment> {
    const consultation = await this.openOne(ctx, id);
    const target = targetIn(consultation.content, input);
    if (target === null) throw refuse.notFound('not-found');
    const { accountId } = ctx.actor;
    const author = accountId ?? fingerprint(this.config.SECRET, `comment:${normalEmail(input.email ?? '')}`);
    const { kind, body, proposal = null } = input;
    const about = [target.section?.key ?? null, target.requirement?.key ?? null];
    const mark = sha256(canonical([id, author, about, kind, body, proposal]));
    const commentId = await this.insert(ctx, { consultation, target, input, fingerprint: mark });
    if (commentId === null) return this.sentAlready(ctx, mark);
    await ctx.tx.insert(ConsultationText, { commentId, body, proposal });
    if (accountId !== null) return { number: await this.appear(ctx, commentId, id) };
    await ctx.tx.insert(ConsultationContact, { commentId, email: normalEmail(input.email ?? ''), locale: ctx.locale });
    await record(ctx, consultationEvents, 'comment.send', {
      ...{ subject: { type: 'consultation_comment', id: commentId }, organisationId: null },
      data: { consultationId: id },
    });
    return { awaits: 'mail' };
  }

  /** @returns the id of the comment, or null when the same one is there. */
  private async insert(
    ctx: Ctx,
    what: { consultation: Consultation; target: CommentTarget; input: SendCommentInput; fingerprint: string },
  ): Promise<string | null> {
    const { consultation, target, input } = what;
    const { accountId, organisationName, organisationKind, name } = ctx.actor;
    const id = newId();
    const link = accountId === null ? [sha256(this.linkToken(id)), after(ctx.now, { hours: confirmationHours })] : [null, null];
    const author = accountId === null ? (input.name ?? '') : (organisationName ?? name);
    const [row] = await ctx.tx.query<{ id: string }[]>(
      `INSERT INTO consultation_comment (id, consultation_id, section_key, requirement_key, kind, language, account_id, author, author_kind, created_at,
         link_hash, link_until, fingerprint)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (fingerprint) WHERE withdrawn_at IS NULL DO NOTHING RETURNING id`,
      [
        ...[id, consultation.id, target.section?.key ?? null, target.requirement?.key ?? null, input.kind, input.language],
        ...[accountId, author, accountId === null ? 'visitor' : organisationKind, ctx.now, ...link, what.fingerprint],
      ],
    );
    return row?.id ?? null;
  }

  private async sentAlready(ctx: Ctx, mark: string): Promise<SentComment> {
    const { number } = await ctx.tx.findOneByOrFail(ConsultationComment, { fingerprint: mark, withdrawnAt: IsNull() });
    return number === null ? { awaits: 'mail' } : { number };
  }

  private async appear(ctx: Ctx, commentId: string, consultationId: string): Promise<number> {
    const number = await nextNumber(ctx, `consultation/${consultationId}`);
    await ctx.tx.update(ConsultationComment, { id: commentId }, { number, appearedAt: ctx.now });
    await record(ctx, consultationEvents, 'comment.appear', {
      ...{ subject: { type: 'consultation_comment', id: commentId }, organisationId: null },
      data: { consultationId, number },
    });
    return number;
  }

  /** The consultation while it is open; whoever closes it waits for this transaction, or this one sees it closed. */
  private async openOne(ctx: Ctx, id: string): Promise<Consultation> {
    const found = await ctx.tx.findOne(Consultation, { where: { id }, lock: { mode: 'pessimistic_read' } });
    const consultation = mustSee(ctx.actor, consultationPolicy.read, found === null ? null : { ...found, accountId: null });
    const state = stateAt(consultation, ctx.now);
    if (state === 'announced') throw refuseConsultation.conflict('consultation.not-open');
    if (state === 'closed') throw refuseConsultation.conflict('consultation.closed');
    return consultation;
  }
}
