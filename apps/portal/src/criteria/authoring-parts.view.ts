import { say, type Locale } from '#platform';
import type { FormView } from '../http/forms.js';
import { FormFields, type Field, type Group } from './authoring-form.view.js';
import { authoringPages as page } from './authoring.messages.js';

const label = (fields: FormFields): Field =>
  fields.input('label', page['authoring.facts.label'], {
    hint: page['authoring.facts.label.hint'],
    required: true,
    figures: true,
    maxlength: 40,
  });
const domain = (fields: FormFields): Field =>
  fields.input('domain', page['authoring.facts.domain'], {
    hint: page['authoring.facts.domain.hint'],
    required: true,
    figures: true,
    maxlength: 40,
  });
const title = (fields: FormFields): Field[] =>
  fields.pair('title', [page['authoring.title.fr'], page['authoring.title.en']], { required: true });

/** The form of a package to begin. */
export function startGroups(form: FormView, locale: Locale): Group[] {
  const fields = new FormFields(form, locale);
  const code = { hint: page['authoring.facts.package.hint'], required: true, figures: true, maxlength: 40 };
  return [
    {
      title: page['authoring.menu.facts'],
      lines: [
        { fields: [fields.input('package', page['authoring.facts.package'], code), label(fields), domain(fields)] },
        { fields: title(fields) },
      ],
    },
    {
      title: page['authoring.new.section'],
      lines: [
        {
          fields: [
            fields.input('key', page['authoring.key'], { hint: page['authoring.key.hint'], required: true, figures: true, maxlength: 160 }),
          ],
        },
        { fields: fields.pair('section', [page['authoring.title.fr'], page['authoring.title.en']], { required: true }) },
      ],
    },
  ];
}

/** The form of the package as a whole. */
export function factsGroups(form: FormView, locale: Locale): Group[] {
  const fields = new FormFields(form, locale);
  const summary = fields.pair('summary', [page['authoring.summary.fr'], page['authoring.summary.en']], {
    area: true,
    rows: 4,
    optional: true,
  });
  return [
    {
      title: say(page['authoring.menu.facts'], locale),
      lines: [{ fields: [label(fields), domain(fields)] }, { fields: title(fields) }, { fields: summary }],
    },
  ];
}

/** The form of a section. */
export function sectionGroups(form: FormView, locale: Locale, isNew: boolean): Group[] {
  const fields = new FormFields(form, locale);
  const key = fields.input('key', page['authoring.key'], {
    hint: page['authoring.key.hint'],
    required: true,
    figures: true,
    maxlength: 160,
  });
  return [{ title: page['authoring.section'], lines: [...(isNew ? [{ fields: [key] }] : []), { fields: title(fields) }] }];
}

/** The form of a profile. */
export function profileGroups(form: FormView, locale: Locale, isNew: boolean): Group[] {
  const fields = new FormFields(form, locale);
  const key = fields.input('key', page['authoring.key'], {
    hint: page['authoring.key.profile.hint'],
    required: true,
    figures: true,
    maxlength: 80,
  });
  return [
    {
      title: page['authoring.profile'],
      lines: [
        ...(isNew ? [{ fields: [key] }] : []),
        { fields: fields.pair('label', [page['authoring.label.fr'], page['authoring.label.en']], { required: true }) },
        {
          fields: fields.pair('question', [page['authoring.question.fr'], page['authoring.question.en']], {
            ...{ area: true, rows: 3, hint: page['authoring.question.hint'], required: true },
          }),
        },
      ],
    },
  ];
}
