import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Camera } from '../../apps/cli/src/story/camera.js';
import { everyPage, type Played } from '../../apps/cli/src/story/pictures.act.js';
import { play } from '../../apps/cli/src/story/play.js';
import { Stage } from '../../apps/cli/src/story/stage.js';
import { Theatre } from '../../apps/cli/src/story/theatre.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-story-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** One rule broken on one page. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe('the whole story, on a private instance', () => {
  const folder = newFolder();
  let theatre: Theatre;
  let stage: Stage;
  let played: Played;

  beforeAll(async () => {
    theatre = await Theatre.open({ folder: join(folder, 'instance') });
    stage = new Stage(theatre, folder, () => undefined);
    // Two packages as in the demonstration, the lighter pair: each requirement is some forty calls.
    played = await play(stage, { packages: ['INTEROP', 'ETHIQUE'] });
  }, 300_000);

  afterAll(async () => {
    await theatre?.close();
  });

  it('holds from the criteria to the payment, and leaves its documents', () => {
    for (const name of ['certificate.pdf', 'certificate.json', 'status-list.json', 'jwks.json', 'register.csv', 'payments.csv']) {
      expect([name, existsSync(join(folder, name))]).toEqual([name, true]);
    }
  });

  it('leaves no name, mail address or secret in the logs', () => {
    const log = readFileSync(join(folder, 'instance', 'instance.log'), 'utf8');
    for (const word of ['Karadec', '@atelier-corvane', 'FR7630006000011234567890189', 'rapport', 'password', 'guichet_session=']) {
      expect([word, log.includes(word)]).toEqual([word, false]);
    }
  });

  it('shows pages without a barrier that axe can find, to every role, wide and narrow, light and dark', async () => {
    const seen = new Set<string>();
    const pages = (await everyPage(stage, played)).filter(({ kind }) => !seen.has(kind) && seen.add(kind));
    expect(pages.length).toBeGreaterThan(60);
    const camera = await Camera.open(theatre.config, theatre.base);
    const broken: string[] = [];
    const poses = [
      { width: 1280, scheme: 'light' },
      { width: 320, scheme: 'dark' },
    ] as const;
    const waiting = pages.flatMap((page) => poses.map((pose) => ({ ...page, pose })));
    // Several eyes: axe holds one tab at a time.
    const look = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { role, person, path, pose } = next;
        const violations = await camera.visit(person, path, pose, async (page) => {
          await page.evaluate(axe);
          const run = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`;
          return (await page.evaluate(run)) as Violation[]; // what axe answers
        });
        for (const { id, nodes } of violations) broken.push(`${role} ${path} ${pose.width}: ${id} ${nodes[0]?.html.slice(0, 160)}`);
      }
    };
    try {
      await Promise.all([look(), look(), look(), look()]);
    } finally {
      await camera.close();
    }
    expect(broken).toEqual([]);
  }, 600_000);
});

describe('the story on a real workbook', () => {
  const data = process.env.GUICHET_REAL_DATA;
  const workbook = data === undefined ? null : join(data, 'rem', 'REM-LGC-Va2-brouillon.xlsx');

  it('holds on 227 requirements', async () => {
    if (workbook === null) {
      process.stdout.write('GUICHET_REAL_DATA is not set: the story was not played on a real workbook.\n');
      return;
    }
    const folder = newFolder();
    const theatre = await Theatre.open({ folder: join(folder, 'instance') });
    try {
      const stage = new Stage(theatre, folder, () => undefined);
      await play(stage, { rem: workbook });
      expect(stage.lines.some(({ what }) => what.includes('227 requirements'))).toBe(true);
    } finally {
      await theatre.close();
    }
  }, 300_000);
});
