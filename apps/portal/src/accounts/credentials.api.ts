import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import {
  ApiTokenInput,
  ApiTokensService,
  CodeInput,
  type Enrolment,
  PasswordChangeInput,
  PeopleService,
  RemovalInput,
  SecondFactorService,
  type TokenLine,
} from '#accounts';
import { Config, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context, opener, WithoutTransaction } from '../http/context.js';
import type { PortalRequest } from '../http/request.js';
import { giveSession } from '../http/session.js';
import { refusalOf } from './outcomes.view.js';
import { sessionOf } from './session.api.js';

/** One's second factor, over JSON. Only a session may change it, never an API token. */
@ApiTags('me')
@Controller('api/v1/me/second-factor')
export class SecondFactorApi {
  constructor(
    private readonly config: Config,
    private readonly database: DataSource,
    private readonly factors: SecondFactorService,
  ) {}

  /** Whether a factor is in place, and how many recovery codes are left. */
  @Get()
  @Access('proving')
  state(@Context() ctx: Ctx): Promise<{ readonly isEnrolled: boolean; readonly recoveryCodesLeft: number }> {
    return this.factors.state(ctx);
  }

  /** Starts the set-up: the secret to give to an authenticator application. */
  @Post()
  @Access('proving')
  async begin(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<Enrolment | null> {
    sessionOf(request);
    await this.factors.begin(ctx);
    return this.factors.enrolment(ctx);
  }

  /** Confirms it with a first code; the recovery codes are given in this answer only. */
  @Post('confirmation')
  @Access('proving')
  @WithoutTransaction()
  async confirm(
    @Body() { code }: CodeInput,
    @Req() request: PortalRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ recoveryCodes: readonly string[] }> {
    const hash = sessionOf(request);
    const outcome = await opener(this.database, request)((ctx) => this.factors.confirm(ctx, code, hash));
    if (outcome.kind !== 'confirmed') throw refusalOf(outcome, 'code');
    giveSession(reply, this.config, outcome);
    return { recoveryCodes: outcome.recoveryCodes };
  }

  /** Removes the factor, with a code. */
  @Delete()
  @Access('signed-in')
  @HttpCode(204)
  @WithoutTransaction()
  async remove(@Body() input: RemovalInput, @Req() request: PortalRequest): Promise<void> {
    sessionOf(request);
    const { replace: toReplace } = input;
    const outcome = await opener(this.database, request)((ctx) => this.factors.remove(ctx, input.code, { toReplace }));
    if (outcome !== 'removed') throw refusalOf(outcome, 'code');
  }
}

/** One's password and API tokens, over JSON. */
@ApiTags('me')
@Controller('api/v1/me')
@Access('signed-in')
export class CredentialsApi {
  constructor(
    private readonly database: DataSource,
    private readonly people: PeopleService,
    private readonly tokens: ApiTokensService,
  ) {}

  /** Changes the password; the other sessions end. */
  @Post('password')
  @HttpCode(204)
  @WithoutTransaction()
  async change(@Body() input: PasswordChangeInput, @Req() request: PortalRequest): Promise<void> {
    const { sessionHash } = request.known;
    await this.people.changePassword(opener(this.database, request), { current: input.current, password: input.password, sessionHash });
  }

  /** One's live API tokens. */
  @Get('tokens')
  async list(@Context() ctx: Ctx): Promise<{ items: TokenLine[] }> {
    return { items: await this.tokens.mine(ctx) };
  }

  /** Creates an API token, given in this answer only. A token cannot make others: the request comes from a session. */
  @Post('tokens')
  create(
    @Context() ctx: Ctx,
    @Body() input: ApiTokenInput,
    @Req() request: PortalRequest,
  ): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date }> {
    sessionOf(request);
    return this.tokens.create(ctx, input);
  }

  /** Ends an API token. */
  @Delete('tokens/:id')
  @HttpCode(204)
  async revoke(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.tokens.revoke(ctx, id);
  }
}
