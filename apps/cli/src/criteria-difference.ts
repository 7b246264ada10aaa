import { basename } from 'node:path';
import {
  changeKindLabels,
  changeKinds,
  difference,
  differenceCsv,
  differenceDocument,
  importPackage,
  whyOf,
  wordsText,
  type PackageContent,
} from '#criteria';
import { say } from '#platform';
import { refuse, terminalLocale } from './cli.messages.js';
import { print } from './command.js';
import { openFile, showFindings } from './files.js';

/** `./guichet criteria diff A B`: what became of each requirement between two files, in any format that can be imported. */
export async function compare(older: string, newer: string, { isJson, isCsv }: { isJson: boolean; isCsv: boolean }): Promise<number> {
  const [from, to] = [await readContent(older), await readContent(newer)];
  const found = difference(from, to);
  if (isJson) print(JSON.stringify(differenceDocument(found, from, to), null, 2));
  else if (isCsv) process.stdout.write(differenceCsv(found, from, to, terminalLocale()));
  else show(differenceDocument(found, from, to));
  return 0;
}

/** The package of a file, in any format that can be imported, or a refusal after its remarks. */
export async function readContent(path: string): Promise<PackageContent> {
  const { content, findings } = await importPackage(await openFile(path), { fileName: basename(path) });
  if (content !== null) return content;
  showFindings(findings.filter(({ level }) => level === 'error'));
  throw refuse.invalid('cli.not-a-package', { file: path });
}

function show({ counts, changes }: ReturnType<typeof differenceDocument>): void {
  const locale = terminalLocale();
  for (const kind of changeKinds) print(`${String(counts[kind]).padStart(5)}  ${say(changeKindLabels[kind], locale)}`);
  for (const change of changes) {
    if (change.kind === 'unchanged') continue;
    print();
    const ends = [change.from, change.to].filter((end, place, both) => end !== null && both.indexOf(end) === place).join(' → ');
    print(`${say(changeKindLabels[change.kind], locale)}  ${ends}  ${whyOf(change, locale)}`);
    if (change.words.length > 0) print(wordsText(change.words));
  }
}
