import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Ctx } from '#platform';
import { ReaffirmInput, ReaffirmService, ReviewQueries, StandingQueries, type EarlierVerdict } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';

/** A verdict given on an older version of the criteria, on an answer that was carried over and not judged since. */
export class EarlierVerdictView {
  id: string;
  requirementId: string;
  /** Printed number in the present version. */
  number: string;
  chapterId: string;
  outcome: string;
  reason: string | null;
  /** Instant, ISO 8601. */
  at: string;
  /** Version it was given on, with the hash of its content. */
  version: string;
  contentHash: string;
  /** Nothing it rested on has changed: it may be given again. */
  isUnchanged: boolean;
}

/** How many verdicts were given again. */
export class ReaffirmedView {
  verdicts: number;
}

/** Verdicts of an older version of the criteria: information, and the way to give them again. */
@ApiTags('review')
@Access('verifier', 'lead')
@Controller('/api/v1/candidatures/:id/review')
export class CarriedApi {
  constructor(
    private readonly standings: StandingQueries,
    private readonly queries: ReviewQueries,
    private readonly service: ReaffirmService,
  ) {}

  /** Those on answers not judged since the application changed version. */
  @Get('earlier-verdicts')
  async earlier(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<EarlierVerdictView[]> {
    await this.standings.open(ctx, id);
    return (await this.queries.earlier(ctx, id)).map(show);
  }

  /** Gives again, in one's own name, those of a chapter that rest on nothing changed. */
  @Post('chapters/:chapterId/verdicts')
  async reaffirm(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('chapterId', ParseUUIDPipe) chapterId: string,
    @Body() { verdicts }: ReaffirmInput,
  ): Promise<ReaffirmedView> {
    return { verdicts: await this.service.reaffirm(ctx, id, chapterId, verdicts) };
  }
}

function show(verdict: EarlierVerdict): EarlierVerdictView {
  const { verdictId: id, requirementId, number, chapterId, outcome, reason, at, versionLabel: version, contentHash, isUnchanged } = verdict;
  return { id, requirementId, number, chapterId, outcome, reason, at: at.toISOString(), version, contentHash, isUnchanged };
}
