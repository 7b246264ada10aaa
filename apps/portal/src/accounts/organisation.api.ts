import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  InvitationInput,
  type InvitationLine,
  type MemberLine,
  MembersService,
  OrganisationInput,
  OrganisationsQueries,
  type OrganisationSheet,
  OrganisationsService,
  RequestAnswerInput,
  type RequestLine,
} from '#accounts';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';

/** Organisations and their people, over JSON. */
@ApiTags('organisations')
@Controller('api/v1')
@Access('signed-in')
export class OrganisationApi {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly members: MembersService,
    private readonly queries: OrganisationsQueries,
  ) {}

  /** One organisation. */
  @Get('organisations/:id')
  show(@Context() ctx: Ctx, @Param('id') id: string): Promise<OrganisationSheet> {
    return this.queries.sheet(ctx, id);
  }

  /** Changes name, country and the numbers not verified yet. */
  @Put('organisations/:id')
  async update(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: OrganisationInput): Promise<OrganisationSheet> {
    const { name, country, ...identifiers } = input;
    await this.organisations.update(ctx, id, { name, country, identifiers });
    return this.queries.sheet(ctx, id);
  }

  /** The agency has checked the organisation. */
  @Post('organisations/:id/verification')
  @Access('agency_officer')
  async verify(@Context() ctx: Ctx, @Param('id') id: string): Promise<OrganisationSheet> {
    await this.organisations.verify(ctx, id);
    return this.queries.sheet(ctx, id);
  }

  /** The live roles of an organisation. */
  @Get('organisations/:id/members')
  async list(@Context() ctx: Ctx, @Param('id') id: string): Promise<{ items: MemberLine[] }> {
    return { items: await this.queries.members(ctx, id) };
  }

  /** Ends a role. */
  @Delete('memberships/:id')
  @HttpCode(204)
  async remove(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.members.end(ctx, id);
  }

  /** The offers that wait. */
  @Get('organisations/:id/invitations')
  async invitations(@Context() ctx: Ctx, @Param('id') id: string): Promise<{ items: InvitationLine[] }> {
    return { items: await this.queries.invitations(ctx, id) };
  }

  /** Offers a role by mail. */
  @Post('organisations/:id/invitations')
  async invite(@Context() ctx: Ctx, @Param('id') organisationId: string, @Body() input: InvitationInput): Promise<{ id: string }> {
    return { id: await this.members.invite(ctx, { ...input, organisationId }) };
  }

  /** Takes an offer back. */
  @Delete('invitations/:id')
  @HttpCode(204)
  async revoke(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.members.revokeInvitation(ctx, id);
  }

  /** Those who ask to join. */
  @Get('organisations/:id/join-requests')
  async requests(@Context() ctx: Ctx, @Param('id') id: string): Promise<{ items: RequestLine[] }> {
    return { items: await this.queries.requests(ctx, id) };
  }

  /** Answers one of them. */
  @Post('join-requests/:id/answer')
  @HttpCode(204)
  async answer(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: RequestAnswerInput): Promise<void> {
    await this.members.answerRequest(ctx, id, { accept: input.answer === 'accept', role: input.role });
  }
}
