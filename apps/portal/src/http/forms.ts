import type { Text } from '#platform';
import type { Flash } from './request.js';

/** A form as a page shows it again: what was typed, and what is refused field by field. */
export interface FormView {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}

/** One choice of a list, a radio group or a group of boxes. */
export interface Choice {
  readonly value: string | number;
  readonly label: string | Text;
  readonly hint?: string | Text;
  readonly disabled?: boolean;
}

/** A form with what the portal knows, or with what was typed and refused when it comes back. */
export function formOf(values: Readonly<Record<string, unknown>> = {}, flash: Flash | null = null): FormView {
  return { values: { ...values, ...flash?.values }, errors: flash?.errors ?? [] };
}

/** The id of a field: the error summary links to it. */
export function fieldId(name: string): string {
  return `f-${name.replaceAll(/[^\w-]/g, '-')}`;
}

/** What a template writes about a field. */
export interface FieldParams {
  readonly name: string;
  readonly form?: FormView;
  readonly id?: string;
  readonly value?: unknown;
  readonly error?: string | Text;
  readonly hint?: string | Text;
  readonly options?: readonly Choice[];
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? '' : String(value as string | number | boolean | bigint);
}

/** Completes the parameters of a field with its id, its typed value, its refusal and what describes it. */
export function fieldOf(params: FieldParams): object {
  const id = params.id ?? fieldId(params.name);
  const typed = params.value ?? params.form?.values[params.name];
  const error = params.error ?? params.form?.errors.find(({ field }) => field === params.name)?.message;
  const taken = Array.isArray(typed) ? typed.map(asText) : [asText(typed)];
  const options = params.options?.map((option, index) => ({
    ...option,
    id: index === 0 ? id : `${id}-${index + 1}`,
    selected: taken.includes(String(option.value)),
  }));
  const described = [params.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { ...params, id, value: asText(typed), checked: typed === true || typed === 'true' || typed === 'on', error, options, described };
}
