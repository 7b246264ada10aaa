import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import {
  InvitationInput,
  MembersService,
  organisationPolicy,
  OrganisationInput,
  OrganisationsQueries,
  OrganisationsService,
  RequestAnswerInput,
} from '#accounts';
import { type Ctx, refuse, say } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page, redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { accountsPages } from './accounts.messages.js';
import { organisationsView, organisationView } from './organisation.view.js';

type Done = 'organisation.saved' | 'organisation.verified' | 'members.invited' | 'members.removed' | 'members.revoked' | 'members.answered';

/** Organisations, their numbers and their people. */
@Controller()
@Access('signed-in')
export class OrganisationPages {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly members: MembersService,
    private readonly queries: OrganisationsQueries,
  ) {}

  /** The organisation one acts for. */
  @Get('organisation')
  own(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Page> {
    if (ctx.actor.organisationId === null) throw refuse.notFound('not-found');
    return this.show(ctx, ctx.actor.organisationId, request);
  }

  /** Any organisation one may see. */
  @Get('organisations/:id')
  async show(@Context() ctx: Ctx, @Param('id') id: string, @Req() request: PortalRequest): Promise<Page> {
    const subject = { organisationId: id };
    const manages = organisationPolicy['manage-members'](ctx.actor, subject);
    const readsMembers = organisationPolicy['read-members'](ctx.actor, subject);
    const sheet = await this.queries.sheet(ctx, id);
    const view = organisationView({
      sheet,
      actor: ctx.actor,
      locale: ctx.locale,
      members: readsMembers ? await this.queries.members(ctx, id) : [],
      invitations: manages ? await this.queries.invitations(ctx, id) : [],
      requests: manages ? await this.queries.requests(ctx, id) : [],
      flash: request.known.flash,
    });
    return page('accounts/organisation', view, { title: sheet.name, breadcrumb: [{ label: sheet.name }] });
  }

  /** The vendors to verify, or for the operator every organisation that is not a vendor. */
  @Get('agence/organisations')
  @Access('agency_officer')
  async toVerify(@Context() ctx: Ctx): Promise<Page> {
    const view = organisationsView(await this.queries.toVerify(ctx), accountsPages['to-verify.title'], ctx.locale);
    return page('accounts/to-verify', view, {
      title: accountsPages['to-verify.title'],
      breadcrumb: [{ label: accountsPages['to-verify.title'] }],
    });
  }

  /** The organisations whose people the operator appoints. */
  @Get('exploitation/comptes')
  @Access('operator')
  async accounts(@Context() ctx: Ctx): Promise<Page> {
    const view = organisationsView(await this.queries.all(ctx), accountsPages['organisations.title'], ctx.locale);
    return page('accounts/organisations', view, {
      title: accountsPages['organisations.title'],
      breadcrumb: [{ label: accountsPages['organisations.title'] }],
    });
  }

  /** Changes name, country and the numbers not verified yet. */
  @Post('organisations/:id')
  async update(@Context() ctx: Ctx, @Param('id') id: string, @Body() input: OrganisationInput): Promise<Redirect> {
    const { name, country, ...identifiers } = input;
    await this.organisations.update(ctx, id, { name, country, identifiers });
    return back(ctx, id, 'organisation.saved');
  }

  /** The agency has checked the organisation. */
  @Post('organisations/:id/verification')
  @Access('agency_officer')
  async verify(@Context() ctx: Ctx, @Param('id') id: string): Promise<Redirect> {
    await this.organisations.verify(ctx, id);
    return back(ctx, id, 'organisation.verified');
  }

  /** Offers a role by mail. */
  @Post('organisations/:id/invitations')
  async invite(@Context() ctx: Ctx, @Param('id') organisationId: string, @Body() input: InvitationInput): Promise<Redirect> {
    await this.members.invite(ctx, { ...input, organisationId });
    return back(ctx, organisationId, 'members.invited');
  }

  /** Takes an offer back. */
  @Post('organisations/:id/invitations/:invitation/retrait')
  async revoke(@Context() ctx: Ctx, @Param('id') id: string, @Param('invitation') invitation: string): Promise<Redirect> {
    await this.members.revokeInvitation(ctx, invitation);
    return back(ctx, id, 'members.revoked');
  }

  /** Ends a role. */
  @Post('organisations/:id/membres/:membership/retrait')
  async remove(@Context() ctx: Ctx, @Param('id') id: string, @Param('membership') membership: string): Promise<Redirect> {
    await this.members.end(ctx, membership);
    return back(ctx, id, 'members.removed');
  }

  /** Answers someone who asks to join. */
  @Post('organisations/:id/demandes/:demand')
  async answer(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Param('demand') demand: string,
    @Body() input: RequestAnswerInput,
  ): Promise<Redirect> {
    await this.members.answerRequest(ctx, demand, { accept: input.answer === 'accept', role: input.role });
    return back(ctx, id, 'members.answered');
  }
}

function back(ctx: Ctx, id: string, done: Done): Redirect {
  const url = id === ctx.actor.organisationId ? '/organisation' : `/organisations/${id}`;
  return redirect(url, { message: say(accountsPages[done], ctx.locale), tone: 'success' });
}
