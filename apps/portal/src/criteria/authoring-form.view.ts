import { findingLevelLabels, type Finding } from '#criteria';
import { say, type Locale, type Text } from '#platform';
import { fieldId, type Choice, type FormView } from '../http/forms.js';
import { authoringPages } from './authoring.messages.js';
import { isInList, mistakesOf } from './authoring-places.view.js';
import { levelBadges } from './packages.view.js';

/** One field of a form, as `draft-field` prints it. */
export interface Field {
  readonly kind: 'input' | 'textarea' | 'select' | 'checkboxes' | 'checkbox';
  readonly name: string;
  readonly id?: string;
  readonly label: Text | string;
  readonly value: unknown;
  readonly error?: string;
  readonly hint?: Text;
  readonly lang?: string;
  readonly options?: readonly Choice[];
  readonly [more: string]: unknown;
}

/** Fields that belong together, line by line; `folded` ones open on demand. */
export interface Group {
  readonly title: Text | string;
  readonly note?: Text | string;
  readonly folded?: boolean;
  readonly open?: boolean;
  readonly hint?: Text;
  readonly lines: readonly { readonly fields: readonly Field[] }[];
}

type More = Partial<Omit<Field, 'kind' | 'name' | 'label' | 'value'>>;

/** Makes the fields of one form: each with what was typed and what is refused of it. */
export class FormFields {
  constructor(
    private readonly form: FormView,
    private readonly locale: Locale,
  ) {}

  input(name: string, label: Text, more: More = {}): Field {
    return this.field('input', name, label, more);
  }

  area(name: string, label: Text, more: More = {}): Field {
    return this.field('textarea', name, label, more);
  }

  select(name: string, label: Text, options: readonly Choice[], more: More = {}): Field {
    return this.field('select', name, label, { options, ...more });
  }

  boxes(name: string, label: Text, options: readonly Choice[], more: More = {}): Field {
    return { ...this.field('checkboxes', name, label, { options, ...more }), value: this.list(name) };
  }

  box(name: string, label: Text, more: More = {}): Field {
    return { ...this.field('checkbox', name, label, more), checked: true };
  }

  /** French and English side by side. */
  pair(name: string, labels: readonly [Text, Text], more: More & { readonly area?: boolean; readonly english?: More } = {}): Field[] {
    const { area, english, ...french } = more;
    const kind = area ? 'textarea' : 'input';
    return [
      this.field(kind, `${name}Fr`, labels[0], french),
      this.field(kind, `${name}En`, labels[1], { ...(area && { rows: french.rows, lang: 'en' }), optional: true, ...english }),
    ];
  }

  /** Rows of repeated fields: those filled, then two to fill. */
  rows(names: readonly string[], make: (row: number, label: (text: Text) => string) => readonly Field[]) {
    const count = Math.max(...names.map((name) => this.count(name))) + 2;
    return Array.from({ length: count }, (_, row) => ({
      fields: make(row, (text) => say(text, this.locale, { row: row + 1 })).map((one) => this.inRow(one, row)),
    }));
  }

  /** How many rows of a repeated field there are, up to the last one filled. */
  count(name: string): number {
    return this.list(name).findLastIndex((value) => value !== '') + 1;
  }

  list(name: string): readonly string[] {
    const value = this.form.values[name];
    return value === undefined || value === '' ? [] : [value].flat().map(String);
  }

  private inRow(one: Field, row: number): Field {
    const { error: _, ...field } = one;
    const error = this.errorOf(`${one.name}-${row}`);
    const value = one.kind === 'checkboxes' ? one.value : (this.list(one.name)[row] ?? '');
    return { ...field, id: fieldId(`${one.name}-${row}`), value, ...(error !== undefined && { error }) };
  }

  private field(kind: Field['kind'], name: string, label: Text, more: More): Field {
    const error = this.errorOf(name);
    const value = this.form.values[name] ?? '';
    return { kind, name, label, value, ...more, ...(error !== undefined && { error }) };
  }

  private errorOf(name: string): string | undefined {
    return this.form.errors.find(({ field }) => field === name)?.message;
  }
}

/** Remarks of one element as a form shows them: on their fields, and as a list. */
export function remarksHere(findings: readonly Finding[], prefix: string | null): readonly Finding[] {
  if (prefix === null) return [];
  // The package itself: everything that is in no list.
  return findings.filter(({ path }) => (prefix === '' ? !isInList(path) : path === prefix || path.startsWith(`${prefix}/`)));
}

/** What a form shows of its remarks: each with its level, its field and its cure. */
export function remarkItems(findings: readonly Finding[], prefix: string | null, locale: Locale): readonly object[] {
  const shown = new Set<string>();
  return remarksHere(findings, prefix).flatMap((found) => {
    const [place] = mistakesOf([found]);
    const isRepeated = found.code.startsWith('schema.') && shown.has(place?.field ?? '');
    if (found.code.startsWith('schema.')) shown.add(place?.field ?? '');
    return isRepeated ? [] : [remarkItem(found, place, locale)];
  });
}

function remarkItem(found: Finding, place: { readonly field: string; readonly text: Text } | undefined, locale: Locale): object {
  const isForm = found.code.startsWith('schema.') && place !== undefined;
  return {
    badge: levelBadges[found.level],
    level: findingLevelLabels[found.level],
    href: `#${fieldId(place?.field ?? '')}`,
    text: say(isForm ? place.text : found.message, locale),
    cure: isForm ? null : say(found.cure, locale),
  };
}

/** How many errors and warnings a draft holds. */
export function countByLevel(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const count = (level: Finding['level']) => findings.filter((found) => found.level === level).length;
  return { errors: count('error'), warnings: count('warning') };
}

/** The account of a check: what is remarked here, and in the whole draft. */
export function checkedView(findings: readonly Finding[], prefix: string | null, locale: Locale): object {
  const items = remarkItems(findings, prefix, locale);
  const text = authoringPages[items.length === 0 ? 'authoring.checked.clean' : 'authoring.checked.some'];
  return { kind: items.length === 0 ? 'success' : 'warning', text, items, ...countByLevel(findings) };
}
