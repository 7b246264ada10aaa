import { mustSee, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Approval, Solution, SolutionVersion } from './solution.entity.js';
import { solutionPolicy, visibleSolutions } from './solution.policy.js';
import { compareVersions } from './version-order.rules.js';

/** A product with its versions, newest first, and their approvals. */
export interface SolutionSheet {
  readonly solution: Solution;
  readonly versions: readonly SolutionVersion[];
  readonly approvals: readonly Approval[];
}

/** A version with the product it belongs to. */
export interface VersionOfSolution {
  readonly solution: Solution;
  readonly version: SolutionVersion;
}

/** Reads products, versions and approvals. */
@Injectable()
export class SolutionQueries {
  /** The products the actor sees, by name, each with its versions. */
  async list(ctx: Ctx): Promise<SolutionSheet[]> {
    const owner = visibleSolutions(ctx.actor);
    if (owner === null) return [];
    const solutions = await ctx.tx
      .createQueryBuilder(Solution, 'solution')
      .where(owner === 'all' ? 'true' : 'solution.organisation_id = :owner', { owner })
      .orderBy('solution.name COLLATE "fr-x-icu"')
      .addOrderBy('solution.id')
      .limit(200)
      .getMany();
    return this.sheets(ctx, solutions);
  }

  /** One product with its versions and approvals, or 404. */
  async sheet(ctx: Ctx, id: string): Promise<SolutionSheet> {
    const solution = mustSee(ctx.actor, solutionPolicy.see, await ctx.tx.findOneBy(Solution, { id }));
    const [sheet] = await this.sheets(ctx, [solution]);
    return sheet;
  }

  /** A version and its product, or 404. */
  async version(ctx: Ctx, id: string): Promise<VersionOfSolution> {
    const version = mustSee(ctx.actor, solutionPolicy.see, await ctx.tx.findOneBy(SolutionVersion, { id }));
    return { version, solution: await ctx.tx.findOneByOrFail(Solution, { id: version.solutionId }) };
  }

  /** The approvals of a version. */
  approvals(ctx: Ctx, solutionVersionId: string): Promise<Approval[]> {
    return ctx.tx.find(Approval, { where: { solutionVersionId }, order: { kind: 'ASC', recordedAt: 'ASC' } });
  }

  private async sheets(ctx: Ctx, solutions: readonly Solution[]): Promise<SolutionSheet[]> {
    const versions = await ctx.tx.findBy(SolutionVersion, { solutionId: In(solutions.map(({ id }) => id)) });
    const approvals = await ctx.tx.find(Approval, {
      where: { solutionVersionId: In(versions.map(({ id }) => id)) },
      order: { kind: 'ASC', recordedAt: 'ASC' },
    });
    return solutions.map((solution) => {
      const own = versions.filter(({ solutionId }) => solutionId === solution.id).sort((a, b) => compareVersions(b.label, a.label));
      const ids = new Set(own.map(({ id }) => id));
      return { solution, versions: own, approvals: approvals.filter(({ solutionVersionId }) => ids.has(solutionVersionId)) };
    });
  }
}
