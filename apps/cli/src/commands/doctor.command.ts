import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { migrations } from '#migrations';
import { dataSource, DomainError, findChromium, productionProblems, type Config, type Text } from '#platform';
import { terminalLocale } from '../cli.messages.js';
import { print, type Command } from '../command.js';
import { askNamed, openEmbedded } from '../database.js';
import { findPostgres } from '../postgres.js';
import { readSettings } from '../settings.js';

/** `ok` works, `off` is optional and not configured, `weak` works with a fence missing, `bad` does not work. */
interface Finding {
  readonly state: 'ok' | 'off' | 'weak' | 'bad';
  readonly subject: Text;
  readonly detail: string;
}

/** `./guichet doctor` */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: { fr: 'Dit l’état de chaque service et de chaque clôture.', en: 'Says the state of each service and of each fence.' },
  usage: 'doctor [--data DIR] [--json]',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { data: { type: 'string' }, json: { type: 'boolean' } } });
    const config = readSettings({ data: values.data });
    const findings = [runtime(), folder(config), ...(await database(config)), ...(await services(config)), ...production(config)];
    const locale = terminalLocale();
    if (values.json)
      print(
        JSON.stringify(
          findings.map(({ state, subject, detail }) => ({ state, subject: subject.en, detail })),
          null,
          2,
        ),
      );
    else for (const { state, subject, detail } of findings) print(`${state.padEnd(5)}${subject[locale].padEnd(28)}${detail}`);
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  },
};

function runtime(): Finding {
  const isReference = process.versions.node.startsWith('24.');
  return {
    state: 'ok',
    subject: { fr: 'Node.js', en: 'Node.js' },
    detail: `${process.versions.node}${isReference ? '' : ' (24 in production)'}`,
  };
}

function folder(config: Config): Finding {
  const subject = { fr: 'Dossier de données', en: 'Data folder' };
  const path = config.path();
  try {
    if (!existsSync(path)) return { state: 'off', subject, detail: `${path}: not made yet` };
    accessSync(path, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(path);
    const free = (bavail * bsize) / 2 ** 30;
    return { state: free < 5 ? 'weak' : 'ok', subject, detail: `${path}: ${free.toFixed(1)} GiB free` };
  } catch {
    return { state: 'bad', subject, detail: `${path}: cannot be written to` };
  }
}

/** Only asks: a database of others is not touched, its roles and passwords least of all. */
async function database(config: Config): Promise<readonly Finding[]> {
  const subject = { fr: 'Base de données', en: 'Database' };
  try {
    const named = await askNamed(config);
    if (named) {
      const isFenced = config.DATABASE_OWNER_URL !== undefined || named.mayCreateRoles;
      const owner = config.DATABASE_OWNER_URL ?? config.DATABASE_URL ?? '';
      return [
        { state: 'ok', subject, detail: `PostgreSQL ${named.version} (DATABASE_URL)` },
        await schema(owner),
        fence(isFenced, named.role),
      ];
    }
    const place = { folder: config.path() };
    const embedded = await findPostgres(place);
    if (!embedded) return [{ state: 'off', subject, detail: 'embedded PostgreSQL, not running (./guichet start)' }];
    const { urls, facts } = await openEmbedded(place, embedded);
    const detail = `PostgreSQL ${facts.version} (embedded, port ${embedded.port})`;
    return [{ state: 'ok', subject, detail }, await schema(urls.owner), fence(true, facts.role)];
  } catch (error) {
    return [{ state: 'bad', subject, detail: said(error) }];
  }
}

async function schema(url: string): Promise<Finding> {
  const source = await dataSource({ url, migrations, pool: 1, applicationName: 'guichet doctor' }).initialize();
  try {
    const isBehind = await source.showMigrations();
    const detail = isBehind ? 'migrations are waiting (./guichet migrate)' : `${migrations.length} migrations, up to date`;
    return { state: isBehind ? 'bad' : 'ok', subject: { fr: 'Schéma', en: 'Schema' }, detail };
  } finally {
    await source.destroy();
  }
}

function fence(isFenced: boolean, role: string): Finding {
  const subject = { fr: 'Clôture entre rôles', en: 'Fence between roles' };
  if (isFenced) return { state: 'ok', subject, detail: 'owner, portal, worker and sealer connect under their own roles' };
  return { state: 'weak', subject, detail: `the second fence is missing: ${role} does everything (add DATABASE_OWNER_URL)` };
}

async function services(config: Config): Promise<readonly Finding[]> {
  const queue = { fr: 'File de travail', en: 'Queue' };
  const mail = { fr: 'Courrier', en: 'Mail' };
  const scanner = { fr: 'Antivirus', en: 'Virus scanner' };
  return Promise.all([
    config.REDIS_URL
      ? probe(queue, config.REDIS_URL, { send: 'PING\r\n', expect: /PONG|NOAUTH/ })
      : { state: 'ok' as const, subject: queue, detail: 'in PostgreSQL' },
    config.SMTP_URL
      ? probe(mail, config.SMTP_URL, { send: '', expect: /^220/ })
      : { state: 'off' as const, subject: mail, detail: `written to ${config.path('mail')}` },
    config.CLAMD
      ? probe(scanner, config.CLAMD, { send: 'zPING\0', expect: /PONG/ })
      : { state: 'off' as const, subject: scanner, detail: 'files are marked “not scanned” (CLAMD)' },
    chromium(config),
  ]);
}

async function chromium(config: Config): Promise<Finding> {
  const subject = { fr: 'Chromium (documents)', en: 'Chromium (documents)' };
  try {
    return { state: 'ok', subject, detail: (await findChromium(config)).program };
  } catch (error) {
    return { state: 'bad', subject, detail: said(error) };
  }
}

function production(config: Config): readonly Finding[] {
  const subject = { fr: 'Production', en: 'Production' };
  if (!config.isProduction) return [{ state: 'off', subject, detail: `NODE_ENV=${config.NODE_ENV}: demonstration shortcuts are allowed` }];
  const problems = productionProblems(config, { isSuperuser: false, hasDemoAccounts: false });
  if (problems.length === 0) return [{ state: 'ok', subject, detail: 'nothing to refuse in the settings' }];
  return problems.map((problem) => ({ state: 'bad', subject, detail: problem[terminalLocale()] }));
}

/** Connects to a server (an address, host:port, or the path of a socket), says a word and reads the answer, within three seconds. */
async function probe(subject: Text, place: string, { send, expect }: { send: string; expect: RegExp }): Promise<Finding> {
  const socket = connect(target(place));
  const shown = place.replace(/\/\/[^@/]*@/, '//');
  return new Promise((done) => {
    const end = (state: Finding['state'], detail: string) => {
      socket.destroy();
      done({ state, subject, detail: `${shown}: ${detail}` });
    };
    socket.setTimeout(3_000, () => end('bad', 'silent'));
    socket.once('error', (error) => end('bad', error.message));
    socket.once('connect', () => send && socket.write(send));
    socket.once('data', (answer) => (expect.test(answer.toString()) ? end('ok', 'answers') : end('bad', 'answers something else')));
  });
}

function target(place: string): { host: string; port: number } | { path: string } {
  if (place.startsWith('/')) return { path: place };
  const { hostname, port, protocol } = new URL(place.includes('://') ? place : `tcp://${place}`);
  const usual: Readonly<Record<string, number>> = { 'redis:': 6379, 'rediss:': 6379, 'smtp:': 25, 'smtps:': 465, 'tcp:': 3310 };
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (usual[protocol] ?? 0) };
}

function said(error: unknown): string {
  if (error instanceof DomainError) return error.sentence(terminalLocale());
  return error instanceof Error ? error.message : String(error);
}
