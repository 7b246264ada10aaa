import { writeFile } from 'node:fs/promises';
import { exportPackage, readLinks, resolveLinks, withLineage } from '#criteria';
import { print, tell } from './command.js';
import { readContent } from './criteria-difference.js';
import { openFile, showFindings } from './files.js';

interface Options {
  /** File of the older version; without it, older keys are taken as they are written. */
  readonly from: string | undefined;
  /** Where the package with its lineage is written; without it, links are only checked. */
  readonly out: string | undefined;
  readonly isJson: boolean;
}

/** `./guichet criteria lineage FILE LINKS [--from OLDER] [--out FILE]`: holds links against two versions, and writes them as lineage. */
export async function linkFile(path: string, links: string, { from, out, isJson }: Options): Promise<number> {
  const to = await readContent(path);
  const older = from === undefined ? null : await readContent(from);
  const found = resolveLinks(readLinks(await openFile(links)), older, to);
  if (out !== undefined) {
    const { bytes } = await exportPackage(withLineage(to, older, found.links), /\.json$/i.test(out) ? 'json' : 'yaml', new Date());
    await writeFile(out, bytes);
  }
  const account = {
    package: to.code,
    version: to.version,
    from: older === null ? null : { package: older.code, version: older.version },
    rows: found.rows,
    links: found.links,
    findings: found.findings.map(({ row, column, level, code, message, cure }) => ({ row, column, level, code, message, cure })),
  };
  if (isJson) print(JSON.stringify(account, null, 2));
  else {
    for (const { from: key, to: own, relation } of found.links) print(`${key} → ${own}  ${relation}`);
    showFindings(found.findings);
    tell('cli.lineage', { ...found.rows, links: found.links.length });
  }
  return found.links.length > 0 && found.findings.every(({ level }) => level === 'info') ? 0 : 1;
}
