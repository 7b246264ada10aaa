import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** What the scanner says of a stream: the name of the virus, or null when it found none. */
export interface ScanResult {
  readonly signature: string | null;
}

/**
 * A virus scanner that speaks the clamd protocol (INSTREAM). Anything but a plain answer is an error, never “clean”:
 * daemon absent, stream over its limit, connection cut, silence.
 */
export class VirusScanner {
  /** @param address `host:port` or the path of a socket. @param silenceMs how long it may stay silent. */
  constructor(
    private readonly address: string,
    private readonly silenceMs = 120_000,
  ) {}

  /** Sends the bytes to the scanner. @throws Error when no verdict came back. */
  async scan(bytes: Readable): Promise<ScanResult> {
    const socket = this.open();
    const answer = reply(socket, this.silenceMs);
    try {
      await send(socket, bytes, answer);
      return verdict(await answer);
    } finally {
      bytes.destroy();
      socket.destroy();
    }
  }

  private open(): Socket {
    const [, host, port] = /^(?:tcp:\/\/)?(\[[^\]]+\]|[^/:]+):(\d+)$/.exec(this.address) ?? [];
    return port ? connect({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) }) : connect({ path: this.address });
  }
}

/** Each piece is preceded by its length on four bytes; a length of zero ends the stream. */
async function send(socket: Socket, bytes: Readable, answer: Promise<string>): Promise<void> {
  let answered = false;
  const over = answer.then(
    () => void (answered = true),
    () => void (answered = true),
  );
  socket.write('zINSTREAM\0');
  for await (const piece of bytes) {
    if (answered) return; // the scanner refuses the rest: its answer says why
    const body = Buffer.from(piece as Uint8Array); // a binary stream yields bytes
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    socket.write(length);
    if (!socket.write(body)) await Promise.race([new Promise((resume) => socket.once('drain', resume)), over]);
  }
  if (!answered) socket.write(Buffer.alloc(4));
}

function reply(socket: Socket, silenceMs: number): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    const parts: Buffer[] = [];
    const finish = (): void => resolve(Buffer.concat(parts).toString('utf8').replace(/\0/g, '').trim());
    socket.setTimeout(silenceMs, () => reject(new Error('the virus scanner stays silent')));
    socket.on('data', (part) => {
      parts.push(part);
      if (part.includes(0)) finish();
    });
    socket.once('error', reject);
    socket.once('close', finish);
  });
  answer.catch(() => undefined); // awaited after the stream was sent: a failure before that is not lost
  return answer;
}

function verdict(answer: string): ScanResult {
  if (answer === 'stream: OK') return { signature: null };
  const [, signature] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (signature) return { signature };
  throw new Error(`the virus scanner gave no verdict: ${answer.slice(0, 120) || 'connection closed'}`);
}
