import { Injectable } from '@nestjs/common';
import { LineageQueries, PackagesQueries, type PackageVersion, type VersionSummary } from '#criteria';
import { refuse, type Ctx } from '#platform';

/** What a reader asks to compare: a label of the package of the address, or `CODE/LABEL`. */
export interface Asked {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The versions to compare, and those one may choose from; `from` is null where there is nothing before `to`. */
export interface Compared {
  readonly from: PackageVersion | null;
  readonly to: PackageVersion;
  readonly choices: readonly VersionSummary[];
}

/** Finds the two versions of a difference among those the reader may see. */
@Injectable()
export class ComparedVersions {
  constructor(
    private readonly packages: PackagesQueries,
    private readonly lineage: LineageQueries,
  ) {}

  /** Both versions: by default the latest of the package, and the one before it. */
  async find(ctx: Ctx, code: string, asked: Asked): Promise<Compared> {
    const choices = await this.packages.list(ctx);
    const latest = choices.find((one) => one.code === code);
    if (latest === undefined) throw refuse.notFound('not-found');
    const to = await this.named(ctx, code, asked.to ?? latest.label);
    if (asked.from !== undefined) return { choices, to, from: await this.named(ctx, code, asked.from) };
    const before = await this.lineage.previous(ctx, to);
    return { choices, to, from: before === null ? null : await this.named(ctx, to.content.code, before) };
  }

  private named(ctx: Ctx, code: string, name: string): Promise<PackageVersion> {
    const at = name.indexOf('/');
    return this.packages.byCode(ctx, at < 0 ? code : name.slice(0, at), name.slice(at + 1));
  }
}
