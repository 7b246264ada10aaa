/** An answer of the portal, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** Address a redirection points to, without the host. */
  readonly location: string | null;
}

/** What is sent with a request. */
export interface Sending {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** A file in a form: the fields come before it. */
  readonly file?: SentFile;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A file sent with the fields of a form. */
export interface SentFile {
  readonly fields: Readonly<Record<string, string>>;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Someone in front of the portal: a cookie jar and an address, as a browser has. */
export class Person {
  private readonly cookies = new Map<string, string>();
  /** Every address this person has read, for those who must not. */
  readonly addresses = new Set<string>();

  constructor(
    readonly base: string,
    readonly name: string,
  ) {}

  /** Cookies as `name=value`, to hand over to a browser. */
  get jar(): ReadonlyMap<string, string> {
    return this.cookies;
  }

  /** Sends a request and keeps its cookies; redirections are not followed. */
  async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const headers: Record<string, string> = { origin: this.base, 'accept-language': 'fr', ...sending.headers };
    if (this.cookies.size > 0) headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = bodyOf(sending, headers);
    const response = await fetch(new URL(path, this.base), { method, headers, redirect: 'manual', ...(body !== undefined && { body }) });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (method === 'GET' && response.ok) this.addresses.add(path);
    const target = response.headers.get('location');
    const location = target === null ? null : new URL(target, this.base).pathname + new URL(target, this.base).search;
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8'), location };
  }

  /**
   * Asks the JSON API.
   * @throws Error with the portal's own sentence when the answer is a refusal.
   */
  async api<T>(method: string, path: string, json?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const answer = await this.send(method, path, { ...(json !== undefined && { json }), headers });
    return this.read<T>(method, path, answer);
  }

  /** Sends a file to the API in one request. */
  async sendFile<T>(path: string, file: SentFile): Promise<T> {
    return this.read<T>('POST', path, await this.send('POST', path, { file }));
  }

  private read<T>(method: string, path: string, answer: Answer): T {
    if (answer.status >= 400) throw new Refused(this.name, method, path, answer);
    return (answer.text === '' ? null : JSON.parse(answer.text)) as T; // the shape is the published one; the caller names it
  }

  private keep(line: string): void {
    const [pair, ...attributes] = line.split(';');
    const [name, ...value] = pair.split('=');
    const ended = attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
    if (ended) this.cookies.delete(name.trim());
    else this.cookies.set(name.trim(), value.join('='));
  }
}

/** The portal said no. */
export class Refused extends Error {
  constructor(
    who: string,
    method: string,
    path: string,
    readonly answer: Answer,
  ) {
    super(`${who}: ${method} ${path} was answered ${answer.status}: ${answer.text.slice(0, 600)}`);
    this.name = 'Refused';
  }

  /** Stable code of the refusal, when it is a problem of the API. */
  get code(): string | null {
    const type = this.answer.headers.get('content-type') ?? '';
    if (!type.includes('problem+json')) return null;
    return (JSON.parse(this.answer.text) as { code?: string }).code ?? null; // RFC 9457, with the portal's `code`
  }
}

function bodyOf(
  { json, form, file, bytes, type }: Sending,
  headers: Record<string, string>,
): string | FormData | Uint8Array<ArrayBuffer> | undefined {
  if (file !== undefined) {
    const data = new FormData();
    for (const [name, value] of Object.entries(file.fields)) data.append(name, value);
    data.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    return data; // the boundary sets the content type
  }
  if (json !== undefined) {
    headers['content-type'] = 'application/json';
    return JSON.stringify(json);
  }
  if (form !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return new URLSearchParams(form).toString();
  }
  if (bytes !== undefined) {
    headers['content-type'] = type ?? 'application/octet-stream';
    return new Uint8Array(bytes);
  }
  return undefined;
}
