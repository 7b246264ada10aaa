import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DecisionQueries,
  DecisionsService,
  DelegationsService,
  type Dossier,
  GrantDelegation,
  ProposeDecision,
  TakeDecision,
} from '#decisions';
import type { Ctx } from '#platform';
import { StandingQueries } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { decisionPageJson, DecisionJson, proposalJson, ProposalJson } from './decisions-api.view.js';
import { PageQuery } from './paging.dto.js';

/** Proposals, decisions and delegations of signature. */
@ApiTags('decisions')
@Controller('/api/v1')
export class DecisionApi {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly queries: DecisionQueries,
    private readonly delegations: DelegationsService,
    private readonly doors: StandingQueries,
  ) {}

  /** Decisions one may read, the newest first: one's own organisation's, or all for the agency. */
  @Get('decisions')
  @Access('signed-in')
  async list(@Context() ctx: Ctx, @Query() { after }: PageQuery): Promise<DecisionJson[]> {
    return (await this.queries.listWithSequel(ctx, { after })).map(decisionPageJson);
  }

  /** One decision. */
  @Get('decisions/:id')
  @Access('signed-in')
  async show(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<DecisionJson> {
    return decisionPageJson(await this.queries.byId(ctx, id));
  }

  /** The file it was taken on: the SHA-256 of its RFC 8785 text is `dossierHash`. */
  @Get('decisions/:id/dossier')
  @Access('signed-in')
  async dossier(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<Dossier> {
    return (await this.queries.byId(ctx, id)).decision.dossier;
  }

  /** The proposal that waits for a decider, if any. */
  @Get('candidatures/:id/proposal')
  @Access('lead', 'decider')
  async waiting(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ProposalJson | null> {
    await this.doors.open(ctx, id);
    const proposal = await this.queries.waitingOn(ctx, id);
    return proposal && proposalJson(proposal);
  }

  /** Proposes how a reviewed candidature ends. */
  @Post('candidatures/:id/proposal')
  @Access('lead')
  async propose(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: ProposeDecision): Promise<ProposalJson> {
    await this.doors.open(ctx, id);
    return proposalJson(await this.decisions.propose(ctx, id, input));
  }

  /** Confirms the proposal that was read, or postpones. */
  @Post('candidatures/:id/decision')
  @Access('decider')
  async take(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() input: TakeDecision): Promise<DecisionJson> {
    await this.doors.open(ctx, id);
    const decision = await this.decisions.take(ctx, id, input);
    return decisionPageJson(await this.queries.byId(ctx, decision.id));
  }

  /** Records a delegation of signature. */
  @Post('delegations')
  @Access('operator')
  async delegate(@Context() ctx: Ctx, @Body() input: GrantDelegation): Promise<{ id: string }> {
    return { id: (await this.delegations.grant(ctx, input)).id };
  }

  /** Ends a delegation of signature. */
  @Delete('delegations/:id')
  @Access('operator')
  @HttpCode(204)
  async endDelegation(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.delegations.end(ctx, id);
  }
}
