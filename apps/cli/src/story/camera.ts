import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { type Config, findChromium } from '#platform';
import type { Person } from './person.js';

/** How a picture is taken. */
export interface Pose {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** A browser that takes pictures of the portal's own pages, and of nothing else. */
export class Camera {
  private constructor(
    private readonly browser: Browser,
    private readonly base: string,
  ) {}

  /** Opens the browser. */
  static async open(config: Config, base: string): Promise<Camera> {
    const { program, env } = await findChromium(config);
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--font-render-hinting=none',
    ];
    return new Camera(await puppeteer.launch({ executablePath: program, env: { ...env }, headless: 'shell', args }), base);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** Opens a page as a person sees it, and hands it over; it is closed afterwards. */
  async visit<T>(person: Person, path: string, pose: Pose, use: (page: Page) => Promise<T>): Promise<T> {
    const context = await this.browser.createBrowserContext();
    try {
      const page = await context.newPage();
      await page.setViewport({ width: pose.width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: pose.scheme }]);
      const { hostname } = new URL(this.base);
      await context.setCookie(...[...person.jar].map(([name, value]) => ({ name, value, domain: hostname, path: '/' })));
      await page.goto(new URL(path, this.base).toString(), { waitUntil: 'load', timeout: 30_000 });
      return await use(page);
    } finally {
      await context.close();
    }
  }

  /** A picture of a whole page, in a PNG file. */
  async shoot(person: Person, path: string, { file, ...pose }: Pose & { readonly file: string }): Promise<void> {
    const png = await this.visit(person, path, pose, (page) => page.screenshot({ fullPage: true, type: 'png' }));
    await writeFile(file, png);
  }

  /** One sheet with every picture of a folder, small, with its name. */
  async contactSheet(folder: string, pictures: readonly { readonly file: string; readonly caption: string }[]): Promise<string> {
    await mkdir(folder, { recursive: true });
    const cells = pictures.map(
      ({ file, caption }) => `<figure><img src="${file}" alt=""><figcaption>${escape(caption)}</figcaption></figure>`,
    );
    const style = `body{margin:16px;font:12px sans-serif;display:grid;grid-template-columns:repeat(6,1fr);gap:12px}figure{margin:0;border:1px solid #999}
      img{width:100%;height:220px;object-fit:cover;object-position:top}figcaption{padding:4px;word-break:break-all}`;
    const html = join(folder, 'index.html');
    await writeFile(html, `<!doctype html><meta charset="utf-8"><title>Guichet</title><style>${style}</style>${cells.join('')}`);
    const page = await this.browser.newPage();
    await page.setViewport({ width: 1800, height: 1000 });
    await page.goto(`file://${html}`, { waitUntil: 'load' });
    const sheet = join(folder, 'contact-sheet.png');
    await page.screenshot({ path: sheet as `${string}.png`, fullPage: true });
    await page.close();
    return sheet;
  }
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
