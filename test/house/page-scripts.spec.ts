import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { FastifyInstance } from 'fastify';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findChromium, loadConfig, sha256 } from '#platform';
import { startSampleSite, wordsOf } from '../support/sample-site.js';

const folder = mkdtempSync(join(tmpdir(), 'guichet-scripts-'));
const received: unknown[] = [];
let answer = 200;
let browser: Browser;
let site: FastifyInstance;
let address: string;

/** What the pages call: an autosave address, a resumable upload and the form behind it. */
function behind(server: FastifyInstance): void {
  const tus = new Server({ path: '/envois', datastore: new FileStore({ directory: folder }), respectForwardedHeaders: false });
  server.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  server.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.all('/envois', (request, reply) => tus.handle(request.raw, reply.hijack().raw));
  server.all('/envois/*', (request, reply) => tus.handle(request.raw, reply.hijack().raw));
  server.put('/autosave', async (request, reply) => {
    received.push(request.body);
    await reply.status(answer).send(answer === 200 ? { version: 8, savedAt: '2026-11-20T13:03:12.000Z' } : {});
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.post('/check', async (request, reply) => {
    received.push(request.body);
    await reply.type('text/html').send('<!doctype html><title>x</title><div data-checked><p>Une remarque</p></div>');
  });
  server.post('/depot', async (request, reply) => {
    received.push(request.body);
    await reply.type('text/html').send('<!doctype html><title>x</title><p id="received">reçu</p>');
  });
}

beforeAll(async () => {
  const chromium = await findChromium(loadConfig());
  browser = await puppeteer.launch({
    executablePath: chromium.program,
    headless: 'shell',
    args: ['--no-sandbox'],
    env: { ...process.env, ...chromium.env },
  });
  ({ site, address } = await startSampleSite({ behind }));
});

afterAll(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

async function open(name: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${address}/sample/${name}`, { waitUntil: 'networkidle0' });
  return page;
}

const line = (page: Page, words: string): Promise<unknown> =>
  page.waitForFunction(`document.querySelector('[data-save]').textContent.includes(${JSON.stringify(words)})`, { timeout: 10_000 });

describe('autosave', () => {
  it('saves what is typed with its version, and says when and which revision', async () => {
    const page = await open('scripts/autosave');
    await page.type('textarea', 'Suite : ');
    await line(page, '14\u00a0h\u00a003\u00a0min\u00a012\u00a0s');
    await line(page, wordsOf('part.save.revision', 8));
    expect(received.pop()).toEqual({ answer: 'Suite : Début', version: 7 });
    await page.close();
  });

  it('keeps the text and offers to compare when it changed meanwhile', async () => {
    answer = 409;
    const page = await open('scripts/autosave');
    await page.type('textarea', '!');
    await page.waitForSelector('button[data-save-action]');
    // A cast: the types of the browser are not those of the tests, which run in Node.js.
    expect(await page.$eval('textarea', (field) => (field as unknown as { value: string }).value)).toBe('!Début');
    answer = 200;
    await page.close();
  });

  it('tries again after a failure', async () => {
    answer = 500;
    const page = await open('scripts/autosave');
    await page.type('textarea', '!');
    await line(page, wordsOf('part.save.failed', 2));
    answer = 200;
    await line(page, '14\u00a0h\u00a003');
    await page.close();
  });
});

describe('check', () => {
  it('looks at what is typed without saving it, and shows the remarks of the answer', async () => {
    const page = await open('scripts/check');
    await page.type('input', ' titre');
    await page.waitForFunction(`document.querySelector('[data-checked]').textContent === 'Une remarque'`, { timeout: 10_000 });
    expect(Object.fromEntries(new URLSearchParams(String(received.pop())))).toMatchObject({
      title: expect.stringContaining(' titre'),
      intent: 'check',
    });
    await page.close();
  });
});

describe('upload', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 5_000_001])('sends %i bytes by pieces, then the form with their SHA-256', async (size) => {
    const file = join(folder, 'piece.pdf');
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    (await import('node:fs')).writeFileSync(file, bytes);
    const page = await open('scripts/upload');
    const input = await page.$('input[type=file]');
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file); // the element is an input, as its selector says
    await page.click('form[data-upload] button');
    await page.waitForSelector('#received');
    const form = String(received.pop());
    expect(form).toContain(sha256(bytes));
    const upload = /name="upload"\s+([\w-]+)/.exec(form)?.[1] ?? '';
    expect(readFileSync(join(folder, upload)).equals(bytes)).toBe(true);
    await page.close();
  });
});
