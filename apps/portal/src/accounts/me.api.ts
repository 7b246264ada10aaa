import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Belonging,
  OrganisationsQueries,
  PeopleService,
  ProfileInput,
  type SessionLine,
  SessionsQueries,
  SessionsService,
} from '#accounts';
import type { Ctx, Locale, Role } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import type { PortalRequest } from '../http/request.js';

/** The person behind a request. */
interface Me {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly roles: readonly Role[];
}

/** One's own account, over JSON. */
@ApiTags('me')
@Controller('api/v1/me')
@Access('signed-in')
export class MeApi {
  constructor(
    private readonly people: PeopleService,
    private readonly organisations: OrganisationsQueries,
    private readonly sessions: SessionsService,
    private readonly sessionsQueries: SessionsQueries,
  ) {}

  /** Who one is, and for whom one acts. */
  @Get()
  async show(@Context() ctx: Ctx): Promise<Me> {
    const { id, name, email, locale } = await this.people.mine(ctx);
    const { organisationId, organisationName, roles } = ctx.actor;
    return {
      id,
      name,
      email,
      locale,
      organisation: organisationId === null ? null : { id: organisationId, name: organisationName ?? '' },
      roles,
    };
  }

  /** Changes name or language. */
  @Patch()
  async update(@Context() ctx: Ctx, @Body() input: ProfileInput): Promise<Me> {
    await this.people.update(ctx, input);
    return this.show(ctx);
  }

  /** The organisations one may act for. */
  @Get('organisations')
  async belongings(@Context() ctx: Ctx): Promise<{ items: Belonging[] }> {
    return { items: await this.organisations.mine(ctx) };
  }

  /** One's live sessions. */
  @Get('sessions')
  async list(@Context() ctx: Ctx, @Req() request: PortalRequest): Promise<{ items: SessionLine[] }> {
    return { items: await this.sessionsQueries.mine(ctx, request.known.sessionHash) };
  }

  /** Ends one of one's sessions. */
  @Delete('sessions/:id')
  @HttpCode(204)
  async revoke(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.sessions.revoke(ctx, id);
  }
}
