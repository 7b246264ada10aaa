import type { Command } from '../command.js';

/** `./guichet build`: the script at the root does it before any verb could run; this entry is its line in the help. */
export const buildCommand: Command = {
  name: 'build',
  summary: { fr: 'Compile les trois applications dans dist/.', en: 'Builds the three applications into dist/.' },
  usage: 'build',
  run: async () => 0,
};
