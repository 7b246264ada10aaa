import type { AskedFile, ImportAnswer } from './import-process.adapter.js';
import { readLinks } from './lineage.importer.js';
import { checkMappings, readMappingFile } from './mapping.importer.js';
import { importPackages } from './package.importer.js';

/** Reads the files that its parent sends, one after the other; see `ImportProcess`. */
async function read(file: AskedFile): Promise<ImportAnswer> {
  switch (file.as) {
    case 'packages':
      return { results: await importPackages(file.bytes, file.hints) };
    case 'links':
      return { links: readLinks(file.bytes) };
    case 'mappings':
      return { contents: readMappingFile(file.bytes).read.map(({ content }) => content) };
    case 'bound-mappings': {
      const mappings = readMappingFile(file.bytes);
      const contents = mappings.read.map(({ content }) => content);
      const unknown = { source: null, target: null };
      return { equivalences: checkMappings(mappings, (content) => file.packages.at(contents.indexOf(content)) ?? unknown) };
    }
  }
}

async function answer(file: AskedFile): Promise<ImportAnswer> {
  try {
    return await read(file);
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
  }
}

process.on('message', (file: AskedFile) => {
  void answer(file).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit(0));
