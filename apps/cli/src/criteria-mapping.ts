import { importMapping, linkTransfer, mappingHash, wholeRelation, type MappingContent, type MappingImport } from '#criteria';
import { print, tell } from './command.js';
import { readContent } from './criteria-difference.js';
import { openFile, showFindings } from './files.js';

/** The packages at both ends, as typed: files in any format that can be imported. */
export interface MappedFiles {
  readonly source?: string;
  readonly target?: string;
}

/** `./guichet criteria mapping FILE`: checks equivalences, against the packages given, and prints what each link transfers. */
export async function mappingFile(path: string, { source, target }: MappedFiles, { isJson }: { isJson: boolean }): Promise<number> {
  const packages = {
    source: source === undefined ? null : await readContent(source),
    target: target === undefined ? null : await readContent(target),
  };
  const imported = importMapping(await openFile(path), packages);
  if (isJson) print(JSON.stringify(accountOf(imported), null, 2));
  else show(imported);
  return imported.mappings.length > 0 && imported.findings.every(({ level }) => level !== 'error') ? 0 : 1;
}

function accountOf({ format, mappings, rows, findings }: MappingImport) {
  return {
    format,
    rows,
    mappings: mappings.map((content) => ({
      ...content,
      hash: mappingHash(content),
      links: content.links.map((link) => ({ ...link, transfers: linkTransfer(link) })),
    })),
    findings,
  };
}

function show({ mappings, rows, findings }: MappingImport): void {
  for (const content of mappings) showMapping(content);
  showFindings(findings);
  tell('mapping.read', { ...rows });
}

function showMapping({ code, version, source, target, links }: MappingContent): void {
  print(`${code} ${version}  ${source.package} ${source.version ?? ''} → ${target.package} ${target.version ?? ''}`);
  const names = (ends: MappingContent['links'][number]['sources']) => ends.map(({ key, part }) => part ?? key).join(' + ');
  for (const link of links) {
    const arrow = { both: '⇔', forward: '⇒', backward: '⇐', nothing: '·' }[linkTransfer(link)];
    print(`${arrow}  ${names(link.sources)}  ${wholeRelation(link)}  ${names(link.targets)}`);
  }
}
