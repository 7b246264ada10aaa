import { facing, MappingsQueries, packageFileLimit, type BoundPackages, type MappingContent, type MappingImport } from '#criteria';
import { refuse, say, type Ctx, type FieldError, type Locale } from '#platform';
import { readSmallFile } from '../http/small-file.js';
import type { PortalRequest } from '../http/request.js';
import { mappingsPages } from './mappings.messages.js';
import { fileReader } from './read-import.js';

/** A file of equivalences sent by a form or by the API, checked against the packages chosen, or those it names. */
export interface ReadMapping {
  readonly imported: MappingImport;
  readonly version: string | undefined;
}

type Reading = <T>(use: (ctx: Ctx) => Promise<T>) => Promise<T>;

const versionForm = /^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$/;

/** Reads the file in another process and outside any transaction, then looks its packages up in one; refuses (422) a file that gives no mapping, cause by cause. */
export async function readMapping(request: PortalRequest, queries: MappingsQueries, reading: Reading): Promise<ReadMapping> {
  const { bytes, fields } = await readSmallFile(request, packageFileLimit);
  if (fields.version && !versionForm.test(fields.version)) {
    const code = 'mappings.import.version-form';
    throw refuse.invalid('input.invalid', {}, [{ field: 'version', code, text: mappingsPages[code] }]);
  }
  const { source, target } = fields;
  const imported = await fileReader.readMappings(bytes, (contents) =>
    reading((ctx) => packagesFor(ctx, queries, { contents, source, target })),
  );
  if (imported.mappings.length === 0) throw refuse.invalid('input.invalid', {}, refusals(imported, request.known.locale));
  return { imported, version: fields.version || undefined };
}

interface Wanted {
  readonly contents: readonly MappingContent[];
  readonly source: string | undefined;
  readonly target: string | undefined;
}

async function packagesFor(ctx: Ctx, queries: MappingsQueries, { contents, source, target }: Wanted): Promise<BoundPackages[]> {
  const found: BoundPackages[] = [];
  const chosen = { source: await chosenPackage(ctx, queries, source), target: await chosenPackage(ctx, queries, target) };
  for (const content of contents.slice(0, 20)) {
    const own = await queries.packagesOf(ctx, content);
    const asked = facing(content, contents[0], chosen);
    found.push({ source: asked.source ?? own.source, target: asked.target ?? own.target });
  }
  return found;
}

async function chosenPackage(ctx: Ctx, queries: MappingsQueries, id: string | undefined) {
  return id !== undefined && /^[0-9a-f-]{36}$/.test(id) ? queries.known(ctx, id) : null;
}

/** The first remarks of a file that gave nothing, as refusals of its field. */
function refusals({ findings }: MappingImport, locale: Locale): FieldError[] {
  return findings
    .filter(({ level }) => level === 'error')
    .slice(0, 20)
    .map(({ code, row, message, cure }) => {
      const place = row === null ? '' : say(mappingsPages['mappings.import.place'], locale, { row });
      const text = mappingsPages['mappings.import.refused'];
      return { field: 'file', code, text, params: { place, message: message[locale], cure: cure[locale] } };
    });
}
