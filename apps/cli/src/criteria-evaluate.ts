import { evaluate, type Evaluation, type Result } from '#criteria';
import { say } from '#platform';
import { cliMessages, refuse, terminalLocale } from './cli.messages.js';
import { print } from './command.js';
import { readContent } from './criteria-difference.js';
import { openFile } from './files.js';

const known: readonly Result[] = ['conform', 'minor', 'major', 'not_applicable', 'needs_clarification'];

/** `./guichet criteria evaluate PACKAGE RESULTS`: the verdict on `{answers: {profile: true}, results: {key: "conform"}}`, and what blocks. */
export async function evaluateFile(path: string, resultsPath: string, { isJson }: { isJson: boolean }): Promise<number> {
  const content = await readContent(path);
  const { answers, results } = await readResults(resultsPath);
  const keys = new Set(content.requirements.map(({ key }) => key));
  const strange = [...results.keys()].filter((key) => !keys.has(key));
  const found = evaluate(content, answers, results);
  if (isJson) print(JSON.stringify({ package: content.code, version: content.version, ...found, unknown: strange }, null, 2));
  else show(found, strange);
  return found.verdict === 'conform' && strange.length === 0 ? 0 : 1;
}

function show({ verdict, blocking, pending }: Evaluation, strange: readonly string[]): void {
  const locale = terminalLocale();
  print(say(cliMessages[`evaluate.${verdict}`], locale));
  const lists = [
    ['evaluate.blocking', blocking],
    ['evaluate.waiting', pending],
    ['evaluate.unknown', strange],
  ] as const;
  for (const [code, keys] of lists) if (keys.length > 0) print(say(cliMessages[code], locale, { keys: keys.join(', ') }));
}

async function readResults(path: string): Promise<{ answers: Record<string, boolean>; results: Map<string, Result> }> {
  const document = parse((await openFile(path)).toString('utf8'), path);
  const answers = Object.entries(document.answers ?? {}).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean');
  const results = Object.entries(document.results ?? {}).map(([key, value]) => {
    const result = known.find((one) => one === value);
    if (result === undefined) throw refuse.invalid('evaluate.result', { key, value: String(value), known: known.join(', ') });
    return [key, result] as const;
  });
  return { answers: Object.fromEntries(answers), results: new Map(results) };
}

function parse(text: string, path: string): { answers: object | null; results: object | null } {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'results' in document) {
      return { answers: 'answers' in document ? members(document.answers) : null, results: members(document.results) };
    }
  } catch {
    // not JSON: said below
  }
  throw refuse.invalid('evaluate.not-results', { file: path });
}

function members(value: unknown): object | null {
  return typeof value === 'object' ? value : null;
}
