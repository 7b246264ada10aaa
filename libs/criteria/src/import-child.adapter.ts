import type { ImportAnswer } from './import-process.adapter.js';
import { importPackages, type ImportHints } from './package.importer.js';

/** Reads the files that its parent sends, one after the other; see `ImportProcess`. */
async function answer(bytes: Uint8Array, hints: ImportHints): Promise<ImportAnswer> {
  try {
    return { results: await importPackages(bytes, hints) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
  }
}

process.on('message', ({ bytes, hints }: { bytes: Uint8Array; hints: ImportHints }) => {
  void answer(bytes, hints).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit(0));
