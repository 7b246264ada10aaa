import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';

/** A real Redis of our own, for one test. */
export interface TestRedis {
  readonly url: string;
  /** Removes every key, as a hand would. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/** Path of `redis-server` when it is installed; null otherwise, and then the tests that need it are skipped, except under CI=true. */
export async function findRedis(): Promise<string | null> {
  try {
    return execFileSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' }).trim();
  } catch {
    if (process.env.CI === 'true') throw new Error('redis-server is not installed: with CI=true its tests may not be skipped');
    process.stderr.write('skipped: redis-server is not installed, so the queue on Redis is not tested here\n');
    return null;
  }
}

/** Starts a Redis that keeps nothing on disk, on a free port of the loopback. */
export async function startRedis(path: string): Promise<TestRedis> {
  const port = await freePort();
  const child = spawn(path, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => undefined); // not listening yet: it tries again
  await client.ping();
  return {
    url,
    empty: async () => {
      await client.flushall();
    },
    stop: async () => {
      client.disconnect();
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
