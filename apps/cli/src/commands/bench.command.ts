import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formatNumber, say } from '#platform';
import { differences } from '../bench/difference.js';
import { imports } from '../bench/imports.js';
import { verdicts } from '../bench/verdicts.js';
import type { Measure, Work } from '../bench/work.js';
import { cliMessages, refuse, terminalLocale } from '../cli.messages.js';
import { print, tell, type Command } from '../command.js';

/** Every work, in the order of the table. */
const works: readonly Work[] = [verdicts, differences, imports];
const usage = `bench [WORK…] [--json FILE]   (${works.map(({ name }) => name).join(', ')})`;

/** `./guichet bench`: measures what must stay quick, each beside what it is held against. */
export const benchCommand: Command = {
  name: 'bench',
  summary: {
    fr: 'Mesure ce qui doit rester rapide, chaque travail à côté de sa référence.',
    en: 'Measures what must stay quick, each work beside its reference.',
  },
  usage,
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'string' } } });
    const wanted = works.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    if (positionals.some((name) => works.every((work) => work.name !== name)))
      throw refuse.invalid('cli.usage', { usage: `./guichet ${usage}` });
    const results: Measure[] = [];
    for (const work of wanted) {
      tell('bench.running', { work: work.name });
      results.push(...(await work.run()));
    }
    show(results);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ results }, null, 2)}\n`);
    return results.every(({ met }) => met) ? 0 : 1;
  },
};

function show(results: readonly Measure[]): void {
  const locale = terminalLocale();
  const figure = (value: number) => formatNumber(Math.round(value * 100) / 100, locale);
  const heads = (['name', 'figure', 'limit', 'ratio', 'goal', 'met'] as const).map((name) => say(cliMessages[`bench.${name}`], locale));
  const rows = results.map(({ name, value, limit, ratio, goal, met }) => [
    name,
    `${figure(value)} ms`,
    limit === null ? '–' : `${figure(limit)} ms`,
    figure(ratio),
    goal,
    say(cliMessages[met ? 'bench.yes' : 'bench.no'], locale),
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  for (const row of [heads, ...rows])
    print(
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}
