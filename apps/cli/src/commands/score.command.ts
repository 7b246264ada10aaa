import { parseArgs } from 'node:util';
import {
  ecoindex,
  finding,
  readRgesnAudit,
  rgesn2024Criteria,
  scoreRgesn2024,
  scoreRgesnV1,
  type RgesnAuditFile,
  type Score,
} from '#criteria';
import { say } from '#platform';
import { cliMessages, refuse, terminalLocale } from '../cli.messages.js';
import { print, type Command } from '../command.js';
import { openFile, showFindings } from '../files.js';

const usage = 'score ecoindex --dom N --requests N --kb N [--legacy] | rgesn FILE [--edition 2024|2022]  [--json]';
const options = {
  dom: { type: 'string' },
  requests: { type: 'string' },
  kb: { type: 'string' },
  legacy: { type: 'boolean', default: false },
  edition: { type: 'string', default: '2024' },
  json: { type: 'boolean', default: false },
} as const;

/** `./guichet score`: the eco-design scores, as the portal computes them. */
export const scoreCommand: Command = {
  name: 'score',
  summary: {
    fr: 'Calcule un EcoIndex à partir de ses trois mesures, ou le score RGESN d’un audit (tableur officiel, JSON ou CSV).',
    en: 'Computes an EcoIndex from its three measures, or the RGESN score of an audit (official workbook, JSON or CSV).',
  },
  usage,
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [what, ...files] = positionals;
    if (what === 'ecoindex' && files.length === 0) return printEcoindex(values);
    if (what === 'rgesn' && files.length === 1 && ['2024', '2022'].includes(values.edition)) return printRgesn(files[0], values);
    throw refuse.invalid('cli.usage', { usage: `./guichet ${usage}` });
  },
};

type Values = Partial<Record<'dom' | 'requests' | 'kb', string>> & { legacy: boolean; edition: string; json: boolean };

function printEcoindex(values: Values): number {
  const page = { dom: measure('dom', values), requests: measure('requests', values), kilobytes: measure('kb', values) };
  const found = ecoindex(page, values.legacy ? 'legacy' : '2022-09-10');
  if (values.json) print(JSON.stringify({ ...found, page }, null, 2));
  else {
    const figures = { score: found.score, grade: found.grade ?? '–', ghg: found.greenhouseGas, water: found.water, version: found.version };
    print(say(cliMessages['score.ecoindex'], terminalLocale(), figures));
  }
  return 0;
}

function measure(option: 'dom' | 'requests' | 'kb', values: Values): number {
  const value = values[option];
  if (value === undefined) throw refuse.invalid('cli.usage', { usage: `./guichet ${usage}` });
  if (!/^\d{1,12}([.,]\d{1,6})?$/.test(value)) throw refuse.invalid('score.measure', { option, value });
  return Number(value.replace(',', '.'));
}

async function printRgesn(path: string, { edition, json }: Values): Promise<number> {
  const audit = await readRgesnAudit(await openFile(path));
  const found = edition === '2024' ? scoreRgesn2024(audit.marks) : scoreRgesnV1(audit.marks, audit.numbers);
  const findings = [...audit.findings, ...oddities(audit, found, edition)];
  if (json) print(JSON.stringify({ ...found, score: found.value, read: audit.read, findings }, null, 2));
  else {
    showFindings(findings);
    const { version, numerator, denominator } = found;
    const params = { version, score: found.value ?? 0, numerator, denominator, read: audit.read };
    print(say(cliMessages[found.value === null ? 'score.rgesn-none' : 'score.rgesn'], terminalLocale(), params));
  }
  return findings.some(({ level }) => level === 'error') ? 1 : 0;
}

/** A criterion that always applies was set aside, or a number does not exist in the edition. */
function oddities({ marks }: RgesnAuditFile, { failed }: Score, edition: string) {
  const known = new Set(rgesn2024Criteria.map(({ key }) => key));
  const strange = edition === '2024' ? [...marks.keys()].filter((number) => !known.has(number)) : [];
  return [
    ...failed.map((number) => finding('audit.always_applies', {}, { number })),
    ...strange.map((number) => finding('audit.unknown_number', {}, { number, edition })),
  ];
}
