import {
  evidenceFormLabels,
  evidenceKinds,
  nextKey,
  referenceKinds,
  type ExpectedEvidence,
  type PackageContent,
  type PackageVersion,
  type Scenario,
} from '#criteria';
import { say, type Locale, type Text } from '#platform';
import type { Choice, FormView } from '../http/forms.js';
import { FormFields, type Field, type Group } from './authoring-form.view.js';
import { authoringPages as page } from './authoring.messages.js';
import { draftPath, elementPath } from './authoring-places.view.js';
import { shown } from './criteria.view.js';

/** Requirements to tick, one folded group a section; the sections of those already ticked are open. */
function requirementGroups(content: PackageContent, fields: FormFields, title: Text, locale: Locale): Group[] {
  const ticked = new Set(fields.list('requirements'));
  return content.sections.flatMap(({ key: section, title: name }, place): Group[] => {
    const all = content.requirements.filter((one) => one.section === section);
    if (all.length === 0) return [];
    const options: Choice[] = all.map(({ key, title: words, statement }) => ({
      value: key,
      label: `${key} – ${shown(words ?? statement, locale).text.slice(0, 110)}`,
    }));
    const count = all.filter(({ key }) => ticked.has(key)).length;
    const legend = `${say(title, locale)}, ${section}`;
    // One id for each section: the first one is where an error on the whole list leads.
    const boxes = fields.boxes('requirements', title, options, {
      label: legend,
      hidden: true,
      id: place === 0 ? 'f-requirements' : `f-requirements-${place}`,
    });
    return [
      {
        title: `${say(title, locale)} · ${section} – ${shown(name, locale).text}`,
        lines: [{ fields: [boxes] }],
        folded: true,
        open: count > 0 || boxes.error !== undefined,
        ...(count > 0 && { note: `${count}/${all.length}` }),
      },
    ];
  });
}

/** The form of a scenario; `isNew` asks for its key. */
export function scenarioGroups(content: PackageContent, form: FormView, locale: Locale, isNew: boolean): Group[] {
  const fields = new FormFields(form, locale);
  const chosen = content.requirements.filter(({ key }) => fields.list('requirements').includes(key));
  const step = (row: number, label: (text: Text) => string): Field[] => [
    fields.area('stepFr', page['authoring.step.fr'], { label: label(page['authoring.step.fr']), rows: 2 }),
    fields.area('stepEn', page['authoring.step.en'], { label: label(page['authoring.step.en']), rows: 2, lang: 'en' }),
    // A scenario of one requirement leaves nothing to choose.
    ...(chosen.length < 2
      ? []
      : [
          fields.boxes(
            'stepServes',
            page['authoring.step.serves'],
            chosen.map(({ key }) => ({ value: `${row}:${key}`, label: key })),
            { label: label(page['authoring.step.serves']), row: true },
          ),
        ]),
  ];
  return [
    {
      title: page['authoring.group.texts'],
      lines: [
        {
          fields: [
            ...keyField(fields, isNew),
            fields.input('number', page['authoring.number'], { optional: true, figures: true, maxlength: 160 }),
          ],
        },
        { fields: fields.pair('title', [page['authoring.title.fr'], page['authoring.title.en']], { optional: true }) },
        {
          fields: fields.pair('statement', [page['authoring.statement.fr'], page['authoring.statement.en']], {
            ...{ area: true, rows: 6, hint: page['authoring.scenario.hint'], required: true },
          }),
        },
      ],
    },
    ...requirementGroups(content, fields, page['authoring.group.requirements'], locale),
    {
      title: page['authoring.group.steps'],
      hint: page['authoring.rows.hint'],
      lines: fields.rows(['stepFr', 'stepEn'], step),
    },
  ];
}

/** The form of an expected evidence; `isNew` asks for its key. */
export function evidenceGroups(content: PackageContent, form: FormView, locale: Locale, isNew: boolean): Group[] {
  const fields = new FormFields(form, locale);
  const scenarios = content.scenarios.map(({ key, title, statement }) => ({
    value: key,
    label: `${key} – ${shown(title ?? statement, locale).text.slice(0, 80)}`,
  }));
  const forms = <T extends keyof typeof evidenceFormLabels>(values: readonly T[]) =>
    values.map((value) => ({ value, label: capital(say(evidenceFormLabels[value], locale)) }));
  return [
    {
      title: page['authoring.group.texts'],
      lines: [
        {
          fields: [
            ...keyField(fields, isNew),
            fields.input('number', page['authoring.number'], { optional: true, figures: true, maxlength: 160 }),
          ],
        },
        { fields: fields.pair('label', [page['authoring.label.fr'], page['authoring.label.en']], { area: true, rows: 3, required: true }) },
        {
          fields: [
            fields.select('scenario', page['authoring.evidence.scenario'], scenarios, { empty: page['authoring.evidence.no-scenario'] }),
          ],
        },
      ],
    },
    {
      title: page['authoring.evidence.kinds'],
      lines: [
        { fields: [fields.boxes('kinds', page['authoring.evidence.kinds'], forms(evidenceKinds), { row: true, hidden: true })] },
        {
          fields: [
            fields.select('referenceKind', page['authoring.evidence.reference'], forms(referenceKinds), { empty: page['authoring.none'] }),
          ],
        },
      ],
    },
    ...requirementGroups(content, fields, page['authoring.group.serves'], locale),
  ];
}

function keyField(fields: FormFields, isNew: boolean): Field[] {
  const options = { hint: page['authoring.key.hint'], required: true, figures: true, maxlength: 160 };
  return isNew ? [fields.input('key', page['authoring.key'], options)] : [];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What stands beside the form of a scenario: the evidence it yields, and what else may be done. */
export function scenarioAside({ id, content }: PackageVersion, { key, requirements }: Scenario, locale: Locale): object {
  const items = content.evidence
    .filter(({ scenario }) => scenario === key)
    .map((one) => ({ key: one.key, href: elementPath(id, 'preuves', one.key), ...shown(one.label, locale) }));
  const query = new URLSearchParams({ scenario: key, exigence: requirements[0] ?? '' }).toString();
  return {
    lists: [
      {
        title: page['authoring.evidence'],
        items,
        none: page['authoring.evidence.none'],
        adds: [{ href: draftPath(id, `/preuves/nouvelle?${query}`), label: page['authoring.add.evidence'] }],
      },
      servedList(id, content, requirements, locale),
    ],
    moves: { action: draftPath(id, '/scenarios/deplacer') },
    links: [{ href: `${elementPath(id, 'scenarios', key)}/retirer`, label: page['authoring.remove'] }],
  };
}

/** What stands beside the form of an evidence. */
export function evidenceAside({ id, content }: PackageVersion, { key, requirements }: ExpectedEvidence, locale: Locale): object {
  return {
    lists: [servedList(id, content, requirements, locale)],
    moves: { action: draftPath(id, '/preuves/deplacer') },
    links: [{ href: `${elementPath(id, 'preuves', key)}/retirer`, label: page['authoring.remove'] }],
  };
}

function servedList(id: string, content: PackageContent, keys: readonly string[], locale: Locale): object {
  const items = content.requirements
    .filter(({ key }) => keys.includes(key))
    .map(({ key, title, statement }) => {
      const { text, lang } = shown(title ?? statement, locale);
      return { key, href: elementPath(id, 'exigences', key), text: text.slice(0, 110), lang };
    });
  return { title: page['authoring.menu.requirements'], items, none: page['authoring.none'], adds: [] };
}

/** A free key for what comes under another. */
export function keyUnder(parent: string, taken: readonly { readonly key: string }[]): string {
  const keys = taken.map(({ key }) => key);
  const last = keys.findLast((key) => key.startsWith(`${parent}.`) && /^\d+$/.test(key.slice(parent.length + 1))) ?? null;
  return nextKey(keys, last, parent);
}
