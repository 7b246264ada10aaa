import { Body, Controller, Delete, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { CodeInput, SecondFactorService, SessionsService, SignInInput, SignInService, SwitchInput } from '#accounts';
import { Config, type Ctx, refuse } from '#platform';
import { Access } from '../http/access.js';
import { Context, opener, WithoutTransaction } from '../http/context.js';
import type { PortalRequest } from '../http/request.js';
import { dropSession, giveSession } from '../http/session.js';
import { refusalOf } from './outcomes.view.js';

/** The session of a browser, over JSON. Programs use an API token instead. */
@ApiTags('session')
@Controller('api/v1/session')
export class SessionApi {
  constructor(
    private readonly config: Config,
    private readonly database: DataSource,
    private readonly signIn: SignInService,
    private readonly factors: SecondFactorService,
  ) {}

  /** Signs in; the session travels in a cookie. `GET /api/v1/me` says whether a second factor is owed. */
  @Post()
  @Access('public')
  @WithoutTransaction()
  async open(
    @Body() input: SignInInput,
    @Req() request: PortalRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ expiresAt: Date }> {
    const outcome = await this.signIn.signIn(opener(this.database, request), {
      email: input.email,
      password: input.password,
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? '',
      previousHash: request.known.sessionHash,
    });
    if (outcome.kind !== 'open') throw refusalOf(outcome, 'password');
    giveSession(reply, this.config, outcome);
    return { expiresAt: outcome.expiresAt };
  }

  /** Shows the second factor; the session is renewed. */
  @Post('second-factor')
  @Access('proving')
  @WithoutTransaction()
  async pass(
    @Body() { code }: CodeInput,
    @Req() request: PortalRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ expiresAt: Date }> {
    const hash = sessionOf(request);
    const outcome = await opener(this.database, request)((ctx) => this.factors.pass(ctx, code, hash));
    if (outcome.kind !== 'passed') throw refusalOf(outcome, 'code');
    giveSession(reply, this.config, outcome);
    return { expiresAt: outcome.expiresAt };
  }
}

/** The session in use: an API token has none. */
export function sessionOf(request: PortalRequest): string {
  if (request.known.sessionHash === null) throw refuse.forbidden('sign-in.required');
  return request.known.sessionHash;
}

/** The session in use: for whom it acts, and its end. */
@ApiTags('session')
@Controller('api/v1/session')
export class CurrentSessionApi {
  constructor(
    private readonly config: Config,
    private readonly sessions: SessionsService,
  ) {}

  /** Acts for another of one's organisations. */
  @Put('organisation')
  @Access('signed-in')
  @HttpCode(204)
  async switch(@Context() ctx: Ctx, @Body() { organisationId }: SwitchInput, @Req() request: PortalRequest): Promise<void> {
    await this.sessions.switchTo(ctx, sessionOf(request), organisationId);
  }

  /** Signs out. */
  @Delete()
  @Access('proving')
  @HttpCode(204)
  async close(@Context() ctx: Ctx, @Req() request: PortalRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.close(ctx, sessionOf(request));
    dropSession(reply, this.config);
  }
}
