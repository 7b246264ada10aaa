import { ImportProcess, sheetFileLimit, type ImportedLinks, type ImportResult } from '#criteria';
import { refuse, sha256, type FieldError } from '#platform';
import type { PortalRequest } from '../http/request.js';
import { readSmallFile } from '../http/small-file.js';
import { criteriaPages } from './criteria.messages.js';

/** A file sent by a form or by the API, read as its packages. */
export interface ReadImport {
  /** One account per package of the file; at least one. */
  readonly imported: readonly ImportResult[];
  readonly fileSha256: string;
}

const forms = [
  { field: 'package', form: /^[A-Z0-9][A-Z0-9-]{1,39}$/, key: 'packages.import.code-form' },
  { field: 'version', form: /^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$/, key: 'packages.import.version-form' },
] as const;

/** The process in which every file of the room is read. */
export const fileReader = new ImportProcess();

/** A file of links sent by a form, with the fields beside it. */
export interface ReadLinks {
  readonly links: ImportedLinks;
  readonly fileSha256: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads a file of links between two versions, outside the portal. */
export async function readLinkFile(request: PortalRequest): Promise<ReadLinks> {
  const { bytes, fields } = await readSmallFile(request, sheetFileLimit);
  return { links: await fileReader.readLinks(bytes), fileSha256: sha256(bytes), fields };
}

/** Reads the file of an import, outside the portal, with the code and the version typed beside it; refuses (422) what is not well formed. */
export async function readImport(request: PortalRequest): Promise<ReadImport> {
  const { name, bytes, fields } = await readSmallFile(request, sheetFileLimit);
  const wrong = forms.flatMap(({ field, form, key }): FieldError[] =>
    fields[field] && !form.test(fields[field]) ? [{ field, code: key, text: criteriaPages[key] }] : [],
  );
  if (wrong.length > 0) throw refuse.invalid('input.invalid', {}, wrong);
  const { package: code, version } = fields;
  const imported = await fileReader.read(bytes, { fileName: name, ...(code && { code }), ...(version && { version }) });
  return { imported, fileSha256: sha256(bytes) };
}
