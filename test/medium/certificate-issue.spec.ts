import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { AuditModule } from '#audit';
import {
  certificateHtml,
  DecisionsModule,
  DecisionsService,
  DelegationsService,
  RegisterQueries,
  SigningKeysService,
  verifyCredential,
} from '#decisions';
import { loadConfig, PdfPool, publicRead, sha256, system } from '#platform';
import { testDatabase } from '../support/database.js';
import { as, makeOrganisation, makePerson } from '../support/people.js';
import { childrenOf } from '../support/processes.js';
import { makeReviewed } from '../support/reviewed.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const find = await openRooms([AuditModule, DecisionsModule]);
const [decisions, register, keys] = [find(DecisionsService), find(RegisterQueries), find(SigningKeysService)];
const folder = mkdtempSync(join(tmpdir(), 'guichet-issue-'));
const children: ChildProcess[] = [];
const pool = new PdfPool(loadConfig({ DATA_DIR: folder }));

const agency = await makeOrganisation(database.portal, { kind: 'agency', name: 'Agence Repère' });
const lead = await makePerson(database.portal, { role: 'lead', organisationId: agency });
const decider = await makePerson(database.portal, { role: 'decider', organisationId: agency });
await as(database.portal, system('test'), (ctx) =>
  find(DelegationsService).grant(ctx, { accountId: decider.accountId, capacity: 'Directrice', actReference: 'Acte 1' }),
);

function startWorker(): ChildProcess {
  const child = spawn(process.execPath, [join(process.cwd(), 'dist/apps/worker/src/main.js')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url('guichet_worker'),
      DATABASE_SEALER_URL: database.url('guichet_sealer'),
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ...(process.env['CHROME_PATH'] && { CHROME_PATH: process.env['CHROME_PATH'] }),
    },
  });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it ended just before
  }
}

/** Kills the browser of a worker, if it has one at this instant. */
function killBrowser(worker: ChildProcess): boolean {
  const browsers = childrenOf(worker.pid ?? 0).filter(({ name }) => /chrom/i.test(name));
  return browsers.map(({ pid }) => isKilled(pid)).includes(true);
}

const count = async (table: string): Promise<number> =>
  Number((await database.owner.query<[{ found: string }]>(`SELECT count(*) AS found FROM ${table}`))[0].found);

async function refer(): Promise<void> {
  const file = await makeReviewed(database);
  const proposal = await as(database.portal, lead, (ctx) => decisions.propose(ctx, file.candidature, { outcome: 'referenced' }));
  await as(database.portal, decider, (ctx) => decisions.take(ctx, file.candidature, { proposalId: proposal.id, choice: 'confirm' }));
}

afterAll(async () => {
  await Promise.all(children.map(kill));
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('issuing certificates', () => {
  it('loses none and makes none twice when the browser, then the worker, is killed in the middle', async () => {
    const wanted = 12;
    let worker = startWorker();
    for (let number = 0; number < wanted; number++) await refer();
    let kills = 0;
    for (let turn = 0; (await count('certificate_issue')) < wanted; turn++) {
      if (kills < 6 && killBrowser(worker)) kills += 1;
      if (turn === 15) {
        await kill(worker);
        worker = startWorker();
      }
      await new Promise((next) => setTimeout(next, 100));
    }
    expect(kills).toBeGreaterThan(0);
    expect(await count('certificate_issue')).toBe(wanted);
    expect(await count(`event WHERE name = 'certificate.issue'`)).toBe(wanted);
    while ((await count(`event_delivery WHERE state = 'pending'`)) > 0 || (await count('outbox')) > 0)
      await new Promise((next) => setTimeout(next, 100));
    expect(await count(`event_delivery WHERE state = 'dead'`)).toBe(0);
    expect(await count(`event WHERE name = 'decision.notify'`)).toBe(wanted);
  }, 180_000);

  it('leaves documents that draw the same again, and verify offline', async () => {
    const found = await publicRead(database.portal, {}, async (ctx) => {
      const [entry] = await register.list(ctx, { limit: 1 });
      const issue = await register.issued(ctx, entry.number);
      return { entry, issue, jwks: await keys.published(ctx), lists: await register.statusLists(ctx) };
    });
    const { entry, issue, jwks, lists } = found;
    const again = await pool.render(certificateHtml(entry.facts, entry.issuer), entry.validFrom);
    expect(sha256(again.bytes)).toBe(issue.pdfSha256);
    expect(issue.chromium).toBe(again.chromium);
    const at = new Date(entry.validFrom.getTime() + 3_600_000);
    const verification = verifyCredential({ credential: issue.credential, pdf: issue.pdf, status: [lists ?? ''], jwks, at });
    expect(verification).toMatchObject({ outcome: 'authentic', pdf: 'matches', status: { checked: true } });
  });
});
