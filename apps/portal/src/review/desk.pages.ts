import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Ctx } from '#platform';
import { ClockService, DeskQueries, ReviewQueries, StandingQueries, SynthesisQueries } from '#review';
import { AcquiredPanel } from '../candidatures/acquired-panel.js';
import { Access } from '../http/access.js';
import { Context, WithoutTransaction } from '../http/context.js';
import { EvidenceFiles } from '../http/evidence-files.js';
import { formOf } from '../http/forms.js';
import { type Page, page, type Redirect, redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { deskView, isLeft } from './desk.view.js';
import { orDeclare } from './opened.js';
import { deskAddress } from './words.view.js';

/** The way into the desk. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
@Controller('/agence/candidatures/:id')
export class DeskEntryPages {
  constructor(
    private readonly standings: StandingQueries,
    private readonly syntheses: SynthesisQueries,
  ) {}

  /** Opens the first requirement that waits for a verdict. */
  @Get('evaluation')
  async open(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    return orDeclare(id, async () => {
      await this.standings.open(ctx, id);
      const { answers } = await this.syntheses.board(ctx, id);
      const first = answers.find(isLeft) ?? answers[0];
      return redirect(first ? deskAddress(id, `/evaluation/${first.requirementId}`) : deskAddress(id, '/synthese'));
    });
  }
}

/** The desk of a reviewer: one requirement, its evidence, the verdict, the two channels. */
@Access('agency_officer', 'verifier', 'lead', 'decider', 'commission_member')
@Controller('/agence/candidatures/:id')
export class DeskPages {
  constructor(
    private readonly desk: DeskQueries,
    private readonly clock: ClockService,
    private readonly acquired: AcquiredPanel,
  ) {}

  @Get('evaluation/:requirementId')
  async show(
    @Context() ctx: Ctx,
    @Req() request: PortalRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Page | Redirect> {
    return orDeclare(id, async () => {
      const facts = await this.desk.read(ctx, id, requirementId);
      const onlyLeft = new URLSearchParams(request.url.split('?')[1]).get('vue') === 'a-voir';
      const view = deskView({
        ...facts,
        clock: await this.clock.read(ctx, id),
        onlyLeft,
        form: formOf({ reason: facts.verdicts[0]?.reason ?? '' }, request.known.flash),
      });
      const { summary, requirement } = facts;
      const recheck = deskAddress(id, `/evaluation/${requirementId}/equivalence/verification`);
      const acquired = await this.acquired.ofAgency(ctx, recheck, facts.requirement);
      return page('review/desk', { ...view, acquired }, { title: `${requirement.number} – ${summary.number}`, layout: 'desk' });
    });
  }
}

/** The files of evidence, as those who review a candidature download them. */
@Access('verifier', 'lead', 'decider')
@Controller('/agence/candidatures/:id')
export class DeskFiles {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly files: EvidenceFiles,
  ) {}

  @Get('preuves/:versionId/fichier')
  @WithoutTransaction()
  async download(
    @Req() request: PortalRequest,
    @Res() reply: FastifyReply,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
  ): Promise<void> {
    await this.files.send(request, reply, (ctx) => this.queries.file(ctx, id, versionId));
  }
}
