import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { declaredAccess } from '../../apps/portal/src/http/access.js';

/** Root of the project; Jest runs there. */
export const root = process.cwd();

/** Every file below a folder whose name ends so, as a path from the root. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}

/** The routes of these controllers that do not say who may enter. */
export function undeclaredRoutes(controllers: readonly Type[]): string[] {
  const reflector = new Reflector();
  return controllers.flatMap((controller) => {
    const methods = Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor');
    return methods
      .map((name) => ({ name, handler: (controller.prototype as Record<string, unknown>)[name] })) // a prototype holds its methods by name
      .filter(({ handler }) => typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler))
      .filter(
        ({ handler }) =>
          declaredAccess(reflector, { getHandler: () => handler as () => unknown, getClass: () => controller }) === undefined,
      )
      .map(({ name }) => `${controller.name}.${name}`);
  });
}

/**
 * Statements that would bring the database in step with the entities; none when the migrations say the same.
 * Foreign keys are written in the migrations only (an entity knows no relation to another lib): the entities may not ask to drop them.
 */
export async function drift(source: DataSource): Promise<string[]> {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query).filter((query) => !/ DROP CONSTRAINT "\w+_fk"$/.test(query));
}

/** Tables without a primary key. */
export async function tablesWithoutKey(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Every text of a table, however deep, that lacks one of its two languages, by its path. */
export function missingLanguages(value: unknown, path: string, seen = new Set<unknown>()): string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const fields = Object.entries(value);
  const isText = fields.some(([name]) => name === 'fr' || name === 'en') && fields.every(([, text]) => typeof text === 'string');
  if (isText) {
    const has = (language: string) => fields.some(([name, text]) => name === language && String(text).trim() !== '');
    return has('fr') && has('en') ? [] : [path];
  }
  return fields.flatMap(([name, inner]) => missingLanguages(inner, `${path}.${name}`, seen));
}

/** Words written straight into a template, where a key of the messages belongs. */
export function literalSentences(name: string, template: string): string[] {
  const bare = template
    .replace(/\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}|<!--[\s\S]*?-->/g, '')
    .replace(/\{\{[\s\S]*?\}\}/g, '\u0001')
    .replace(/&[a-z]+;|&#\d+;/gi, ' ')
    .replace(/\.\/guichet [^<]*/g, '') // a command is typed the same in every language
    .replace(/\bfr-[\w-]+|\bsha256\b/g, ''); // names of classes and of the hash are the same in every language
  const spoken = [...bare.matchAll(/\s(?:title|alt|placeholder|aria-label|aria-description)="([^"]*)"/g)].map(([, text]) => text ?? '');
  const shown = bare.replace(/<(?:[^<>"]|"[^"]*")*>/g, '\n').split('\n');
  return [...spoken, ...shown].filter((text) => /\p{L}{2,}/u.test(text)).map((text) => `${name}: ${text.trim()}`);
}

/** A copy of the sources that a test may spoil; `run` runs a tool of the project there. */
export interface SpoiledCopy {
  /** Adds a file, or replaces one by what the change makes of it. */
  plant(path: string, change: string | ((before: string) => string)): void;
  run(tool: string, ...args: string[]): Promise<{ code: number; output: string }>;
  remove(): void;
}

/** Copies what the tools read; the dependencies are linked. */
export function spoiledCopy(): SpoiledCopy {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-planted-'));
  const settings = ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs', 'eslint.config.js'];
  for (const path of ['apps', 'libs', 'migrations', ...settings]) {
    cpSync(join(root, path), join(folder, path), {
      recursive: true,
      filter: (file) => !file.includes('/public/') && !file.endsWith('.spec.ts'),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    plant: (path, change) => {
      const file = join(folder, path);
      const text = typeof change === 'string' ? change : change(readFileSync(file, 'utf8'));
      if (typeof change !== 'string' && text === readFileSync(file, 'utf8')) throw new Error(`${path}: the plant changes nothing`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    run: async (tool, ...args) => {
      const child = spawn(join(folder, 'node_modules', '.bin', tool), args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
      const code = await new Promise<number>((done, fail) => {
        child.once('error', fail);
        child.once('close', (status) => done(status ?? 1));
      });
      return { code, output };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
