import { newId, type Ctx } from '#platform';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { PackageContent } from './package-content.rules.js';
import { ExpectedEvidence, ExpectedEvidenceRequirement, Requirement, Scenario, ScenarioRequirement } from './package.entity.js';

/** Rows written by one statement: PostgreSQL takes 65,535 values at most. */
const batch = 1000;

/** Writes the rows of a content about to be frozen, for joins; the database refuses them once it is. */
export async function saveProjection(ctx: Ctx, packageVersionId: string, content: PackageContent): Promise<void> {
  const requirementIds = new Map(content.requirements.map(({ key }) => [key, newId()]));
  const scenarioIds = new Map(content.scenarios.map(({ key }) => [key, newId()]));
  const evidenceIds = new Map(content.evidence.map(({ key }) => [key, newId()]));
  await insertRows(
    ctx,
    Requirement,
    content.requirements.map((body, position) => ({
      id: idOf(requirementIds, body.key),
      packageVersionId,
      key: body.key,
      number: body.number,
      sectionKey: body.section,
      position,
      domain: body.domain,
      profileKey: body.profile,
      obligation: body.obligation,
      criticality: body.criticality,
      naPolicy: body.naPolicy,
      life: body.life,
      body,
    })),
  );
  await insertRows(
    ctx,
    Scenario,
    content.scenarios.map((body, position) => ({
      id: idOf(scenarioIds, body.key),
      packageVersionId,
      key: body.key,
      number: body.number,
      position,
      body,
    })),
  );
  await insertRows(
    ctx,
    ScenarioRequirement,
    content.scenarios.flatMap(({ key, requirements }) =>
      requirements.map((requirement) => ({ scenarioId: idOf(scenarioIds, key), requirementId: idOf(requirementIds, requirement) })),
    ),
  );
  await insertRows(
    ctx,
    ExpectedEvidence,
    content.evidence.map((body, position) => ({
      id: idOf(evidenceIds, body.key),
      packageVersionId,
      scenarioId: body.scenario === null ? null : idOf(scenarioIds, body.scenario),
      key: body.key,
      number: body.number,
      position,
      kinds: body.kinds,
      referenceKind: body.referenceKind,
      body,
    })),
  );
  await insertRows(
    ctx,
    ExpectedEvidenceRequirement,
    content.evidence.flatMap(({ key, requirements }) =>
      requirements.map((requirement) => ({
        expectedEvidenceId: idOf(evidenceIds, key),
        requirementId: idOf(requirementIds, requirement),
      })),
    ),
  );
}

/** Writes many rows, a bounded number by statement. */
export async function insertRows<T extends ObjectLiteral>(
  ctx: Ctx,
  entity: EntityTarget<T>,
  rows: readonly ObjectLiteral[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) {
    // The mapper's type of a partial row does not accept jsonb documents; the rows are typed by their makers.
    const values = rows.slice(from, from + batch) as never;
    await ctx.tx.createQueryBuilder().insert().into(entity).values(values).updateEntity(false).execute();
  }
}

function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  // Validation has proved that references resolve.
  if (id === undefined) throw new Error(`the package refers to ${key}, which it does not hold`);
  return id;
}
