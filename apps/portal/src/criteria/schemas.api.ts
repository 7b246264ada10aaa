import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { packageSchema } from '#criteria';
import { Access } from '../http/access.js';
import { Cached } from '../http/public-cache.js';

/** Formats the portal publishes, at an address that does not move, for editors and other programs. */
@ApiTags('packages')
@Access('public')
@Controller('/schemas')
export class SchemasApi {
  /** The format of criteria packages: JSON Schema, draft 2020-12. */
  @Get('criteria-package.json')
  @Header('content-type', 'application/schema+json; charset=utf-8')
  @Header('access-control-allow-origin', '*')
  @Cached()
  criteriaPackage(): object {
    return packageSchema;
  }
}
