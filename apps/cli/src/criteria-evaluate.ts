import {
  bilingual,
  algorithmInWords,
  evaluate,
  explain,
  keptScore,
  packageScores,
  scoreInWords,
  standingLabels,
  type Evaluation,
  type Measures,
  type PackageScore,
  type RequirementExplanation,
  type Result,
} from '#criteria';
import { say } from '#platform';
import { cliMessages, refuse, terminalLocale } from './cli.messages.js';
import { print } from './command.js';
import { readContent } from './criteria-difference.js';
import { openFile } from './files.js';

const known: readonly Result[] = ['conform', 'minor', 'major', 'not_applicable', 'needs_clarification'];

/**
 * `./guichet criteria evaluate PACKAGE RESULTS`: the verdict on `{answers: {profile: true}, results: {key: "conform"}}`, what blocks, and
 * the scores the package declares; `measures: {score: {dom, requests, kilobytes}}` gives those that are measured.
 */
export async function evaluateFile(path: string, resultsPath: string, { isJson }: { isJson: boolean }): Promise<number> {
  const content = await readContent(path);
  const { answers, results, measures } = await readResults(resultsPath);
  const keys = new Set(content.requirements.map(({ key }) => key));
  const strange = [...results.keys()].filter((key) => !keys.has(key));
  const found = evaluate(content, answers, results);
  const requirements = explain(content, answers, results);
  const scores = packageScores(content, answers, { results, measures });
  if (isJson) {
    const kept = scores.map((given) => ({ ...keptScore(given), ...(given.kind === 'computed' && { explained: given.computed }) }));
    const { code, version } = content;
    print(JSON.stringify({ package: code, version, ...found, scores: kept, unknown: strange, requirements }, null, 2));
  } else show(found, { requirements, scores, strange });
  return found.verdict === 'conform' && strange.length === 0 ? 0 : 1;
}

interface Shown {
  readonly requirements: readonly RequirementExplanation[];
  readonly scores: readonly PackageScore[];
  readonly strange: readonly string[];
}

function show({ verdict }: Evaluation, { requirements, scores, strange }: Shown): void {
  const locale = terminalLocale();
  print(say(cliMessages[`evaluate.${verdict}`], locale));
  const groups = [
    ['evaluate.blocking', 'blocks'],
    ['evaluate.waiting', 'waits'],
  ] as const;
  for (const [code, wanted] of groups) {
    const lines = requirements.filter(({ effect }) => effect === wanted);
    if (lines.length > 0) print(say(cliMessages[code], locale, { count: lines.length }));
    for (const { key, standing } of lines) print(`  ${key}: ${standingLabels[standing][locale]}`);
  }
  if (strange.length > 0) print(say(cliMessages['evaluate.unknown'], locale, { keys: strange.join(', ') }));
  for (const kept of scores.map(keptScore)) {
    const title = bilingual(kept.title)[locale];
    print(say(cliMessages['evaluate.score'], locale, { title, value: scoreInWords(kept), algorithm: algorithmInWords(kept) }));
  }
}

async function readResults(path: string): Promise<{ answers: Record<string, boolean>; results: Map<string, Result>; measures: Measures }> {
  const document = parse((await openFile(path)).toString('utf8'), path);
  const answers = Object.entries(document.answers ?? {}).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'boolean') throw refuse.invalid('evaluate.answer', { key, value: JSON.stringify(value) });
    return [key, value] as const;
  });
  const results = Object.entries(document.results ?? {}).map(([key, value]) => {
    const result = known.find((one) => one === value);
    if (result === undefined) throw refuse.invalid('evaluate.result', { key, value: String(value), known: known.join(', ') });
    return [key, result] as const;
  });
  return { answers: Object.fromEntries(answers), results: new Map(results), measures: measuresOf(document.measures ?? {}) };
}

const measured = ['dom', 'requests', 'kilobytes'] as const;

/** Measures of pages by key of score: three numbers that are not negative. */
function measuresOf(given: object): Measures {
  return Object.fromEntries(
    Object.entries(given).map(([key, page]: [string, unknown]) => {
      const numbers = measured.map((name) =>
        typeof page === 'object' && page !== null && name in page ? Number(Reflect.get(page, name)) : NaN,
      );
      if (numbers.some((number) => !Number.isFinite(number) || number < 0)) throw refuse.invalid('evaluate.measure', { key });
      const [dom, requests, kilobytes] = numbers;
      return [key, { dom, requests, kilobytes }];
    }),
  );
}

function parse(text: string, path: string): { answers: object | null; results: object | null; measures: object | null } {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'results' in document) {
      return {
        answers: 'answers' in document ? members(document.answers) : null,
        results: members(document.results),
        measures: 'measures' in document ? members(document.measures) : null,
      };
    }
  } catch {
    // not JSON: said below
  }
  throw refuse.invalid('evaluate.not-results', { file: path });
}

function members(value: unknown): object | null {
  return typeof value === 'object' ? value : null;
}
