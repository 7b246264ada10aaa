import { newId, nextNumber, sha256, type Ctx } from '#platform';
import { DateTime } from 'luxon';
import type { AcquiredPath } from './acquired-result.rules.js';
import { Receipt, type Candidature } from './candidature.entity.js';
import { receiptNumber } from './file.rules.js';
import { receiptHash, type ReceiptAcquired, type ReceiptContent, type ReceiptPiece } from './receipt.rules.js';

/** Issues the receipt of a file that has just become complete: what it holds, with every SHA-256. @returns the receipt. */
export async function issueReceipt(ctx: Ctx, candidature: Candidature, completeAt: Date): Promise<Receipt> {
  const { id: candidatureId, organisationId } = candidature;
  const { zone, ...names } = await namesOf(ctx, candidatureId);
  const { year } = DateTime.fromJSDate(ctx.now, { zone });
  const acquired = await acquiredOf(ctx, candidatureId);
  const number = receiptNumber(year, await nextNumber(ctx, `receipt/${year}`));
  const content: ReceiptContent = {
    format: 1,
    number,
    candidature: candidature.number,
    ...names,
    packages: await packagesOf(ctx, candidatureId),
    completeAt: completeAt.toISOString(),
    issuedAt: ctx.now.toISOString(),
    chapters: await submissionsOf(ctx, candidatureId),
    pieces: await piecesOf(ctx, candidatureId),
    ...(acquired.length > 0 && { acquired }),
  };
  const receipt = {
    id: newId(),
    candidatureId,
    organisationId,
    number,
    content: { ...content },
    sha256: receiptHash(content),
    at: ctx.now,
  };
  await ctx.tx.insert(Receipt, receipt);
  return receipt;
}

async function namesOf(ctx: Ctx, id: string): Promise<Pick<ReceiptContent, 'vendor' | 'solution' | 'version' | 'call'> & { zone: string }> {
  const [names] = await ctx.tx.query<[Pick<ReceiptContent, 'vendor' | 'solution' | 'version' | 'call'> & { zone: string }]>(
    `SELECT organisation.name AS vendor, solution.name AS solution, solution_version.label AS version, call.code AS call, call.zone
     FROM candidature JOIN organisation ON organisation.id = candidature.organisation_id
     JOIN solution_version ON solution_version.id = candidature.solution_version_id
     JOIN solution ON solution.id = solution_version.solution_id JOIN call ON call.id = candidature.call_id
     WHERE candidature.id = $1`,
    [id],
  );
  return names;
}

function packagesOf(ctx: Ctx, id: string): Promise<ReceiptContent['packages']> {
  return ctx.tx.query(
    `SELECT package.code, package_version.label AS version, package_version.content_hash AS "contentHash"
     FROM candidature_pin pinned JOIN package_version ON package_version.id = pinned.package_version_id
     JOIN package ON package.id = package_version.package_id WHERE pinned.candidature_id = $1 ORDER BY package.code, package_version.label`,
    [id],
  );
}

async function submissionsOf(ctx: Ctx, id: string): Promise<ReceiptContent['chapters']> {
  const rows = await ctx.tx.query<{ section: string; round: number; submittedAt: Date; answersHash: string }[]>(
    `SELECT DISTINCT ON (chapter.position) chapter.section_key AS section, submission.round, submission.submitted_at AS "submittedAt",
            submission.answers_hash AS "answersHash"
     FROM chapter JOIN chapter_submission submission ON submission.chapter_id = chapter.id
     WHERE chapter.candidature_id = $1 ORDER BY chapter.position, submission.round DESC`,
    [id],
  );
  return rows.map((row) => ({ ...row, submittedAt: row.submittedAt.toISOString() }));
}

async function acquiredOf(ctx: Ctx, id: string): Promise<ReceiptAcquired[]> {
  const rows = await ctx.tx.query<{ requirement: string; path: AcquiredPath; acquiredAt: Date }[]>(
    `SELECT requirement.number AS requirement, acquired_result.path, acquired_result.acquired_at AS "acquiredAt"
     FROM acquired_result JOIN requirement ON requirement.id = acquired_result.requirement_id
     JOIN answer ON answer.id = acquired_result.answer_id
     WHERE acquired_result.candidature_id = $1 AND acquired_result.lapsed_at IS NULL AND answer.is_applicable
     ORDER BY requirement.position, requirement.id`,
    [id],
  );
  return rows.map(({ requirement, path, acquiredAt }) => ({
    requirement,
    origins: path.origins.map(({ number, package: code, version, certificate }) => ({
      requirement: number,
      package: code,
      version,
      certificate,
    })),
    acquiredAt: acquiredAt.toISOString(),
  }));
}

interface PieceRow extends Omit<ReceiptPiece, 'receivedAt' | 'sha256' | 'size'> {
  readonly size: string | null;
  readonly receivedAt: Date;
  readonly sha256: string | null;
  readonly reference: string | null;
}

async function piecesOf(ctx: Ctx, id: string): Promise<ReceiptPiece[]> {
  const rows = await ctx.tx.query<PieceRow[]>(
    `SELECT array_agg(DISTINCT requirement.number ORDER BY requirement.number) AS requirements, item.title, version.file_name AS "fileName",
            version.size, version.number AS version, version.sha256, version.reference->>'value' AS reference, version.received_at AS "receivedAt"
     FROM answer JOIN requirement ON requirement.id = answer.requirement_id
     JOIN answer_evidence attached ON attached.answer_id = answer.id AND attached.detached_at IS NULL
     JOIN evidence_version version ON version.id = attached.evidence_version_id JOIN evidence_item item ON item.id = version.item_id
     WHERE answer.candidature_id = $1 AND answer.is_applicable
       AND (version.status IN ('clean', 'unscanned') OR (version.reference IS NOT NULL AND version.status = 'received'))
     GROUP BY item.id, version.id ORDER BY version.received_at, version.id`,
    [id],
  );
  return rows.map(({ reference, size, ...piece }) => ({
    ...piece,
    size: size === null ? null : Number(size),
    sha256: piece.sha256 ?? sha256(reference ?? ''),
    receivedAt: piece.receivedAt.toISOString(),
  }));
}
