import { Injectable } from '@nestjs/common';
import { personOf } from '#accounts';
import type { Ctx } from '#platform';
import { type NoticeData, noticeOf, tell, type Told } from './notice.rules.js';
import { notices } from './notices.messages.js';

const pageSize = 30;

/** One message of an inbox. */
export interface InboxLine extends Told {
  readonly id: string;
  readonly at: Date;
  readonly isRead: boolean;
}

/** A page of an inbox; `next` continues it. */
export interface InboxPage {
  readonly items: readonly InboxLine[];
  readonly next: string | null;
}

/** Messages that hold a link which opens a right are mailed only. */
const shown = Object.keys(notices).filter((name) => !notices[name].isSecret);

/** What the portal told a person. */
@Injectable()
export class InboxQueries {
  /** The messages of the person, newest first, by pages of 30; `before` is the `next` of the page before. */
  async mine(ctx: Ctx, before: string | null = null): Promise<InboxPage> {
    const rows = await ctx.tx.query<{ id: string; template: string; data: NoticeData; at: Date; isRead: boolean }[]>(
      `SELECT m.id, m.template, m.data, m.created_at AS at, m.read_at IS NOT NULL AS "isRead" FROM message m
       WHERE m.account_id = $1 AND m.template = ANY($2)
         AND ($3::uuid IS NULL OR (m.created_at, m.id) < (SELECT p.created_at, p.id FROM message p WHERE p.id = $3 AND p.account_id = $1))
       ORDER BY m.created_at DESC, m.id DESC LIMIT $4`,
      [personOf(ctx), shown, before, pageSize + 1],
    );
    const items = rows.slice(0, pageSize).flatMap(({ id, template, data, at, isRead }) => {
      const notice = noticeOf(template);
      return notice === null ? [] : [{ id, at, isRead, ...tell(notice, data, ctx.locale) }];
    });
    return { items, next: rows.length > pageSize ? rows[pageSize - 1].id : null };
  }

  /** How many messages the person has not read. */
  async unread(ctx: Ctx): Promise<number> {
    const [row] = await ctx.tx.query<[{ unread: number }]>(
      'SELECT count(*)::integer AS unread FROM message m WHERE m.account_id = $1 AND m.read_at IS NULL AND m.template = ANY($2)',
      [personOf(ctx), shown],
    );
    return row.unread;
  }

  /** What the person wishes to receive by mail. */
  async preference(ctx: Ctx): Promise<'all' | 'essential'> {
    const [row] = await ctx.tx.query<{ level: 'all' | 'essential' }[]>('SELECT p.level FROM mail_preference p WHERE p.account_id = $1', [
      personOf(ctx),
    ]);
    return row?.level ?? 'all';
  }
}
