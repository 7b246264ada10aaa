import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import { SMTPServer } from 'smtp-server';

/** A mail that a server received. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, quoted-printable and base64 undone for the text part. */
  readonly raw: string;
}

/** A real mail server on the loopback address, stopped after the last case. */
export interface TestMailServer {
  readonly url: string;
  readonly received: ReceivedMail[];
  /** Refuses the next mails with a temporary error, until set back. */
  isBusy: boolean;
}

/** Starts a mail server on a free port. */
export async function startMailServer(): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  const state = { url: '', received, isBusy: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_address, _session, done) =>
      done(state.isBusy ? Object.assign(new Error('Try again later'), { responseCode: 451 }) : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: readable(Buffer.concat(parts).toString('utf8')),
        });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  afterAll(() => new Promise<void>((done) => server.close(() => done())));
  state.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`; // listening on a port, not on a path
  return state;
}

/** Undoes quoted-printable, enough to read words and links. */
export function readable(raw: string): string {
  const bytes = raw
    .replace(/=\r?\n/g, '')
    .replace(/((?:=[0-9A-F]{2})+)/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
  return bytes;
}
