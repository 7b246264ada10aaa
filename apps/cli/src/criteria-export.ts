import { writeFile } from 'node:fs/promises';
import { exportFormats, exportPackage, type ExportFormat } from '#criteria';
import { print, tell } from './command.js';
import { readContent } from './criteria-difference.js';

/** Whether a word names a format of export. */
export function isExportFormat(word: string | undefined): word is ExportFormat {
  return word !== undefined && Object.hasOwn(exportFormats, word);
}

/** `./guichet criteria export FILE --to FORMAT`: writes a package in another format and says what that format cannot hold. */
export async function exportFile(path: string, format: ExportFormat, { out, isJson }: { out?: string; isJson: boolean }): Promise<number> {
  const content = await readContent(path);
  const { bytes, fileName, losses } = await exportPackage(content, format, new Date());
  const file = out ?? fileName;
  await writeFile(file, bytes);
  if (isJson) print(JSON.stringify({ file, format, bytes: bytes.byteLength, losses }, null, 2));
  else {
    tell('cli.exported', { file, bytes: bytes.byteLength });
    if (losses.length > 0) tell('cli.export-lost', { losses: losses.map(({ member, count }) => `${member} (${count})`).join(', ') });
  }
  return 0;
}
