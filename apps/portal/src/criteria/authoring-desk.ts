import {
  edited,
  isOpen,
  packageLifecycle,
  refuseDraft,
  type DraftEdit,
  type DraftingQueries,
  type DraftingService,
  type KeyedList,
  type PackageContent,
  type PackageVersion,
} from '#criteria';
import { DomainError, say, type Ctx, type Text } from '#platform';
import { formOf, type FormView } from '../http/forms.js';
import { page, redirect, type Page, type PageOptions, type Redirect } from '../http/page.js';
import type { Flash } from '../http/request.js';
import type { DraftForm } from './authoring.dto.js';
import { checkedView, remarkItems, remarksHere, type Group } from './authoring-form.view.js';
import { authoringPages } from './authoring.messages.js';
import { draftPath, mistakesOf, toldByFields } from './authoring-places.view.js';
import { joinForms, type Contested, type FormValues } from './authoring-values.view.js';
import { criteriaPages } from './criteria.messages.js';

/** What a form page shows: its fields, and what a check or a conflict adds to them. */
export interface Shown {
  readonly values: FormValues;
  readonly flash?: Flash | null;
  readonly errors?: FormView['errors'];
  readonly checked?: object;
  readonly conflict?: { readonly name: string; readonly revision: number; readonly fields: readonly Contested[] };
}

/** The form of a page: its values with what was typed and refused, or what a check found. */
export function shownForm({ values, flash = null, errors }: Shown): FormView {
  const form = formOf(values, flash);
  return errors === undefined ? form : { ...form, errors };
}

/** The form of one element: where it is sent, what is saved, and how its page is shown again. */
interface Submission {
  readonly form: DraftForm & { readonly key?: string };
  readonly edit: DraftEdit;
  readonly done: string;
  readonly show: (draft: PackageVersion, more: Shown) => Promise<Page>;
  /** The fields of the element in a document; without it a stale save is only refused. */
  readonly valuesIn?: (content: PackageContent) => FormValues;
  /** The list the element stands in. */
  readonly list?: KeyedList;
}

/** A change sent by a button or a small form. */
interface Gesture {
  readonly version: number;
  readonly edit: DraftEdit;
  readonly done: string;
  readonly removed?: string;
  readonly rename?: (field: string, at: { list: string; place: number }) => string;
}

/** A page made of one form. */
interface FormPage extends Partial<Omit<Shown, 'flash' | 'errors'>> {
  readonly heading: Text | string;
  readonly groups: readonly Group[];
  readonly rest: string;
  readonly back: string;
  readonly prefix?: string;
  readonly submit?: Text;
  readonly [more: string]: unknown;
}

/** What every page of a draft does: opens it, sends its forms to the room, shows refusals, checks and conflicts. */
export class AuthoringDesk {
  constructor(
    private readonly drafting: DraftingService,
    private readonly queries: DraftingQueries,
  ) {}

  /** A draft that may still be written, or the refusal that says so. */
  async open(ctx: Ctx, id: string): Promise<PackageVersion> {
    const draft = await this.queries.draft(ctx, id);
    if (isOpen(draft.status)) return draft;
    throw refuseDraft.conflict('draft.closed', { version: draft.label, status: packageLifecycle.show(draft.status).label });
  }

  /** Saves a form, looks at it without saving, or shows both texts when someone else wrote the same element meanwhile. */
  async submit(ctx: Ctx, id: string, sent: Submission): Promise<Redirect | Page> {
    if (sent.form.intent === 'check') return this.check(ctx, id, sent);
    const { version } = sent.form;
    try {
      return await this.apply(ctx, id, { version, edit: sent.edit, done: sent.done });
    } catch (error) {
      // Refused before anything was written: both texts are shown, nothing typed is lost.
      if (sent.valuesIn === undefined || !(error instanceof DomainError) || error.code !== 'draft.stale') throw error;
      return this.compare(ctx, id, { ...sent, valuesIn: sent.valuesIn });
    }
  }

  /** Saves one change and goes on. */
  async apply(ctx: Ctx, id: string, { version, edit, done, removed, rename }: Gesture): Promise<Redirect> {
    const saved = await this.drafting.save(ctx, id, { version, edit }).catch((error: unknown) => {
      throw toldByFields(error, rename);
    });
    const told = removed !== undefined ? 'authoring.removed' : saved.isChanged ? 'authoring.saved' : 'authoring.unchanged';
    const message = say(authoringPages[told], ctx.locale, { version: saved.version, ...(removed !== undefined && { key: removed }) });
    return redirect(done, { message, tone: 'success' });
  }

  /** A page made of one form, with the remarks on what it shows. */
  async formPage(ctx: Ctx, draft: PackageVersion, { prefix, submit, conflict, checked, rest, ...form }: FormPage): Promise<Page> {
    const { heading, groups, values: _, ...more } = form;
    const findings = prefix === undefined || checked ? [] : await this.queries.findings(ctx, draft.content);
    const view = {
      ...more,
      heading,
      groups,
      ...(checked && { checked }),
      ...(conflict && { conflict: conflictOf(conflict, groups, ctx) }),
      here: remarkItems(findings, prefix ?? null, ctx.locale),
      reference: `${draft.content.code} ${draft.label}`,
      revision: draft.version,
      version: draft.version,
      action: draftPath(draft.id, rest),
      remarks: draftPath(draft.id, '/remarques'),
      submit: submit ?? authoringPages['authoring.save'],
    };
    const options = this.options(draft, heading);
    return page('criteria/authoring-form', view, conflict ? { ...options, status: 409 } : options);
  }

  /** Title and path of a page of a draft. */
  options(draft: PackageVersion, title: Text | string): PageOptions {
    const { code } = draft.content;
    return {
      title,
      breadcrumb: [
        { label: criteriaPages['packages.title'], href: '/agence/referentiels' },
        { label: `${code} ${draft.label}`, href: `/agence/referentiels/${draft.id}` },
        ...(title === authoringPages['authoring.title'] ? [] : [{ label: authoringPages['authoring.title'], href: draftPath(draft.id) }]),
        { label: title },
      ],
    };
  }

  private async check(ctx: Ctx, id: string, { form, edit, show, list }: Submission): Promise<Page> {
    const draft = await this.queries.draft(ctx, id);
    const content = edited(draft.content, edit);
    const findings = await this.queries.findings(ctx, content);
    const prefix = prefixOf(content, edit, list);
    const errors = mistakesOf(remarksHere(findings, prefix).filter(({ level }) => level === 'error'));
    return show(draft, {
      values: typedIn(form),
      errors: errors.map(({ field, text }) => ({ field, message: say(text, ctx.locale) })),
      checked: checkedView(findings, prefix, ctx.locale),
    });
  }

  private async compare(ctx: Ctx, id: string, sent: Submission & { readonly valuesIn: (content: PackageContent) => FormValues }) {
    const { form, show, valuesIn } = sent;
    const draft = await this.queries.draft(ctx, id);
    const revisions = await this.queries.revisions(ctx, id);
    const isKept = revisions.some(({ version }) => version === form.version);
    const base = isKept ? valuesIn(await this.queries.revision(ctx, id, form.version)) : {};
    const { values, contested } = joinForms(base, typedIn(form), valuesIn(draft.content));
    const name = revisions[0]?.savedBy ?? say(authoringPages['authoring.conflict.nobody'], ctx.locale);
    return show(draft, { values, conflict: { name, revision: draft.version, fields: contested } });
  }
}

/** What was typed, without the machinery of the form. */
function typedIn(form: DraftForm): FormValues {
  const { version: _, intent: __, ...typed } = form;
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]));
}

/** Path of the element a change is about. */
function prefixOf(content: PackageContent, edit: DraftEdit, list?: KeyedList): string | null {
  if (edit.kind === 'package.change') return '';
  const [folder] = edit.kind.split('.');
  const lists: Readonly<Record<string, KeyedList>> = {
    section: 'sections',
    profile: 'profiles',
    requirement: 'requirements',
    scenario: 'scenarios',
    evidence: 'evidence',
  };
  const at = list ?? lists[folder];
  const key = 'key' in edit ? edit.key : null;
  const place = key === null ? content[at].length - 1 : content[at].findIndex((one) => one.key === key);
  return place < 0 ? null : `/${at}/${place}`;
}

function conflictOf({ name, revision, fields }: NonNullable<Shown['conflict']>, groups: readonly Group[], ctx: Ctx): object {
  const all = groups.flatMap(({ lines }) => lines.flatMap((line) => line.fields));
  return {
    name,
    text: say(authoringPages['authoring.conflict.text'], ctx.locale, { name, revision }),
    fields: fields.map((one) => ({ ...one, label: all.find((field) => field.name === one.name)?.label ?? one.name })),
  };
}
