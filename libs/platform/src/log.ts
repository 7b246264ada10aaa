import { type Logger, pino } from 'pino';

export type { Logger };

/** A structured logger: event name and ids, never a name, a mail or a free text. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'password', 'secret'],
    serializers: { err: describeError },
  });
}

/** What a log may say of a failure: where it happened, never the values at hand. The database quotes them in its messages. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, query, table, constraint, driverError } = error as Error & Readonly<Record<string, unknown>>; // an error carries what its library adds
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const told = driverError === undefined && query === undefined ? { message: error.message } : { query };
  return { type: error.name, code, table, constraint, ...told, stack: frames.join('\n') };
}
