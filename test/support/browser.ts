import { SessionsService } from '#accounts';
import { system, transact } from '#platform';
import request, { type Response } from 'supertest';
import type { TestPortal } from './portal.js';

/** A browser without JavaScript: it keeps cookies, follows nothing by itself, and sends forms with the token of the page that showed them. */
export class Browser {
  private readonly cookies = new Map<string, string>();
  private last = '/';

  constructor(
    private readonly portal: Pick<TestPortal, 'server'>,
    readonly host = 'guichet.test',
  ) {}

  /** Reads a page. */
  async get(path: string): Promise<Response> {
    const answer = await request(this.portal.server).get(path).set('Host', this.host).set('Cookie', this.jar());
    this.keep(answer);
    if (answer.status === 200) this.last = path;
    return answer;
  }

  /** Reads a page and the pages it sends on to. */
  async follow(path: string): Promise<Response> {
    let answer = await this.get(path);
    for (let steps = 0; answer.status === 303 && steps < 5; steps++) answer = await this.get(answer.headers['location']);
    return answer;
  }

  /** Sends a form as the page `from` shows it. */
  async send(action: string, fields: Readonly<Record<string, string>>, from: string): Promise<Response> {
    const shown = await this.get(from);
    const token = /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1] ?? '';
    return this.post(action, { ...fields, _csrf: token });
  }

  /** Sends fields as they are. */
  async post(action: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const answer = await request(this.portal.server)
      .post(action)
      .type('form')
      .set({ Host: this.host, Cookie: this.jar(), Origin: `http://${this.host}`, Referer: `http://${this.host}${this.last}` })
      .send(fields);
    this.keep(answer);
    return answer;
  }

  /** Asks the JSON API with the session of the browser. */
  async json(method: 'get' | 'post' | 'put', path: string, body: object = {}): Promise<Response> {
    const asked = request(this.portal.server)
      [method](path)
      .set({ Host: this.host, Cookie: this.jar(), Origin: `http://${this.host}` });
    const answer = await (method === 'get' ? asked : asked.send(body));
    this.keep(answer);
    return answer;
  }

  /** Sends a form with one file, its fields first. */
  async upload(
    action: string,
    fields: Readonly<Record<string, string>>,
    file: { readonly name: string; readonly bytes: Buffer },
  ): Promise<Response> {
    const asked = request(this.portal.server)
      .post(action)
      .set({ Host: this.host, Cookie: this.jar(), Origin: `http://${this.host}`, Referer: `http://${this.host}${this.last}` });
    for (const [name, value] of Object.entries(fields)) void asked.field(name, value);
    const answer = await asked.attach('file', file.bytes, file.name);
    this.keep(answer);
    return answer;
  }

  /** A cookie of the jar. */
  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  /** Puts a cookie in the jar, as someone who tampers with their browser. */
  plant(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  private jar(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keep(answer: Response): void {
    const set = answer.headers['set-cookie'] as string[] | string | undefined; // superagent types headers as strings; this one repeats
    for (const line of [set ?? []].flat()) {
      const [pair] = line.split(';');
      const [name, value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** A browser in which someone has signed in, second factor shown. */
export async function signedInBrowser(portal: TestPortal, person: { readonly accountId: string }): Promise<Browser> {
  const browser = new Browser(portal);
  const { token } = await transact(portal.database.portal, { actor: system('test') }, (ctx) =>
    new SessionsService().open(ctx, { accountId: person.accountId, device: 'test', secondFactorAt: ctx.now }),
  );
  browser.plant('guichet_session', token);
  return browser;
}

/** Declares, in a browser of the agency, that no interest stands between the person and a file. */
export async function declareNone(browser: Browser, candidatureId: string): Promise<void> {
  for (const scope of ['call', 'file']) {
    const told = await browser.json('post', `/api/v1/candidatures/${candidatureId}/review/interests/${scope}`, { reason: 'none' });
    if (told.status !== 204) throw new Error(`the declaration was answered ${told.status}`);
  }
}
