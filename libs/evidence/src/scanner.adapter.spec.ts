import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { VirusScanner } from './scanner.adapter.js';

let server: Server | undefined;
const sockets = new Set<Socket>();

/** A daemon that keeps what it is sent and answers when the stream ends. */
async function daemon(answer: (received: Buffer) => string | null, cutAfter = Infinity): Promise<string> {
  server = createServer((socket) => {
    sockets.add(socket);
    const parts: Buffer[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      parts.push(part);
      const all = Buffer.concat(parts);
      if (all.length > cutAfter) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      const received = unframe(all);
      if (received === null) return;
      const text = answer(received);
      if (text === null) socket.destroy();
      else socket.end(`${text}\0`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has a port
}

/** The bytes sent, or null until the end of the stream. */
function unframe(all: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= all.length;) {
    const length = all.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(all.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server?.close();
  server = undefined;
});

describe('the virus scanner', () => {
  it('is sent every byte, and its word is believed', async () => {
    const sent = Buffer.alloc(300_000, 'abc');
    let received = Buffer.alloc(0);
    const address = await daemon((bytes) => ((received = Buffer.from(bytes)), 'stream: OK'));
    expect(await new VirusScanner(address).scan(Readable.from([sent.subarray(0, 7), sent.subarray(7)]))).toEqual({ signature: null });
    expect(received.equals(sent)).toBe(true);
  });

  it('names the virus it found', async () => {
    const address = await daemon(() => 'stream: Eicar-Test-Signature FOUND');
    expect(await new VirusScanner(address).scan(Readable.from([Buffer.from('x')]))).toEqual({ signature: 'Eicar-Test-Signature' });
  });

  it.each([
    ['another word', () => 'stream: maybe'],
    ['an error', () => 'stream: lstat() failed ERROR'],
    ['a cut connection', () => null],
  ])('that answers %s gave no verdict', async (_what, answer) => {
    const address = await daemon(answer);
    await expect(new VirusScanner(address).scan(Readable.from([Buffer.from('x')]))).rejects.toThrow();
  });

  it('that refuses the size gave no verdict', async () => {
    const address = await daemon(() => 'stream: OK', 100_000);
    const large = Readable.from(Array.from({ length: 200 }, () => Buffer.alloc(65_536)));
    await expect(new VirusScanner(address).scan(large)).rejects.toThrow();
  });

  it('that stays silent gave no verdict', async () => {
    const address = await daemon(() => '');
    server?.removeAllListeners('connection');
    server?.on('connection', (socket) => sockets.add(socket));
    await expect(new VirusScanner(address, 100).scan(Readable.from([Buffer.from('x')]))).rejects.toThrow('silent');
  });

  it('that is not there gave no verdict', async () => {
    const address = await daemon(() => 'stream: OK');
    await new Promise((closed) => server?.close(closed));
    await expect(new VirusScanner(address).scan(Readable.from([Buffer.from('x')]))).rejects.toThrow('ECONNREFUSED');
  });
});
