import { Controller, Get, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { Access } from '../../apps/portal/src/http/access.js';
import { undeclaredRoutes } from '../support/house.js';
import { testPortal } from '../support/portal.js';

const { app } = await testPortal();

@Controller('planted')
class Planted {
  @Get('open') @Access('public') open(): string {
    return 'open';
  }

  @Get('forgotten') forgotten(): string {
    return 'forgotten';
  }
}

describe('routes', () => {
  it('every route of the portal says who may enter', () => {
    const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
    const types = controllers.map(({ metatype }) => metatype).filter((type): type is Type => typeof type === 'function');
    expect(undeclaredRoutes(types)).toEqual([]);
  });

  it('a forgotten route would be seen', () => {
    expect(undeclaredRoutes([Planted])).toEqual(['Planted.forgotten']);
  });
});
