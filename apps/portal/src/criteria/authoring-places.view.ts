import type { Finding, PackageContent } from '#criteria';
import { DomainError, type FieldError, type Text } from '#platform';
import { authoringPages, fieldMistakes } from './authoring.messages.js';

/** Address of the pages where a draft is written. */
export function draftPath(id: string, rest = ''): string {
  return `/agence/referentiels/${id}/redaction${rest}`;
}

/** Address of an element of a draft. */
export function elementPath(id: string, list: 'sections' | 'profils' | 'exigences' | 'scenarios' | 'preuves', key: string): string {
  return draftPath(id, `/${list}/${encodeURIComponent(key)}`);
}

/** Where a remark is seen and corrected: the page, the field, and the name of the element. */
export interface Place {
  readonly href: string;
  readonly field: string;
  readonly name: string;
}

const folders = {
  sections: 'sections',
  profiles: 'profils',
  requirements: 'exigences',
  scenarios: 'scenarios',
  evidence: 'preuves',
} as const;

/** Members written in French and English, or by rows, and the start of their fields. */
const members: Readonly<Record<string, string>> = {
  verificationPoints: 'point',
  externalReferences: 'ref',
  translations: 'lang',
  steps: 'step',
  version: 'label',
  code: 'package',
};
const parts: Readonly<Record<string, string>> = {
  fr: 'Fr',
  en: 'En',
  document: 'Document',
  id: 'Id',
  url: 'Url',
  requirements: 'Serves',
  text: '',
};
const bilingual = new Set(['title', 'statement', 'why', 'label', 'question', 'summary']);

/** The field of a form that shows a member of the document, from its path inside the element. */
export function fieldOfPath([member = '', ...rest]: readonly string[]): string {
  const name = members[member] ?? member;
  if (member === 'translations') return 'lang-0';
  const row = /^\d+$/.test(rest[0] ?? '') ? rest[0] : null;
  const tail = (row === null ? rest : rest.slice(1)).map((step) => parts[step] ?? '').join('');
  if (row !== null) return `${name}${tail === '' ? (member === 'externalReferences' ? 'Document' : 'Fr') : tail}-${row}`;
  return bilingual.has(member) && tail === '' ? `${name}Fr` : `${name}${tail}`;
}

/** Whether a path leads into an element of a list, rather than to a member of the package itself. */
export function isInList(path: string): boolean {
  return Object.hasOwn(folders, path.split('/')[1] ?? '');
}

/** The steps of a path inside its element, or inside the package. */
function insideOf(path: string): string[] {
  const steps = path.split('/').slice(1);
  return isInList(path) && steps.length > 1 ? steps.slice(2) : steps;
}

/** Where a remark on a draft is corrected. */
export function placeOf(id: string, content: PackageContent, path: string): Place {
  const [list = '', place = '', ...rest] = path.split('/').slice(1);
  const folder = Object.hasOwn(folders, list) ? folders[list as keyof typeof folders] : null; // checked on the line itself
  const element = folder === null ? undefined : content[list as keyof typeof folders].at(Number(place));
  if (folder !== null && element !== undefined) {
    const field = fieldOfPath(rest);
    return { href: `${elementPath(id, folder, element.key)}#f-${field}`, field, name: element.key };
  }
  if (list === 'requirements') return { href: draftPath(id), field: '', name: content.code };
  const field = fieldOfPath(insideOf(path));
  return { href: `${draftPath(id, '/reperes')}#f-${field}`, field, name: content.code };
}

/** What is wrong with a field, in the words of the form rather than those of the format. */
export function mistakeOf(field: string, { code, text }: { readonly code: string; readonly text: Text }): Text {
  if (!code.startsWith('schema.')) return text;
  const base = field.replace(/-\d+$/, '');
  if (/(Fr)$/.test(base)) return authoringPages['authoring.mistake.french'];
  if (/(En)$/.test(base)) return authoringPages['authoring.mistake.english'];
  return fieldMistakes[base] ?? text;
}

/** Remarks of an element, for its form: one by field, the first. */
export function mistakesOf(findings: readonly Finding[]): { readonly field: string; readonly text: Text }[] {
  const found = new Map<string, Text>();
  for (const { path, column, code, message } of findings) {
    const at = code === 'schema.required' ? `${path}/${column}` : path;
    const field = fieldOfPath(insideOf(at));
    if (!found.has(field)) found.set(field, mistakeOf(field, { code, text: message }));
  }
  return [...found].map(([field, text]) => ({ field, text }));
}

/** A refusal of the room told by the fields of the form that was sent, one sentence by field. */
export function toldByFields(
  error: unknown,
  rename: (field: string, at: { list: string; place: number }) => string = (field) => field,
): unknown {
  if (!(error instanceof DomainError) || error.kind !== 'invalid') return error;
  const { fields = [], params } = error.details;
  if (!fields.some(({ field }) => field.startsWith('/'))) return error;
  const told = new Map<string, FieldError>();
  for (const one of fields) {
    const [list = '', place = ''] = one.field.split('/').slice(1);
    const field = rename(fieldOfPath(insideOf(one.field)), { list, place: Number(place) });
    if (!told.has(field)) told.set(field, { ...one, field, text: mistakeOf(field, one) });
  }
  return new DomainError(error.kind, error.code, error.text, { ...(params && { params }), fields: [...told.values()] });
}
