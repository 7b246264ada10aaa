import type { AskedFile, ImportAnswer } from './import-process.adapter.js';
import { readLinks } from './lineage.importer.js';
import { importPackages } from './package.importer.js';

/** Reads the files that its parent sends, one after the other; see `ImportProcess`. */
async function answer({ bytes, hints }: AskedFile): Promise<ImportAnswer> {
  try {
    return hints === 'links' ? { links: readLinks(bytes) } : { results: await importPackages(bytes, hints) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
  }
}

process.on('message', (file: AskedFile) => {
  void answer(file).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit(0));
