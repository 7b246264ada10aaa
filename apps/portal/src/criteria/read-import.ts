import { importPackage, sheetFileLimit, type ImportResult } from '#criteria';
import { refuse, sha256, type FieldError } from '#platform';
import type { PortalRequest } from '../http/request.js';
import { readSmallFile } from '../http/small-file.js';
import { criteriaPages } from './criteria.messages.js';

/** A file sent by a form or by the API, read as a package. */
export interface ReadImport {
  readonly imported: ImportResult;
  readonly fileSha256: string;
}

const forms = [
  { field: 'package', form: /^[A-Z0-9][A-Z0-9-]{1,39}$/, key: 'packages.import.code-form' },
  { field: 'version', form: /^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$/, key: 'packages.import.version-form' },
] as const;

/** Reads the file of an import with the code and the version typed beside it; refuses (422) what is not well formed. */
export async function readImport(request: PortalRequest): Promise<ReadImport> {
  const { name, bytes, fields } = await readSmallFile(request, sheetFileLimit);
  const wrong = forms.flatMap(({ field, form, key }): FieldError[] =>
    fields[field] && !form.test(fields[field]) ? [{ field, code: key, text: criteriaPages[key] }] : [],
  );
  if (wrong.length > 0) throw refuse.invalid('input.invalid', {}, wrong);
  const { package: code, version } = fields;
  const imported = await importPackage(bytes, { fileName: name, ...(code && { code }), ...(version && { version }) });
  return { imported, fileSha256: sha256(bytes) };
}
