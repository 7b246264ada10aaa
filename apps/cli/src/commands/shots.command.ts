import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#platform';
import { print, tell, type Command } from '../command.js';
import { Camera } from '../story/camera.js';
import { everyPage } from '../story/pictures.act.js';
import { play } from '../story/play.js';
import { Stage } from '../story/stage.js';
import { Theatre } from '../story/theatre.js';

const usage = 'shots [--out DIR] [--width 1280] [--dark]';

/** `./guichet shots`: every page as each role, after the story, and one contact sheet. */
export const shotsCommand: Command = {
  name: 'shots',
  summary: {
    fr: 'Photographie chaque page avec chaque rôle, et en fait une planche (var/shots).',
    en: 'Takes a picture of every page as each role, and one contact sheet (var/shots).',
  },
  usage,
  run: async (args) => {
    const { values } = parseArgs({ args, options: { out: { type: 'string' }, width: { type: 'string' }, dark: { type: 'boolean' } } });
    const width = Number(values.width ?? 1280);
    if (!Number.isInteger(width) || width < 240 || width > 4_000) {
      tell('cli.usage', { usage });
      return 2;
    }
    const folder = values.out === undefined ? resolve(projectRoot, 'var/shots') : resolve(values.out);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const theatre = await Theatre.open({ folder: join(folder, 'instance') });
    try {
      const stage = new Stage(theatre, folder, () => undefined);
      const played = await play(stage);
      const camera = await Camera.open(theatre.config, theatre.base);
      const pictures: { file: string; caption: string }[] = [];
      for (const { role, person, path, kind } of await everyPage(stage, played)) {
        const file = `${role}${kind.replaceAll(/[^\w-]+/g, '_')}.png`;
        await camera.shoot(person, path, { file: join(folder, file), width, scheme: values.dark ? 'dark' : 'light' });
        pictures.push({ file, caption: `${role} ${path}` });
      }
      print(await camera.contactSheet(folder, pictures));
      print(`${pictures.length} pages`);
      await camera.close();
    } finally {
      await theatre.close();
    }
    return 0;
  },
};
