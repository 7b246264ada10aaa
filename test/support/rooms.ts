import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Config, loadConfig } from '#platform';
import { afterAll } from '@jest/globals';

/** The settings of the tests. */
export const testConfig = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });

@Module({})
class TestRooms {
  static with(modules: readonly Type[], config: Config): DynamicModule {
    return {
      module: TestRooms,
      global: true,
      imports: [...modules],
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}

/** Finds the services of some rooms of the house, wired as in the applications. */
export async function openRooms(modules: readonly Type[], config: Config = testConfig): Promise<<T>(type: Type<T>) => T> {
  const app = await NestFactory.createApplicationContext(TestRooms.with(modules, config), { logger: ['error'] });
  afterAll(() => app.close());
  return (type) => app.get(type, { strict: false });
}
