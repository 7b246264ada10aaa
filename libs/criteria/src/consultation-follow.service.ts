import { record } from '#audit';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { ConsultationAnswer, ConsultationContact } from './consultation.entity.js';
import { consultationEvents } from './consultation.events.js';
import { addressDays, isDigestDue } from './consultation.rules.js';

interface Arrived {
  readonly id: string;
  readonly code: string;
  readonly version: string;
  readonly versionId: string;
  readonly digestAt: Date | null;
  readonly comments: number;
}

/** What follows comments and answers, in the background. */
@Injectable()
export class ConsultationFollowService {
  /** Tells editors, once a day and only when there is something, how many comments arrived. */
  async digest(ctx: Ctx): Promise<void> {
    const arrived = await ctx.tx.query<Arrived[]>(
      `SELECT c.id, p.code, v.label AS version, v.id AS "versionId", c.digest_at AS "digestAt", count(*)::integer AS comments
         FROM consultation c JOIN package_version v ON v.id = c.package_version_id JOIN package p ON p.id = v.package_id
         JOIN consultation_comment m ON m.consultation_id = c.id AND m.appeared_at > coalesce(c.digest_at, c.created_at)
        GROUP BY c.id, p.code, v.label, v.id ORDER BY c.id`,
    );
    for (const { id, code, version, versionId, digestAt, comments } of arrived) {
      if (!isDigestDue(digestAt, ctx.now)) continue;
      await ctx.tx.query('UPDATE consultation SET digest_at = $2 WHERE id = $1', [id, ctx.now]);
      const subject = { type: 'consultation', id };
      await record(ctx, consultationEvents, 'consultation.digest', {
        subject,
        organisationId: null,
        data: { code, version, versionId, comments },
      });
    }
  }

  /** Asks that each author of what a published answer answers be told, once. */
  async tellAuthors(ctx: Ctx, answerId: string): Promise<void> {
    const { commentId, subjectId } = await ctx.tx.findOneByOrFail(ConsultationAnswer, { id: answerId });
    const rows = await ctx.tx.query<
      { id: string; accountId: string | null; number: number; iteration: number; code: string; version: string }[]
    >(
      `SELECT DISTINCT ON (coalesce(m.account_id, m.id)) m.id, m.account_id AS "accountId", m.number, c.iteration, p.code, v.label AS version
         FROM consultation_comment m JOIN consultation c ON c.id = m.consultation_id
         JOIN package_version v ON v.id = c.package_version_id JOIN package p ON p.id = v.package_id
        WHERE (m.id = $1 OR m.subject_id = $2) AND m.appeared_at IS NOT NULL AND m.withdrawn_at IS NULL AND m.hidden_at IS NULL
        ORDER BY coalesce(m.account_id, m.id), m.number`,
      [commentId, subjectId],
    );
    for (const { id, accountId, ...place } of rows) {
      const subject = { type: 'consultation_comment', id };
      const data = { ...place, ...(accountId !== null && { account: accountId }) };
      const name = accountId === null ? 'comment.answer-visitor' : 'comment.answer';
      await record(ctx, consultationEvents, name, { subject, organisationId: null, data });
    }
  }

  /** Erases what visitors never confirmed, and the addresses that serve no more. */
  async purge(ctx: Ctx): Promise<void> {
    await ctx.tx.query('DELETE FROM consultation_comment WHERE appeared_at IS NULL AND link_until <= $1', [ctx.now]);
    await ctx.tx.query(
      `DELETE FROM consultation_contact k USING consultation_comment m, consultation c
        WHERE m.id = k.comment_id AND c.id = m.consultation_id
          AND (m.withdrawn_at IS NOT NULL OR m.hidden_at IS NOT NULL
            OR coalesce(c.closed_at, c.closes_at) <= $1::timestamptz - make_interval(days => $2))`,
      [ctx.now, addressDays],
    );
  }

  /** Erases the address of a visitor who has been told. */
  async forget(ctx: Ctx, commentId: string): Promise<void> {
    await ctx.tx.delete(ConsultationContact, { commentId });
  }
}
