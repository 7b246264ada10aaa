import { Body, Controller, Get, HttpCode, Param, ParseEnumPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CertificateAct, CertificatesService, RegisterDays, RegisterQueries } from '#decisions';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { Cached } from '../http/public-cache.js';
import { certificateActs, type CertificateActName } from './decision.dto.js';
import { certificateJson, CertificateJson, certificatePageJson, CertificatePageJson } from './decisions-api.view.js';
import { asOfDays } from './register.view.js';

const actNames = Object.fromEntries(certificateActs.map((name) => [name, name]));

/** The public register, and the acts that write in it. */
@ApiTags('register')
@Controller('/api/v1')
export class RegisterApi {
  constructor(
    private readonly register: RegisterQueries,
    private readonly certificates: CertificatesService,
  ) {}

  /** Certificates, the newest first: in force on a day, as published on another. */
  @Get('register')
  @Access('public')
  @Cached()
  async list(@Context() ctx: Ctx, @Query() days: RegisterDays): Promise<CertificateJson[]> {
    const { after, limit } = days;
    return (await this.register.list(ctx, { asOf: asOfDays(days, ctx.now), after, limit })).map(certificateJson);
  }

  /** One certificate with its history. */
  @Get('certificates/:number')
  @Access('public')
  @Cached()
  async show(@Context() ctx: Ctx, @Param('number') number: string, @Query() days: RegisterDays): Promise<CertificatePageJson> {
    return certificatePageJson(await this.register.byNumber(ctx, number, asOfDays(days, ctx.now)));
  }

  /** An act of the register: suspend, withdraw, reinstate, lift. */
  @Post('certificates/:number/acts/:action')
  @Access('decider')
  @HttpCode(201)
  async act(
    @Context() ctx: Ctx,
    @Param('number') number: string,
    @Param('action', new ParseEnumPipe(actNames)) action: CertificateActName,
    @Body() input: CertificateAct,
  ): Promise<CertificatePageJson> {
    const { entry } = await this.register.byNumber(ctx, number);
    await this.certificates.act(ctx, entry.id, action, input);
    return certificatePageJson(await this.register.byNumber(ctx, number));
  }
}
