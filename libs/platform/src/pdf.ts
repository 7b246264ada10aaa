import { launch, type Browser, type HTTPRequest, type LaunchOptions, type Page } from 'puppeteer-core';
import { type Chromium, findChromium } from './chromium.js';
import type { Config } from './config.js';

/** A rendered document. */
export interface Pdf {
  readonly bytes: Buffer;
  /** The browser that drew it, as it names itself. */
  readonly chromium: string;
}

/** Pages kept open: two reused pages give the best rate for their memory. */
const pagesKept = 2;
/** One document never takes longer; a stuck browser is killed. */
const patience = 30_000;
/** A browser starts in a fraction of a second, on a busy machine in a few. */
const startPatience = 15_000;

/**
 * Draws our own HTML as tagged PDF in one Chromium kept open: JavaScript off, every request refused, so a document holds all it shows.
 * The same HTML and instant give the same bytes. A browser that dies is started again, and the document drawn again.
 */
export class PdfPool {
  private starting: Promise<Browser> | null = null;
  private current: Browser | null = null;
  private chromium: Chromium | null = null;
  private readonly free: Page[] = [];
  private readonly waiting: (() => void)[] = [];
  private busy = 0;

  constructor(private readonly config: Config) {}

  /**
   * Draws an HTML document; its title and language become those of the PDF.
   * @param at written as creation and modification date, to the second.
   * @throws Error when no browser can be started, or when it died twice on this document.
   */
  async render(html: string, at: Date): Promise<Pdf> {
    await this.turn();
    try {
      return await this.draw(html, at).catch((error: unknown) => {
        if (!isGone(error)) throw error;
        return this.draw(html, at);
      });
    } finally {
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }

  /** The process id of the browser, once started. */
  get processId(): number | undefined {
    return this.current?.process()?.pid;
  }

  /** Stops the browser; a later document starts it again. */
  async close(): Promise<void> {
    const browser = await this.starting?.catch(() => null);
    if (!browser) return;
    this.forget(browser);
    await browser.close().catch(() => undefined); // already dead
  }

  /** Called by Nest when the process that holds the pool stops. */
  onModuleDestroy(): Promise<void> {
    return this.close();
  }

  private async turn(): Promise<void> {
    if (this.busy >= pagesKept) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.busy += 1;
  }

  private async draw(html: string, at: Date): Promise<Pdf> {
    const browser = await this.open();
    try {
      return await whileAlive(browser, this.print(browser, html, at));
    } catch (error) {
      browser.process()?.kill('SIGKILL'); // a browser that failed once is not trusted again
      this.forget(browser);
      throw error;
    }
  }

  private async print(browser: Browser, html: string, at: Date): Promise<Pdf> {
    const page = this.free.pop() ?? (await preparedPage(browser));
    await page.setContent(html, { waitUntil: 'load', timeout: patience });
    const drawn = await page.pdf({
      format: 'A4',
      tagged: true,
      outline: true,
      printBackground: true,
      preferCSSPageSize: true,
      timeout: patience,
    });
    const chromium = await browser.version();
    if (this.current === browser) this.free.push(page);
    return { bytes: settled(Buffer.from(drawn), at), chromium };
  }

  private async open(): Promise<Browser> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = null;
      throw error;
    });
    const browser = await this.starting;
    if (browser.connected) return browser;
    this.forget(browser);
    return this.open();
  }

  private async start(): Promise<Browser> {
    this.chromium ??= await findChromium(this.config);
    const browser = await startedInTime({
      executablePath: this.chromium.program,
      headless: 'shell',
      pipe: true, // when our process dies, so does the browser
      waitForInitialPage: false, // ours are made when needed; a browser killed meanwhile would be waited for in vain
      protocolTimeout: patience,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      // Our own documents only, without script or network: the sandbox, which containers and root refuse, would guard nothing.
      args: ['--no-sandbox', '--disable-webgl', '--font-render-hinting=none', '--disable-dev-shm-usage'],
      env: { ...this.chromium.env },
    });
    browser.once('disconnected', () => this.forget(browser));
    this.current = browser;
    return browser;
  }

  /** Lets a dead browser go; says nothing of the one that may have replaced it. */
  private forget(browser: Browser): void {
    if (this.current !== browser) return;
    this.current = null;
    this.starting = null;
    this.free.length = 0;
  }
}

/** A browser killed at one point of its start is waited for in vain: a second one is better than that. */
async function startedInTime(options: LaunchOptions): Promise<Browser> {
  const starting = launch(options);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Target closed: the browser did not start in time')), startPatience);
  });
  try {
    return await Promise.race([starting, late]);
  } catch (error) {
    starting.then((browser) => browser.close()).catch(() => undefined); // it may come after all, or fail too
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Some of the browser's answers would be waited for until their time limit after it has died. */
async function whileAlive<T>(browser: Browser, work: Promise<T>): Promise<T> {
  let onDeath: () => void = () => undefined;
  const death = new Promise<never>((_, reject) => {
    onDeath = () => reject(new Error('Target closed: the browser died'));
    browser.once('disconnected', onDeath);
  });
  work.catch(() => undefined); // its own failure may come after the race is over
  try {
    return await Promise.race([work, death]);
  } finally {
    browser.off('disconnected', onDeath);
  }
}

async function preparedPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', (request: HTTPRequest) => {
    const answer = request.url().startsWith('data:') ? request.continue() : request.abort('blockedbyclient');
    answer.catch(() => undefined); // the page was closed meanwhile
  });
  return page;
}

/** True for the errors of a browser that is no longer there. */
function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Target closed|Session closed|Connection closed|Protocol error|detached/i.test(`${error.name} ${error.message}`)
  );
}

/**
 * Makes the bytes depend on the document alone, without moving one: the two dates of its information are overwritten, and the names of the
 * marked parts, which the browser numbers over all it has ever shown, are numbered from 1 in the same order.
 */
function settled(bytes: Buffer, at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, '').slice(0, 14);
  for (const name of ['/CreationDate', '/ModDate']) {
    const start = bytes.lastIndexOf(`${name} (D:`);
    if (start < 0) throw new Error(`The browser wrote no ${name}`);
    bytes.write(`${digits}+00'00'`, start + name.length + 4, 'latin1');
  }
  const places = [...bytes.toString('latin1').matchAll(/\(node(\d{8})\)/g)];
  const ranks = new Map(
    [...new Set(places.map(([, number]) => number))].sort().map((number, rank) => [number, String(rank + 1).padStart(8, '0')]),
  );
  for (const { index, 1: number } of places) bytes.write(ranks.get(number) ?? number, index + 5, 'latin1');
  return bytes;
}
