import { type Logger, pino } from 'pino';

export type { Logger };

/** A structured logger: event name and ids, never a name, a mail or a free text. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, redact: ['req.headers.cookie', 'req.headers.authorization', 'password', 'secret'] });
}
