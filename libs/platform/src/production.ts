import type { DataSource } from 'typeorm';
import { demonstrationSecret, type Config } from './config.js';
import { errorsOf, type DomainError } from './errors.js';
import { messages, type Text } from './text.js';

/** What production refuses, one sentence part each. */
const productionMessages = messages({
  'production.refused': {
    fr: 'NODE_ENV=production refuse de démarrer avec : {problems}.',
    en: 'NODE_ENV=production refuses to start with: {problems}.',
  },
  'production.secret': { fr: 'le secret de démonstration (SECRET)', en: 'the demonstration secret (SECRET)' },
  'production.demo': { fr: 'les comptes de démonstration (DEMO_DATA)', en: 'demonstration accounts (DEMO_DATA)' },
  'production.demo-address': {
    fr: 'les comptes de démonstration hors de la boucle locale (HOST, DEMO_DATA)',
    en: 'demonstration accounts on an address other than loopback (HOST, DEMO_DATA)',
  },
  'production.embedded': { fr: 'PostgreSQL embarqué (DATABASE_URL vide)', en: 'the embedded PostgreSQL (DATABASE_URL is empty)' },
  'production.clock': { fr: 'une horloge déplaçable (GUICHET_CLOCK)', en: 'a movable clock (GUICHET_CLOCK)' },
  'production.scanner': { fr: 'aucun antivirus (CLAMD vide)', en: 'no virus scanner (CLAMD is empty)' },
  'production.superuser': {
    fr: 'un rôle de base de données superutilisateur (DATABASE_URL)',
    en: 'a database role with superuser rights (DATABASE_URL)',
  },
});

const refuse = errorsOf(productionMessages);

/** What the database says of itself, where it matters to production. */
export interface DatabaseFacts {
  /** The role of DATABASE_URL is a superuser: every other fence would be for show. */
  readonly isSuperuser: boolean;
  /** Demonstration accounts are present, whatever DEMO_DATA says today. */
  readonly hasDemoAccounts: boolean;
}

/** True for an address nobody else can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Everything these settings hold that production refuses; empty outside production. */
export function productionProblems(config: Config, facts: DatabaseFacts): readonly Text[] {
  if (!config.isProduction) return [];
  const hasDemo = config.DEMO_DATA || facts.hasDemoAccounts;
  const found: readonly (readonly [boolean, keyof typeof productionMessages])[] = [
    [config.SECRET === demonstrationSecret, 'production.secret'],
    [hasDemo, 'production.demo'],
    [hasDemo && !isLoopback(config.HOST), 'production.demo-address'],
    [!config.DATABASE_URL, 'production.embedded'],
    [config.GUICHET_CLOCK !== undefined, 'production.clock'],
    [!config.CLAMD, 'production.scanner'],
    [facts.isSuperuser, 'production.superuser'],
  ];
  return found.filter(([isHeld]) => isHeld).map(([, code]) => productionMessages[code]);
}

/** The refusal that names every problem at once; nothing outside production, or when all is well. */
export function productionRefusal(config: Config, facts: DatabaseFacts): DomainError | undefined {
  const problems = productionProblems(config, facts);
  if (problems.length === 0) return undefined;
  const list = { fr: problems.map(({ fr }) => fr).join(', '), en: problems.map(({ en }) => en).join(', ') };
  return refuse.conflict('production.refused', { problems: list });
}

/** Stops a process of production that may not open, naming every reason. Each process asks for itself, since none trusts how it was started. */
export async function refuseInProduction(config: Config, database: DataSource, hasDemoAccounts: boolean): Promise<void> {
  if (!config.isProduction) return;
  const [{ isSuperuser }] = await database.query<[{ isSuperuser: boolean }]>(
    'SELECT rolsuper AS "isSuperuser" FROM pg_roles WHERE rolname = current_user',
  );
  const refusal = productionRefusal(config, { isSuperuser, hasDemoAccounts });
  if (refusal) throw refusal;
}
