import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { AcceptanceInput, EntryService, LinkedPasswordInput, PasswordLinkInput, PeopleService, SignUpInput } from '#accounts';
import type { Role } from '#platform';
import { Access } from '../http/access.js';
import { opener, WithoutTransaction } from '../http/context.js';
import type { PortalRequest } from '../http/request.js';

/** Coming in, over JSON: sign-up, password link, invitation. */
@ApiTags('entry')
@Controller('api/v1')
@Access('public')
@WithoutTransaction()
export class EntryApi {
  constructor(
    private readonly database: DataSource,
    private readonly entry: EntryService,
    private readonly people: PeopleService,
  ) {}

  /** Signs a company up. Accepted whoever the address belongs to: the rest is said by mail. */
  @Post('sign-ups')
  @HttpCode(202)
  async signUp(@Body() input: SignUpInput, @Req() request: PortalRequest): Promise<void> {
    await this.entry.signUp(opener(this.database, request), { ...input, address: request.ip });
  }

  /** Asks for a link to choose a password. Accepted whether the address is known or not. */
  @Post('password-links')
  @HttpCode(202)
  async ask(@Body() { email }: PasswordLinkInput, @Req() request: PortalRequest): Promise<void> {
    await this.people.askPassword(opener(this.database, request), { email, address: request.ip });
  }

  /** Chooses a password through such a link. */
  @Post('passwords')
  @HttpCode(204)
  async choose(@Body() { token, password }: LinkedPasswordInput, @Req() request: PortalRequest): Promise<void> {
    await this.people.choosePassword(opener(this.database, request), { token, password });
  }

  /** What the link of an invitation offers. */
  @Get('invitation-links/:token')
  async invited(
    @Param('token') token: string,
    @Req() request: PortalRequest,
  ): Promise<{ organisation: string; email: string; role: Role; expiresAt: Date; hasAccount: boolean }> {
    const { invitation, organisation, person } = await opener(this.database, request)((ctx) => this.entry.invitation(ctx, token));
    const { email, role, expiresAt } = invitation;
    return { organisation, email, role, expiresAt, hasAccount: person !== null };
  }

  /** Accepts an invitation. */
  @Post('invitation-links/:token/acceptance')
  accept(
    @Param('token') token: string,
    @Body() input: AcceptanceInput,
    @Req() request: PortalRequest,
  ): Promise<{ readonly organisationId: string; readonly isNew: boolean }> {
    const { actor, owesSecondFactor } = request.known;
    const accountId = owesSecondFactor ? null : actor.accountId;
    return this.entry.accept(opener(this.database, request), { ...input, token, accountId });
  }
}
