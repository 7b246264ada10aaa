import { Injectable } from '@nestjs/common';
import { type Ctx, refuse } from '#platform';
import { Certificate, CertificateIssue, CertificateStatusEntry, StatusListRecord } from './certificate.entity.js';
import type { CertificateStatus } from './certificate.lifecycle.js';
import type { CertificateFacts } from './certificate.rules.js';
import { presentation } from './credential.rules.js';
import type { Issuer } from './issuer.rules.js';
import { type AsOf, publishedOn, type RegisterGround, statusAsOf } from './register.rules.js';
import { statusListName } from './status-list.rules.js';

/** One certificate as the register shows it at a moment. */
export interface RegisterEntry {
  readonly id: string;
  readonly number: string;
  readonly facts: CertificateFacts;
  readonly issuer: Issuer;
  readonly fingerprint: string;
  readonly solutionVersionId: string;
  readonly organisationId: string;
  readonly callId: string;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** Status that holds, the end of validity included. */
  readonly status: CertificateStatus;
  /** The act that gives it: when it was decided, from when it holds, on what ground. */
  readonly decidedAt: Date;
  readonly effectiveFrom: Date;
  readonly ground: RegisterGround;
  readonly actNumber: string;
  /** False while the PDF and the credential are being made. */
  readonly isIssued: boolean;
}

/** One public line of the register: what was decided, without its motive nor who decided. */
export type PublicLine = Pick<
  CertificateStatusEntry,
  'position' | 'status' | 'action' | 'decidedAt' | 'effectiveFrom' | 'ground' | 'actNumber'
>;

/** A certificate with its history, and what was issued. */
export interface RegisterPage {
  readonly entry: RegisterEntry;
  /** The newest first. */
  readonly lines: readonly PublicLine[];
  readonly issue: Pick<CertificateIssue, 'pdfSha256' | 'kid' | 'chromium' | 'fonts' | 'issuedAt'> | null;
}

/** What to list, and where to start. */
export interface RegisterSearch {
  readonly asOf?: AsOf;
  /** Id of the last entry of the page before. */
  readonly after?: string;
  readonly limit?: number;
  readonly solutionVersionIds?: readonly string[];
}

/** An act as the front page tells it. */
export interface RegisterAct extends PublicLine {
  readonly number: string;
  readonly facts: CertificateFacts;
}

interface EntryRow extends Omit<RegisterEntry, 'status'> {
  readonly status: CertificateStatus;
  readonly position: number;
}

const columns = `c.id, c.number, c.facts, c.issuer, c.fingerprint, c.solution_version_id AS "solutionVersionId",
  c.organisation_id AS "organisationId", c.call_id AS "callId", c.valid_from AS "validFrom", c.valid_until AS "validUntil",
  line.status, line.position, line.decided_at AS "decidedAt", line.effective_from AS "effectiveFrom", line.ground, line.act_number AS "actNumber",
  EXISTS (SELECT FROM certificate_issue i WHERE i.certificate_id = c.id) AS "isIssued"`;

/** The line that holds, as `lineAsOf` reads it. `$1` in force on, `$2` known by. */
const holding = `JOIN LATERAL (SELECT s.* FROM certificate_status s
    WHERE s.certificate_id = c.id AND s.effective_from <= $1 AND s.decided_at <= $2 ORDER BY s.position DESC LIMIT 1) line ON true`;

/** Reads of the public register; a certificate that was never published does not exist here. */
@Injectable()
export class RegisterQueries {
  /** The register at a moment, the newest certificate first. */
  async list(
    ctx: Ctx,
    { asOf = publishedOn(ctx.now), after, limit = 50, solutionVersionIds }: RegisterSearch = {},
  ): Promise<RegisterEntry[]> {
    const rows = await ctx.tx.query<EntryRow[]>(
      `SELECT ${columns} FROM certificate c ${holding}
        WHERE ($3::uuid IS NULL OR c.id < $3) AND ($4::uuid[] IS NULL OR c.solution_version_id = ANY ($4))
        ORDER BY c.id DESC LIMIT $5`,
      [asOf.on, asOf.known, after ?? null, solutionVersionIds ?? null, limit],
    );
    return rows.map((row) => shown(row, asOf));
  }

  /** A certificate by its number at a moment, or 404; its history stops at what was known then. */
  async byNumber(ctx: Ctx, number: string, asOf: AsOf = publishedOn(ctx.now)): Promise<RegisterPage> {
    const [row] = await ctx.tx.query<(EntryRow | undefined)[]>(`SELECT ${columns} FROM certificate c ${holding} WHERE c.number = $3`, [
      asOf.on,
      asOf.known,
      number,
    ]);
    if (row === undefined) throw refuse.notFound('not-found');
    const lines = await ctx.tx.query<PublicLine[]>(
      `SELECT s.position, s.status, s.action, s.decided_at AS "decidedAt", s.effective_from AS "effectiveFrom", s.ground, s.act_number AS "actNumber"
         FROM certificate_status s WHERE s.certificate_id = $1 AND s.decided_at <= $2 ORDER BY s.position DESC`,
      [row.id, asOf.known],
    );
    const issue = await ctx.tx.findOne(CertificateIssue, {
      where: { certificateId: row.id },
      select: { certificateId: true, pdfSha256: true, kid: true, chromium: true, fonts: true, issuedAt: true },
    });
    return { entry: shown(row, asOf), lines, issue };
  }

  /** The last acts, the newest first. */
  lastActs(ctx: Ctx, limit = 10): Promise<RegisterAct[]> {
    return ctx.tx.query(
      `SELECT c.number, c.facts, s.position, s.status, s.action, s.decided_at AS "decidedAt", s.effective_from AS "effectiveFrom", s.ground,
              s.act_number AS "actNumber"
         FROM certificate_status s JOIN certificate c ON c.id = s.certificate_id
        ORDER BY s.decided_at DESC, s.certificate_id DESC, s.position DESC LIMIT $1`,
      [limit],
    );
  }

  /** What was issued for a published certificate, PDF included, or 404 while it is being made. */
  async issued(ctx: Ctx, number: string): Promise<CertificateIssue> {
    const { entry } = await this.byNumber(ctx, number);
    const issue = await ctx.tx.findOneBy(CertificateIssue, { certificateId: entry.id });
    if (issue === null) throw refuse.notFound('not-found');
    return issue;
  }

  /** A published status list by name (`revocation-1`), as a signed token, or 404. */
  async statusList(ctx: Ctx, name: string): Promise<StatusListRecord> {
    const lists = await ctx.tx.find(StatusListRecord);
    const found = lists.find(({ purpose, list }) => statusListName(purpose, list) === name);
    if (found === undefined) throw refuse.notFound('not-found');
    return found;
  }

  /** Every published status list in one file, to check without network; null before the first. */
  async statusLists(ctx: Ctx): Promise<string | null> {
    const lists = await ctx.tx.find(StatusListRecord, { order: { list: 'ASC', purpose: 'ASC' } });
    if (lists.length === 0) return null;
    return presentation(lists.map(({ credential }) => credential));
  }

  /** A certificate by id, published or not: for the jobs and the rooms that build on it. */
  async certificate(ctx: Ctx, id: string): Promise<{ readonly certificate: Certificate; readonly isIssued: boolean }> {
    const certificate = await ctx.tx.findOneBy(Certificate, { id });
    if (certificate === null) throw refuse.notFound('not-found');
    return { certificate, isIssued: await ctx.tx.existsBy(CertificateIssue, { certificateId: id }) };
  }
}

function shown({ position, ...row }: EntryRow, asOf: AsOf): RegisterEntry {
  const status = statusAsOf([{ ...row, position }], row.validUntil, asOf);
  return { ...row, status: status ?? row.status };
}
