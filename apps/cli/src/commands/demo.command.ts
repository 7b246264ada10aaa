import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#platform';
import { refuse } from '../cli.messages.js';
import { print, type Command } from '../command.js';
import { photograph } from '../story/pictures.act.js';
import { play } from '../story/play.js';
import { type Line, Stage } from '../story/stage.js';
import { Theatre } from '../story/theatre.js';

/** `./guichet demo`: the whole story over HTTP. 0 only if every step really held. */
export const demoCommand: Command = {
  name: 'demo',
  summary: {
    fr: 'Joue toute l’histoire par HTTP, avec chaque personne, sur une instance privée ; ses fichiers restent dans var/demo.',
    en: 'Plays the whole story over HTTP, as each person, on a private instance; its files stay in var/demo.',
  },
  usage: 'demo [--rem FILE] [--out DIR] [--json]',
  run: async (args) => {
    const { values } = parseArgs({ args, options: { rem: { type: 'string' }, out: { type: 'string' }, json: { type: 'boolean' } } });
    const folder = values.out === undefined ? resolve(projectRoot, 'var/demo') : resolve(values.out);
    const rem = values.rem === undefined ? undefined : resolve(values.rem);
    if (rem !== undefined && !existsSync(rem)) throw refuse.invalid('cli.no-file', { file: rem });
    mkdirSync(folder, { recursive: true });
    const begun = performance.now();
    const theatre = await Theatre.open({ folder: resolve(folder, 'instance') });
    const say = (line: Line): void => (values.json ? undefined : print(`  ${line.act.padEnd(9)} ${line.who} ${line.what}`));
    const stage = new Stage(theatre, folder, say);
    let failure: string | null = null;
    try {
      await photograph(stage, await play(stage, rem === undefined ? undefined : { rem }));
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    } finally {
      await theatre.close();
    }
    const seconds = Math.round((performance.now() - begun) / 1_000);
    if (values.json) print(JSON.stringify({ held: failure === null, failure, seconds, folder, steps: stage.lines }, null, 2));
    else
      print(
        failure === null
          ? `\nEvery step held, in ${seconds} s. Files: ${folder}`
          : `\n${failure}\nAfter ${seconds} s. Log: ${folder}/instance/instance.log`,
      );
    return failure === null ? 0 : 1;
  },
};
