import { Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { Ctx } from '#platform';
import { StandingQueries } from '#review';
import { AcquiredPanel } from '../candidatures/acquired-panel.js';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { redirect, type Redirect } from '../http/page.js';
import { deskAddress } from './words.view.js';

/** The agency checks again a result acquired by equivalence. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
@Controller('/agence/candidatures/:id/evaluation/:requirementId/equivalence')
export class DeskAcquiredPages {
  constructor(
    private readonly standings: StandingQueries,
    private readonly panel: AcquiredPanel,
  ) {}

  @Post('verification')
  async recheck(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Redirect> {
    await this.standings.open(ctx, id);
    return redirect(deskAddress(id, `/evaluation/${requirementId}`), await this.panel.recheck(ctx, id, requirementId));
  }
}
