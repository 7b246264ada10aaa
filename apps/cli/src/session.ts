import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { isLoopback, productionRefusal, projectRoot, type Config } from '#platform';
import { refuse } from './cli.messages.js';
import { print, tell } from './command.js';
import { askNamed, openDatabase, openEmbedded, type OpenDatabase } from './database.js';
import { takeFolder } from './lock.js';
import { ensureFolder, findPostgres, startPostgres, type RunningPostgres } from './postgres.js';
import { prepare } from './prepare.js';
import { isAlive, until } from './processes.js';
import { Supervisor } from './supervisor.js';

/** A request to stop, by signal. */
export interface StopRequest {
  readonly isMade: boolean;
  readonly made: Promise<void>;
}

/** Where a run speaks: the terminal, or a file when it only serves another command. */
export interface Output {
  /** A line of one of the processes. */
  readonly line: (child: string, text: string) => void;
  readonly print: typeof print;
  readonly tell: typeof tell;
}

const terminal: Output = { line: (child, text) => print(`${child.padEnd(6)} | ${text}`), print, tell };

/** One run of `./guichet start`: the database, the portal and the worker, from the first check to the last process stopped. */
export class Session {
  private readonly supervisor = new Supervisor({
    line: (child, text) => this.output.line(child, text),
    died: (child, cause, seconds) => this.output.tell('cli.child-died', { child, cause, seconds }),
  });
  private opened?: OpenDatabase;
  private leave?: () => void;
  private postgres?: RunningPostgres;
  private watch?: NodeJS.Timeout;
  private isClosing = false;

  constructor(
    private readonly config: Config,
    private readonly stop: StopRequest,
    private readonly output: Output = terminal,
  ) {}

  /** The database of this run, under each role, once it is open. */
  get urls(): OpenDatabase['urls'] {
    if (!this.opened) throw new Error('The session is not open');
    return this.opened.urls;
  }

  /** Checks, opens the database, prepares it, starts the processes and says the address; stops early when asked to. */
  async open(): Promise<void> {
    const { config, stop } = this;
    ensureFolder(config.path());
    this.leave = takeFolder(config.path());
    await checkPort(config);
    const isSuperuser = (await askNamed(config))?.isSuperuser ?? false;
    const refusal = productionRefusal(config, { isSuperuser, hasDemoAccounts: false });
    if (refusal) throw refusal;
    const database = await this.openDatabase();
    this.opened = database;
    if (stop.isMade) return;
    const lines = await prepare({ config, urls: database.urls });
    if (stop.isMade) return;
    this.startProcesses(database);
    await this.waitForPortal();
    if (stop.isMade) return;
    if (config.DEMO_DATA && !isLoopback(config.HOST)) this.output.tell('cli.demo-address', { host: config.HOST });
    for (const line of lines) this.output.print(line);
    this.output.tell('cli.ready', { address: config.publicUrl });
  }

  /** Stops the portal and the worker, then the database they use. */
  async close(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.watch);
    await this.supervisor.stop();
    if (this.leave && !this.config.DATABASE_URL) {
      const running = this.postgres ?? (await findPostgres({ folder: this.config.path() }));
      await running?.stop();
    }
    this.leave?.();
  }

  /** The embedded server is started anew, so that it is ours to stop: one left by a killed start is stopped first. */
  private async openDatabase(): Promise<OpenDatabase> {
    if (this.config.DATABASE_URL) return openDatabase(this.config);
    this.output.tell('cli.postgres-starts');
    const place = { folder: this.config.path() };
    this.postgres = await startPostgres(place);
    this.watch = setInterval(() => void this.revive(), 1_000);
    return openEmbedded(place, this.postgres);
  }

  /** A database that was killed recovers by itself when started again, on the port its clients know. */
  private async revive(): Promise<void> {
    if (!this.postgres || this.isClosing || isAlive(this.postgres.pid)) return;
    const { port } = this.postgres;
    this.postgres = undefined; // one attempt at a time
    this.output.tell('cli.child-died', { child: 'postgres', cause: 'exit', seconds: 0 });
    try {
      this.postgres = await startPostgres({ folder: this.config.path(), port });
    } catch (error) {
      this.output.print(error instanceof Error ? error.message : String(error));
      process.kill(process.pid, 'SIGTERM'); // nothing can be saved any more: stop in order
    }
  }

  private startProcesses({ urls }: OpenDatabase): void {
    const { config } = this;
    const shared = { ...process.env, DATA_DIR: config.path(), PORT: String(config.PORT), HOST: config.HOST, DATABASE_OWNER_URL: '' };
    const demo = String(config.DEMO_DATA);
    const script = (app: string) => join(projectRoot, 'dist', 'apps', app, 'src', 'main.js');
    this.supervisor.keep({
      name: 'portal',
      script: script('portal'),
      env: { ...shared, DEMO_DATA: demo, DATABASE_URL: urls.portal, DATABASE_SEALER_URL: '' },
    });
    this.supervisor.keep({
      name: 'worker',
      script: script('worker'),
      env: { ...shared, DEMO_DATA: demo, DATABASE_URL: urls.worker, DATABASE_SEALER_URL: urls.sealer },
    });
  }

  private async waitForPortal(): Promise<void> {
    const host = this.config.HOST === '0.0.0.0' ? '127.0.0.1' : this.config.HOST;
    const isOver = () => this.stop.isMade || this.supervisor.deathsOf('portal') >= 3;
    const isUp = await until(async () => isOver() || (await accepts(host, this.config.PORT)), 60_000);
    if (!isUp || (isOver() && !this.stop.isMade)) throw refuse.conflict('cli.child-does-not-start', { child: 'portal' });
  }
}

/** Refuses at once a port that somebody else holds, rather than after the database has started. */
async function checkPort({ PORT, HOST }: Config): Promise<void> {
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const params = { port: String(PORT), host: HOST, cause: error.code ?? error.message };
      fail(refuse.conflict(error.code === 'EADDRINUSE' ? 'cli.port-in-use' : 'cli.port-refused', params));
    });
    server.listen(PORT, HOST, () => server.close(() => done()));
  });
}

async function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    const answer = (isOpen: boolean) => {
      socket.destroy();
      done(isOpen);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
