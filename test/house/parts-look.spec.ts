import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findChromium, loadConfig } from '#platform';
import { sampleNames, startSampleSite } from '../support/sample-site.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env['GUICHET_SHOTS'];

let browser: Browser;
let site: FastifyInstance;
let address: string;

beforeAll(async () => {
  const chromium = await findChromium(loadConfig());
  browser = await puppeteer.launch({
    executablePath: chromium.program,
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, ...chromium.env },
  });
  ({ site, address } = await startSampleSite());
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Opens a sample, checks that nothing is blocked or missing, and leaves a picture when asked (GUICHET_SHOTS=folder). */
async function open(name: string, options: { width: number; scheme: string; locale: string }): Promise<{ page: Page; failures: string[] }> {
  const page = await browser.newPage();
  const failures: string[] = [];
  page.on('response', (response) => void (response.status() >= 400 && failures.push(`${response.status()} ${response.url()}`)));
  page.on('console', (message) => void (message.type() === 'error' && failures.push(message.text())));
  page.on('pageerror', (error) => void failures.push(String(error)));
  await page.setViewport({ width: options.width, height: 900 });
  await page.goto(`${address}/sample/${name}?locale=${options.locale}&scheme=${options.scheme}`, { waitUntil: 'load' });
  await page.evaluate('document.fonts.ready.then(() => true)');
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({
      path: join(shots, `${name.replace('/', '-')}-${options.width}-${options.scheme}-${options.locale}.png`) as `${string}.png`,
      fullPage: true,
    });
  }
  return { page, failures };
}

/** Rules of WCAG 2.1 A and AA and good practice that the page breaks, each with its first place. */
async function breaches(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const runner = (
      globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
      }
    ).axe; // put there by the line above
    const { violations } = await runner.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
  });
}

const rich = sampleNames.filter((name) => name.startsWith('parts/') || name === 'home/index');
const looks = [
  { width: 1280, scheme: 'light', locale: 'fr', names: sampleNames },
  { width: 1280, scheme: 'dark', locale: 'en', names: rich },
  { width: 320, scheme: 'light', locale: 'fr', names: rich },
  { width: 320, scheme: 'dark', locale: 'en', names: sampleNames },
];

describe('the look of every part and standing page', () => {
  it.each(looks)('has no accessibility breach, no sideways scroll and nothing missing: $width $scheme $locale', async (look) => {
    const problems: string[] = [];
    for (const name of look.names) {
      const { page, failures } = await open(name, look);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      const found = [...failures, ...(await breaches(page)), ...(overflow === 0 ? [] : [`scrolls sideways by ${String(overflow)} px`])];
      problems.push(...found.map((problem) => `${name}: ${problem}`));
      await page.close();
    }
    expect(problems).toEqual([]);
  });
});
