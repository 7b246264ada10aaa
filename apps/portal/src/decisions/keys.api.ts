import { Controller, Get, Header, Param } from '@nestjs/common';
import { RegisterQueries, SigningKeysService } from '#decisions';
import { type Ctx, type Jwks, refuse } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { Cached } from '../http/public-cache.js';

/** What anyone needs to check a certificate: keys for ever, lists of the day. */
@Access('public')
@Controller()
export class KeysApi {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly register: RegisterQueries,
  ) {}

  /** Every public key that ever signed (RFC 7517). */
  @Get('/.well-known/jwks.json')
  @Header('content-type', 'application/jwk-set+json; charset=utf-8')
  async jwks(@Context() ctx: Ctx): Promise<Jwks> {
    return this.keys.published(ctx);
  }

  /** All status lists in one file, to check without network. */
  @Get('/status')
  @Cached()
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="status-list.json"')
  async all(@Context() ctx: Ctx): Promise<string> {
    const lists = await this.register.statusLists(ctx);
    if (lists === null) throw refuse.notFound('not-found');
    return lists;
  }

  /** One status list, as credentials name it (Bitstring Status List 1.0). */
  @Get('/status/:list')
  @Cached()
  @Header('content-type', 'application/vc+jwt')
  async one(@Context() ctx: Ctx, @Param('list') list: string): Promise<string> {
    return (await this.register.statusList(ctx, list)).credential;
  }
}
