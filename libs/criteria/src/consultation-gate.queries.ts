import type { Ctx } from '#platform';
import { Consultation } from './consultation.entity.js';
import { consultationMessages, refuseConsultation } from './consultation.messages.js';
import type { PackageVersion } from './package.entity.js';
import type { PackageAction } from './package.lifecycle.js';

/** Where the consultations of a version stand. */
interface Standing {
  /** One is announced or open. */
  readonly isLive: boolean;
  /** Comments shown without a published answer. */
  readonly unanswered: number;
}

/**
 * What consultations say of an action on a version: it enters consultation with dates, leaves it when they are past, and is published
 * once every comment shown has its answer. Refuses (409). The version is locked by the caller.
 */
export async function heedConsultations(ctx: Ctx, version: Pick<PackageVersion, 'id'>, action: PackageAction): Promise<void> {
  if (action === 'amend' || action === 'close') return;
  // A comment on its way at the very end of a consultation is waited for, then counted.
  if (action === 'publish') await ctx.tx.query('SELECT 1 FROM consultation c WHERE c.package_version_id = $1 FOR UPDATE', [version.id]);
  const { isLive, unanswered } = await standingOf(ctx, version.id);
  if (action === 'consult') {
    if (!isLive) throw refuseConsultation.conflict('consultation.needs-dates');
    return;
  }
  if (isLive) throw refuseConsultation.conflict('consultation.still-open');
  if (action === 'publish' && unanswered > 0) throw refuseConsultation.conflict('consultation.unanswered', { count: unanswered });
}

/** Where the consultations of a version stand at this instant. */
export async function standingOf(ctx: Ctx, versionId: string): Promise<Standing> {
  const [row] = await ctx.tx.query<[Standing]>(
    `SELECT EXISTS (SELECT FROM consultation c WHERE c.package_version_id = $1 AND coalesce(c.closed_at, c.closes_at) > $2) AS "isLive",
            (SELECT count(*)::integer FROM consultation_comment m JOIN consultation c ON c.id = m.consultation_id
              WHERE c.package_version_id = $1 AND m.appeared_at IS NOT NULL AND m.withdrawn_at IS NULL AND m.hidden_at IS NULL
                AND NOT EXISTS (SELECT FROM consultation_answer a WHERE a.published_at IS NOT NULL AND a.comment_id = m.id)
                AND NOT EXISTS (SELECT FROM consultation_answer a WHERE a.published_at IS NOT NULL AND a.subject_id = m.subject_id)) AS unanswered`,
    [versionId, ctx.now],
  );
  return row;
}

/** A version keeps the number under which it was put to the public: comments are found under it for ever. Refuses (422) another one. */
export async function keepConsultedLabel(ctx: Ctx, versionId: string): Promise<void> {
  if (!(await ctx.tx.existsBy(Consultation, { packageVersionId: versionId }))) return;
  const text = consultationMessages['consultation.label-kept'];
  throw refuseConsultation.invalid('consultation.label-kept', {}, [{ field: '/version', code: 'consultation.label-kept', text }]);
}
