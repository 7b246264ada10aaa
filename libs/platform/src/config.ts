import 'reflect-metadata';
import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUrl, Max, Min, MinLength, validateSync } from 'class-validator';

/** One setting: what it is for, and the value `.env.example` shows. */
interface SettingNote {
  readonly about: string;
  readonly example: string;
}

const notes = new Map<string, SettingNote>();

/** Documents a setting; `.env.example` is made from these notes. */
function Setting(about: string, example = ''): PropertyDecorator {
  return (_target, property) => {
    notes.set(String(property), { about, example });
  };
}

const Flag = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => value === true || value === 'true' || value === '1');
const Int = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value));

/** The value shipped for the secrets of a demonstration; production refuses it. */
export const demonstrationSecret = 'demonstration-secret-change-me-0000000000';

/** Every setting of the portal, read once at start. A missing or odd value stops the start. */
export class Config {
  @Setting('`production` refuses demonstration shortcuts; anything else is a demonstration or a test.', 'development')
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @Setting('Port of the portal.', '3000')
  @Int()
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT = 3000;

  @Setting('Address the portal listens on.', '127.0.0.1')
  @IsString()
  HOST = '127.0.0.1';

  @Setting('Address people type: used in mails, certificates and credentials. Empty: http://HOST:PORT.', 'https://guichet.example')
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  PUBLIC_URL?: string;

  @Setting('PostgreSQL (16 or newer) of this process. Empty with `./guichet start`: an embedded PostgreSQL under DATA_DIR.')
  @IsOptional()
  @IsString()
  DATABASE_URL?: string;

  @Setting('Owner of the schema, for migrations, where DATABASE_URL is a role that owns nothing.')
  @IsOptional()
  @IsString()
  DATABASE_OWNER_URL?: string;

  @Setting('Role of the sealer of events, where it differs from DATABASE_URL (worker only).')
  @IsOptional()
  @IsString()
  DATABASE_SEALER_URL?: string;

  @Setting('Connections each process may open.', '10')
  @Int()
  @IsInt()
  @Min(2)
  @Max(200)
  DATABASE_POOL = 10;

  @Setting('Folder of everything the portal writes: evidence, mail, keys, embedded database.', './var')
  @IsString()
  DATA_DIR = './var';

  @Setting('Redis for the queue; empty: the queue lives in PostgreSQL.', 'redis://127.0.0.1:6379')
  @IsOptional()
  @IsString()
  REDIS_URL?: string;

  @Setting('SMTP server; empty: mail is written to DATA_DIR/mail.', 'smtp://127.0.0.1:1025')
  @IsOptional()
  @IsString()
  SMTP_URL?: string;

  @Setting('Sender of the mails.', 'Guichet <guichet@guichet.example>')
  @IsString()
  MAIL_FROM = 'Guichet <ne-pas-repondre@guichet.example>';

  @Setting('Virus scanner (clamd) as host:port or a socket path; empty: files are marked “not scanned”.', '127.0.0.1:3310')
  @IsOptional()
  @IsString()
  CLAMD?: string;

  @Setting('Chromium to draw documents with, where the one of the packages does not run.', '/usr/bin/chromium')
  @IsOptional()
  @IsString()
  CHROME_PATH?: string;

  @Setting('File of the private key (JWK) that signs credentials and daily roots; empty: DATA_DIR/keys.')
  @IsOptional()
  @IsString()
  SIGNING_KEY_FILE?: string;

  @Setting('Signature algorithm of a new key.', 'Ed25519')
  @IsIn(['Ed25519', 'ES256'])
  SIGNING_ALGORITHM: 'Ed25519' | 'ES256' = 'Ed25519';

  @Setting('Secret of cookies, form tokens and sealed columns (32 characters at least).', demonstrationSecret)
  @IsString()
  @MinLength(32)
  SECRET = demonstrationSecret;

  @Setting('Demonstration organisations, accounts and calls are created on first start.', 'true')
  @Flag()
  @IsBoolean()
  DEMO_DATA = true;

  @Setting('Moves the clock of the portal at start, for demonstrations and tests; refused in production.', '2026-05-13T11:59:59+02:00')
  @IsOptional()
  @IsISO8601({ strict: true })
  GUICHET_CLOCK?: string;

  @Setting('Look of the pages: `guichet` (own stylesheet) or `state` (official design system, for entitled operators).', 'guichet')
  @IsIn(['guichet', 'state'])
  BRAND: 'guichet' | 'state' = 'guichet';

  @Setting('Largest file a vendor may send, in bytes.', '5368709120')
  @Int()
  @IsInt()
  @Min(1024)
  UPLOAD_MAX_BYTES = 5_368_709_120;

  @Setting('Least severe log line that is written.', 'info')
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
  LOG_LEVEL: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  @Setting('True behind a reverse proxy that sets X-Forwarded-For and X-Forwarded-Proto.', 'false')
  @Flag()
  @IsBoolean()
  TRUST_PROXY = false;

  /** Address of the portal, without a final slash. */
  get publicUrl(): string {
    return (this.PUBLIC_URL ?? `http://${this.HOST}:${this.PORT}`).replace(/\/$/, '');
  }

  /** A path under the data folder. */
  path(...parts: string[]): string {
    return resolve(this.DATA_DIR, ...parts);
  }

  /** True where demonstration shortcuts are refused. */
  get isProduction(): boolean {
    return this.NODE_ENV === 'production';
  }
}

/** Names of every setting, in the order of the schema. */
export const settingNames = [...notes.keys()];

/**
 * Reads and checks the settings.
 * @throws Error naming each wrong setting, the cause and the expected form, all at once.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(settingNames.filter((name) => (env[name] ?? '') !== '').map((name) => [name, env[name]]));
  const config = plainToInstance(Config, given, { exposeDefaultValues: true });
  const problems = validateSync(config, { whitelist: true });
  if (problems.length > 0) {
    const lines = problems.map(({ property, constraints = {} }) => {
      const note = notes.get(property);
      const hint = note?.example ? ` (for example ${note.example})` : '';
      return `- ${property}: ${Object.values(constraints).join('; ')}${hint}`;
    });
    throw new Error(`Settings to correct:\n${lines.join('\n')}`);
  }
  return config;
}

/** The text of `.env.example`, made from the schema. */
export function envExample(): string {
  const head = '# Every setting of Guichet. All are optional for a demonstration. Made by `./guichet env-example`.\n';
  return head + [...notes].map(([name, { about, example }]) => `\n# ${about}\n#${name}=${example}\n`).join('');
}
