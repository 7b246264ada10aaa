import { createWriteStream, mkdirSync, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { codeAt } from '#accounts';
import { type Config, type Role, say } from '#platform';
import { cliMessages } from '../cli.messages.js';
import { resetDemonstration, type DemonstrationAccount } from '../demonstration/accounts.js';
import { freePort } from '../postgres.js';
import { Session } from '../session.js';
import { readSettings } from '../settings.js';
import { Person } from './person.js';

/** Where a private instance lives, and whether its folder is emptied first. */
export interface TheatreOptions {
  readonly folder: string;
}

/** Someone of the demonstration who has signed in. */
interface OnStage {
  readonly person: Person;
  readonly account: DemonstrationAccount;
}

/** A private instance of the portal, with its own database, worker and clock, and people who sign in over HTTP. */
export class Theatre {
  private readonly accounts = new Map<string, DemonstrationAccount>();
  private readonly stage = new Map<string, OnStage>();
  /** Where the clock was put; null while it runs with the server's. */
  private frozenAt: Date | null = null;

  private constructor(
    readonly config: Config,
    private readonly session: Session,
    private readonly log: WriteStream,
  ) {}

  /** Opens an instance in an empty folder, on a free port, and gives everyone of the cast a password. */
  static async open({ folder }: TheatreOptions): Promise<Theatre> {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const log = createWriteStream(join(folder, 'instance.log'));
    const config = readSettings({ port: String(await freePort()), data: folder, demoData: true });
    const session = new Session(
      config,
      { isMade: false, made: Promise.resolve() },
      {
        line: (child, text) => void log.write(`${child} ${text}\n`),
        print: () => undefined, // the accounts, with their passwords
        tell: (code, params) => void log.write(`${say(cliMessages[code], 'en', params)}\n`),
      },
    );
    const theatre = new Theatre(config, session, log);
    try {
      await session.open();
    } catch (error) {
      await theatre.close();
      throw error;
    }
    return theatre;
  }

  /** Address of the portal. */
  get base(): string {
    return this.config.publicUrl;
  }

  /** Addresses of its database, under each role. */
  get urls(): Session['urls'] {
    return this.session.urls;
  }

  /** The instant of the portal. */
  get now(): Date {
    return this.frozenAt ?? new Date();
  }

  /** A visitor. */
  visitor(): Person {
    return new Person(this.base, 'visitor');
  }

  /** The nth person of a role, signed in at the present instant of the portal. */
  async enter(role: Role, rank = 0): Promise<Person> {
    const known = this.stage.get(`${role}${rank}`);
    if (known) return known.person;
    if (!this.accounts.has(`${role}${rank}`)) {
      const accounts = await resetDemonstration(this.config, this.urls, role);
      for (const [index, account] of accounts.entries()) this.accounts.set(`${role}${index}`, account);
    }
    const account = this.accounts.get(`${role}${rank}`);
    if (!account) throw new Error(`The cast has no person ${rank + 1} with the role ${role}`);
    const person = new Person(this.base, account.name);
    await person.api('POST', '/api/v1/session', { email: account.email, password: account.password });
    if (account.factor) {
      await person.api('POST', '/api/v1/session/second-factor', { code: codeAt(account.factor.secret, this.now) });
    }
    this.stage.set(`${role}${rank}`, { person, account });
    return person;
  }

  /** The person of a role in an organisation of the cast, by its name. */
  async enterOther(role: Role, organisation: string): Promise<Person> {
    await this.enter(role);
    const rank = [...this.accounts.values()]
      .filter((account) => account.role === role)
      .findIndex((account) => account.organisation === organisation);
    if (rank < 0) throw new Error(`${organisation} has nobody with the role ${role}`);
    return this.enter(role, rank);
  }

  /**
   * Moves the clock and holds it there. Sessions and second factors follow the portal's clock: everyone gets new ones and signs in again.
   */
  async holdClock(at: Date): Promise<void> {
    const operator = await this.enter('operator');
    await operator.api('POST', '/api/v1/clock', { to: at.toISOString(), frozen: true });
    this.frozenAt = at;
    this.stage.clear();
    this.accounts.clear();
  }

  /** Stops everything and leaves the folder. */
  async close(): Promise<void> {
    await this.session.close();
    await new Promise<void>((done) => this.log.end(() => done()));
  }
}
