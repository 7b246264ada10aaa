import { parseArgs } from 'node:util';
import { auditEntities, auditMessages, type EventProof, JournalQueries, type JournalReport, provesInclusion } from '#audit';
import { type Config, type Ctx, dataSource, type Jwks, knownKeys, say, system, transact } from '#platform';
import { refuse, terminalLocale } from '../cli.messages.js';
import { print, tell, type Command } from '../command.js';
import { readSettings } from '../settings.js';
import { withDatabase } from '../with-database.js';

const usage = 'audit verify|proof EVENT_ID [--data DIR] [--json]';

/** `./guichet audit`: re-checks the journal with nothing but its rows and the public keys. */
export const auditCommand: Command = {
  name: 'audit',
  summary: {
    fr: 'Recalcule le journal scellé et nomme le premier maillon rompu, ou prouve qu’un événement y figure.',
    en: 'Recomputes the sealed journal and names the first broken link, or proves that an event is in it.',
  },
  usage,
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const [what, eventId] = positionals;
    const config = readSettings({ data: values.data });
    const journal = new JournalQueries();
    if (what === 'verify') {
      const report = await onJournal(config, (ctx) => journal.verify(ctx, knownKeys(config)));
      return values.json ? printJson(report, report.intact) : showReport(report);
    }
    if (what === 'proof' && eventId !== undefined) {
      const proof = await onJournal(config, (ctx) => journal.proof(ctx, eventId));
      return values.json ? printJson(proof, provesInclusion(proof.proof)) : showProof(proof, knownKeys(config));
    }
    throw refuse.invalid('cli.usage', { usage: `./guichet ${usage}` });
  },
};

/** Reads under the portal's role, which may change nothing of the journal. */
function onJournal<T>(config: Config, use: (ctx: Ctx) => Promise<T>): Promise<T> {
  return withDatabase(config, async ({ urls }) => {
    const source = dataSource({ url: urls.portal, entities: auditEntities, pool: 2, applicationName: 'guichet audit' });
    const database = await source.initialize();
    try {
      return await transact(database, { actor: system('audit'), locale: terminalLocale(), readOnly: true }, use);
    } finally {
      await database.destroy();
    }
  });
}

function printJson(facts: unknown, holds: boolean): number {
  print(JSON.stringify(facts, null, 2));
  return holds ? 0 : 1;
}

function showReport({ intact, broken, sealed, tail, roots, chainHash, merkleRoot }: JournalReport): number {
  tell('cli.journal', { sealed, roots, chainHash, merkleRoot });
  tell('cli.journal-tail', { events: tail.events, seconds: Math.round(tail.oldestSeconds ?? 0) });
  if (broken === null) tell('cli.journal-intact');
  else {
    print(say(auditMessages[broken.code], terminalLocale(), { position: broken.position }));
    if (broken.eventId !== null) print(broken.eventId);
  }
  return intact ? 0 : 1;
}

function showProof({ event, proof, root }: EventProof, keys: Jwks): number {
  const holds = provesInclusion(proof);
  print(
    JSON.stringify(
      { event: event.id, name: event.name, at: event.at, ...proof, day: root?.day ?? null, token: root?.token ?? null },
      null,
      2,
    ),
  );
  const isSigned = root !== null && keys.keys.some(({ kid }) => kid === root.kid);
  tell(isSigned ? 'cli.proof-signed' : 'cli.proof-unsigned', { day: root?.day ?? '–', kid: root?.kid ?? '–' });
  return holds ? 0 : 1;
}
