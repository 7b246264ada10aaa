import { type Mail, writeMail } from '#notifications';
import { Config, say, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { ConsultationCommentsService } from './consultation-comments.service.js';
import { consultationMails } from './consultation.messages.js';
import type { CommentLanguage } from './consultation.rules.js';

interface Addressee {
  readonly email: string;
  readonly locale: CommentLanguage;
  readonly number: number | null;
  readonly iteration: number;
  readonly isPending: boolean;
  readonly code: string;
  readonly version: string;
}

/** Writes the mails to visitors, which the worker sends. */
@Injectable()
export class ConsultationMailsService {
  constructor(
    private readonly config: Config,
    private readonly comments: ConsultationCommentsService,
  ) {}

  /** The mail by which a visitor confirms a comment; null when there is nothing to confirm any more. */
  async confirmation(ctx: Ctx, commentId: string): Promise<Mail | null> {
    const to = await this.addressee(ctx, commentId);
    if (to === null || !to.isPending) return null;
    return this.write(`${commentId}-confirm`, to, { words: 'confirm', path: `/lien/${this.comments.linkToken(commentId)}` });
  }

  /** The mail that says that a comment was answered; null when the address is erased. */
  async answer(ctx: Ctx, commentId: string): Promise<Mail | null> {
    const to = await this.addressee(ctx, commentId);
    if (to === null || to.number === null) return null;
    return this.write(`${commentId}-answer`, to, {
      words: 'answer',
      path: `?iteration=${to.iteration}&q=n%C2%B0${to.number}#c${to.number}`,
    });
  }

  private write(id: string, to: Addressee, { words, path }: { words: 'confirm' | 'answer'; path: string }): Mail {
    const { email, locale, code, version } = to;
    const params = { code, version, number: to.number ?? '' };
    const prefix = locale === 'en' ? '/en' : '';
    const address = `${prefix}/criteres/${encodeURIComponent(code)}/${encodeURIComponent(version)}/consultation${path}`;
    const told = {
      subject: say(consultationMails[`${words}.subject`], locale, params),
      body: say(consultationMails[`${words}.body`], locale, params),
      action: { label: say(consultationMails[`${words}.action`], locale), path: address },
    };
    return writeMail(this.config, { id, to: email, name: null, locale, told });
  }

  private async addressee(ctx: Ctx, commentId: string): Promise<Addressee | null> {
    const [row] = await ctx.tx.query<Addressee[]>(
      `SELECT k.email, k.locale, m.number, c.iteration, m.appeared_at IS NULL AND m.withdrawn_at IS NULL AND m.link_until > $2 AS "isPending", p.code, v.label AS version
         FROM consultation_contact k JOIN consultation_comment m ON m.id = k.comment_id JOIN consultation c ON c.id = m.consultation_id
         JOIN package_version v ON v.id = c.package_version_id JOIN package p ON p.id = v.package_id
        WHERE k.comment_id = $1`,
      [commentId, ctx.now],
    );
    return row ?? null;
  }
}
