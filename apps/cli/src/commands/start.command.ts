import { parseArgs } from 'node:util';
import { readSettings } from '../settings.js';
import { tell, type Command } from '../command.js';
import { Session, type StopRequest } from '../session.js';

/** `./guichet start` */
export const startCommand: Command = {
  name: 'start',
  summary: {
    fr: 'Lance le portail et son travail de fond, avec PostgreSQL embarqué sauf DATABASE_URL.',
    en: 'Starts the portal and its background work, with an embedded PostgreSQL unless DATABASE_URL is set.',
  },
  usage: 'start [--port N] [--data DIR] [--no-demo-data]',
  run: async (args) => {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, data: { type: 'string' }, 'no-demo-data': { type: 'boolean' } },
    });
    const config = readSettings({ port: values.port, data: values.data, demoData: values['no-demo-data'] ? false : undefined });
    const stop = stopOnSignals();
    const session = new Session(config, stop);
    try {
      await session.open();
      await stop.made;
    } finally {
      if (stop.isMade) tell('cli.stopping');
      await session.close();
    }
    tell('cli.stopped');
    return 0;
  },
};

/** Ctrl-C, a polite kill and a closed terminal all stop everything in order. */
function stopOnSignals(): StopRequest {
  const request = { isMade: false, made: Promise.resolve() };
  request.made = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        request.isMade = true;
        done();
      });
    }
  });
  return request;
}
