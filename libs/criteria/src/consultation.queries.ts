import { mustSee, refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { AnswerTarget } from './consultation-answers.service.js';
import { standingOf } from './consultation-gate.queries.js';
import { Consultation, type ConsultationAnswer, type ConsultationComment, type ConsultationSubject } from './consultation.entity.js';
import { consultationPolicy } from './consultation.policy.js';
import { answersTo, fateOf, figuresOf, type CommentFate, type ConsultationFigures } from './consultation.rules.js';
import type { PackageContent } from './package-content.rules.js';
import { PackageVersion } from './package.entity.js';
import { isPublic, type PackageStatus } from './package.lifecycle.js';

/** One opening, without its text. */
export type ConsultationRound = Pick<
  Consultation,
  'id' | 'iteration' | 'opensAt' | 'closesAt' | 'closedAt' | 'closeReason' | 'contentHash'
>;

/** A version that is, or was, in consultation; `rounds` oldest first. */
export interface ConsultedVersion {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly status: PackageStatus;
  readonly rounds: readonly ConsultationRound[];
}

/** An answer as it stands under a comment. */
export type AnswerLine = Pick<
  ConsultationAnswer,
  'id' | 'commentId' | 'subjectId' | 'disposition' | 'body' | 'version' | 'authorId' | 'savedAt' | 'publishedAt'
>;

/** A comment as it is shown; its words are null to whoever may not read them. */
export interface CommentLine extends Pick<
  ConsultationComment,
  'id' | 'sectionKey' | 'requirementKey' | 'kind' | 'language' | 'author' | 'authorKind' | 'hiddenReason' | 'subjectId'
> {
  readonly number: number;
  readonly appearedAt: Date;
  readonly fate: CommentFate;
  readonly isMine: boolean;
  readonly body: string | null;
  readonly proposal: string | null;
  /** Published answers that hold for it, oldest first: the last is in force. */
  readonly answers: readonly AnswerLine[];
}

/** One opening with its text, its comments by number, its groups and its draft answers (for the agency). */
export interface ConsultationBook {
  readonly consultation: Consultation;
  readonly comments: readonly CommentLine[];
  readonly subjects: readonly ConsultationSubject[];
  readonly drafts: readonly AnswerLine[];
  readonly figures: ConsultationFigures;
}

/** What the page of a version says of its consultation: the latest opening, and how many contributions all hold. */
export interface ConsultationNotice extends ConsultationRound {
  readonly contributions: number;
}

const roundColumns = `c.id, c.iteration, c.opens_at AS "opensAt", c.closes_at AS "closesAt", c.closed_at AS "closedAt",
  c.close_reason AS "closeReason", c.content_hash AS "contentHash"`;

/** Reads consultations: a consultation that was announced is public for ever, whatever became of the draft. */
@Injectable()
export class ConsultationQueries {
  /** A version by code and label with its openings, or 404 when it never had any. */
  async of(ctx: Ctx, code: string, label: string): Promise<ConsultedVersion> {
    const found = await this.version(ctx, 'p.code = $1 AND v.label = $2', [code, label]);
    return mustSee(ctx.actor, (_, { rounds }) => rounds.length > 0, found);
  }

  /** A version by id, for the agency, whether or not it was ever opened; 404 for others. */
  async ofVersion(ctx: Ctx, id: string): Promise<ConsultedVersion> {
    const found = await this.version(ctx, 'v.id = $1', [id]);
    return mustSee(ctx.actor, (actor) => consultationPolicy.work(actor, { accountId: null }), found);
  }

  /** One opening of a version, the latest unless told, with all that was said; 404 when there is none. */
  async book(ctx: Ctx, { rounds }: ConsultedVersion, iteration?: number): Promise<ConsultationBook> {
    const round = iteration === undefined ? rounds.at(-1) : rounds.find((one) => one.iteration === iteration);
    const found = round === undefined ? null : await ctx.tx.findOneBy(Consultation, { id: round.id });
    const consultation = mustSee(ctx.actor, (actor) => consultationPolicy.read(actor, { accountId: null }), found);
    const answers = await this.answers(ctx, consultation.id);
    const comments = await this.comments(ctx, consultation.id, answers);
    const subjects = await ctx.tx.query<ConsultationSubject[]>(
      `SELECT s.id, s.consultation_id AS "consultationId", s.label FROM consultation_subject s
        WHERE s.consultation_id = $1 AND EXISTS (SELECT FROM consultation_comment m WHERE m.subject_id = s.id) ORDER BY s.created_at, s.id`,
      [consultation.id],
    );
    const drafts = answers.filter(({ publishedAt }) => publishedAt === null);
    const figures = figuresOf(comments.map(({ fate, answers: given }) => ({ fate, isAnswered: given.length > 0 })));
    return { consultation, comments, subjects, drafts, figures };
  }

  /** Every opening of a version with all that was said, oldest first: for exports. */
  async books(ctx: Ctx, version: ConsultedVersion): Promise<ConsultationBook[]> {
    const books: ConsultationBook[] = [];
    for (const { iteration } of version.rounds) books.push(await this.book(ctx, version, iteration));
    return books;
  }

  /** In which opening of a version a comment or a group stands; 404 when it stands in none. */
  async iterationOf(ctx: Ctx, versionId: string, target: AnswerTarget): Promise<number> {
    const [table, id] = 'commentId' in target ? ['consultation_comment', target.commentId] : ['consultation_subject', target.subjectId];
    const [row] = await ctx.tx.query<{ iteration: number }[]>(
      `SELECT c.iteration FROM ${table} one JOIN consultation c ON c.id = one.consultation_id WHERE one.id = $1 AND c.package_version_id = $2`,
      [id, versionId],
    );
    if (row === undefined) throw refuse.notFound('not-found');
    return row.iteration;
  }

  /** The published text of a version; null before its publication. */
  async published(ctx: Ctx, { id, status }: ConsultedVersion): Promise<PackageContent | null> {
    if (!isPublic(status)) return null;
    const { content } = await ctx.tx.findOneByOrFail(PackageVersion, { id });
    return content;
  }

  /** What the page of a version says of its consultation; null when it never had any. */
  async notice(ctx: Ctx, versionId: string): Promise<ConsultationNotice | null> {
    const [row] = await ctx.tx.query<ConsultationNotice[]>(
      `SELECT ${roundColumns},
              (SELECT count(*)::integer FROM consultation_comment m JOIN consultation o ON o.id = m.consultation_id
                WHERE o.package_version_id = c.package_version_id
                  AND m.appeared_at IS NOT NULL AND m.withdrawn_at IS NULL AND m.hidden_at IS NULL) AS contributions
         FROM consultation c WHERE c.package_version_id = $1 ORDER BY c.iteration DESC LIMIT 1`,
      [versionId],
    );
    return row ?? null;
  }

  /** How many comments on a version are shown without a published answer: they keep it from being published. */
  async unanswered(ctx: Ctx, versionId: string): Promise<number> {
    return (await standingOf(ctx, versionId)).unanswered;
  }

  private async version(ctx: Ctx, where: string, params: readonly string[]): Promise<ConsultedVersion | null> {
    const [row] = await ctx.tx.query<Omit<ConsultedVersion, 'rounds'>[]>(
      `SELECT v.id, p.code, v.label, v.status FROM package_version v JOIN package p ON p.id = v.package_id WHERE ${where}`,
      [...params],
    );
    if (row === undefined) return null;
    const rounds = await ctx.tx.query<ConsultationRound[]>(
      `SELECT ${roundColumns} FROM consultation c WHERE c.package_version_id = $1 ORDER BY c.iteration`,
      [row.id],
    );
    return { ...row, rounds };
  }

  private answers(ctx: Ctx, consultationId: string): Promise<AnswerLine[]> {
    return ctx.tx.query<AnswerLine[]>(
      `SELECT a.id, a.comment_id AS "commentId", a.subject_id AS "subjectId", a.disposition, a.body, a.version, a.author_id AS "authorId", a.saved_at AS "savedAt",
              a.published_at AS "publishedAt"
         FROM consultation_answer a WHERE a.consultation_id = $1 ORDER BY a.published_at, a.id`,
      [consultationId],
    );
  }

  private async comments(ctx: Ctx, consultationId: string, answers: readonly AnswerLine[]): Promise<CommentLine[]> {
    const rows = await ctx.tx.query<(Omit<CommentLine, 'fate' | 'answers'> & { hiddenAt: Date | null })[]>(
      `SELECT m.id, m.number, m.section_key AS "sectionKey", m.requirement_key AS "requirementKey", m.kind, m.language, m.author,
              m.author_kind AS "authorKind", m.appeared_at AS "appearedAt", m.hidden_at AS "hiddenAt", m.hidden_reason AS "hiddenReason",
              m.subject_id AS "subjectId", coalesce(m.account_id = $2, false) AS "isMine", t.body, t.proposal
         FROM consultation_comment m LEFT JOIN consultation_text t ON t.comment_id = m.id
        WHERE m.consultation_id = $1 AND m.appeared_at IS NOT NULL AND m.withdrawn_at IS NULL ORDER BY m.number`,
      [consultationId, ctx.actor.accountId],
    );
    const given = new Map<string | null, AnswerLine[]>();
    for (const answer of answers) {
      const owner = answer.commentId ?? answer.subjectId;
      given.set(owner, [...(given.get(owner) ?? []), answer]);
    }
    return rows.map(({ hiddenAt, ...row }) => ({
      ...row,
      fate: fateOf({ appearedAt: row.appearedAt, withdrawnAt: null, hiddenAt }),
      answers: answersTo(row, [...(given.get(row.id) ?? []), ...(given.get(row.subjectId) ?? [])]),
    }));
  }
}
