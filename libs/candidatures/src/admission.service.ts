import { newId, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { Answer, Chapter } from './answer.entity.js';
import { Admission, type Candidature } from './candidature.entity.js';
import type { AdmissionInput } from './candidature.dto.js';
import { refuseCandidature } from './candidature.messages.js';
import { lockCandidature, move } from './transition.service.js';

interface SectionRow {
  readonly packageVersionId: string;
  readonly sectionKey: string;
}

interface RequirementRow {
  readonly id: string;
  readonly packageVersionId: string;
  readonly sectionKey: string;
}

/** The admission desk: receives a file, sends it back for complements, or finds it inadmissible. */
@Injectable()
export class AdmissionService {
  /** Answers a filed candidature. Admitting opens the deposit of evidence: its chapters and answers then exist. */
  async decide(ctx: Ctx, id: string, input: AdmissionInput): Promise<Candidature> {
    const candidature = await lockCandidature(ctx, id);
    const { outcome } = input;
    if (outcome !== 'admit' && input.reason === undefined) throw refuseCandidature.invalid('candidature.reason-missing');
    const change = outcome === 'admit' ? { admissibleAt: ctx.now } : {};
    const moved = await move(ctx, candidature, outcome, { change });
    await ctx.tx.insert(Admission, {
      id: newId(),
      candidatureId: id,
      organisationId: candidature.organisationId,
      outcome,
      reason: input.reason ?? null,
      accountId: ctx.actor.accountId,
      at: ctx.now,
    });
    if (outcome === 'admit') {
      await openChapters(ctx, candidature);
      await openAnswers(ctx, candidature);
    }
    return moved;
  }
}

/** One chapter per section of the pinned packages that holds a current requirement, in printed order. */
async function openChapters(ctx: Ctx, { id, organisationId }: Candidature): Promise<void> {
  const sections = await ctx.tx.query<SectionRow[]>(
    `SELECT pinned.package_version_id AS "packageVersionId", section->>'key' AS "sectionKey"
     FROM candidature_pin pinned JOIN package_version ON package_version.id = pinned.package_version_id
     JOIN package ON package.id = package_version.package_id
     CROSS JOIN LATERAL jsonb_array_elements(package_version.content->'sections') WITH ORDINALITY AS printed (section, position)
     WHERE pinned.candidature_id = $1 AND EXISTS (SELECT FROM requirement WHERE requirement.package_version_id = package_version.id
       AND requirement.section_key = section->>'key' AND requirement.life = 'current')
     ORDER BY package.code, printed.position`,
    [id],
  );
  const owner = { candidatureId: id, organisationId };
  const rows = sections.map((section, index) => ({
    id: newId(),
    ...owner,
    ...section,
    position: index + 1,
    status: 'to_do' as const,
    updatedAt: ctx.now,
  }));
  if (rows.length > 0) await ctx.tx.insert(Chapter, rows);
}

/**
 * One empty answer per requirement that applies today and has none: general ones, and those whose question was answered yes.
 * @returns the chapters that gained a requirement.
 */
export async function openAnswers(ctx: Ctx, { id, organisationId }: Pick<Candidature, 'id' | 'organisationId'>): Promise<Set<string>> {
  const requirements = await ctx.tx.query<RequirementRow[]>(
    `SELECT requirement.id, requirement.package_version_id AS "packageVersionId", requirement.section_key AS "sectionKey"
     FROM candidature_pin pinned
     JOIN requirement ON requirement.package_version_id = pinned.package_version_id AND requirement.life = 'current'
     LEFT JOIN profile_answer ON profile_answer.candidature_id = pinned.candidature_id AND profile_answer.profile_key = requirement.profile_key
     WHERE pinned.candidature_id = $1 AND (requirement.profile_key IS NULL OR profile_answer.answer)
       AND NOT EXISTS (SELECT FROM answer WHERE answer.candidature_id = $1 AND answer.requirement_id = requirement.id)
     ORDER BY requirement.position`,
    [id],
  );
  if (requirements.length === 0) return new Set();
  const chapters = await ctx.tx.findBy(Chapter, { candidatureId: id });
  const place = (versionId: string, section: string): string => `${versionId} ${section}`;
  const chapterAt = new Map(chapters.map((chapter) => [place(chapter.packageVersionId, chapter.sectionKey), chapter.id]));
  const rows = requirements.flatMap(({ id: requirementId, packageVersionId, sectionKey }) => {
    const chapterId = chapterAt.get(place(packageVersionId, sectionKey));
    return chapterId === undefined
      ? []
      : [{ id: newId(), candidatureId: id, organisationId, chapterId, requirementId, updatedAt: ctx.now }];
  });
  await ctx.tx.insert(Answer, rows);
  return new Set(rows.map(({ chapterId }) => chapterId));
}
