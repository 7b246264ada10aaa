import {
  changeKindLabels,
  criticalities,
  criticalityLabels,
  lifeLabels,
  naPolicies,
  naPolicyLabels,
  nextKey,
  obligationLabels,
  obligations,
  requirementLives,
  type Derivation,
  type PackageContent,
  type PackageVersion,
  type Requirement,
} from '#criteria';
import { say, wordDifference, type Locale, type Text } from '#platform';
import type { Choice, FormView } from '../http/forms.js';
import { FormFields, type Group } from './authoring-form.view.js';
import { authoringPages } from './authoring.messages.js';
import { draftPath, elementPath } from './authoring-places.view.js';
import { requirementPath, shown } from './criteria.view.js';

const choices = <T extends string>(values: readonly T[], labels: Readonly<Record<T, Text>>): Choice[] =>
  values.map((value) => ({ value, label: labels[value] }));

/** How a requirement relates to the one it comes from, in words. */
export function relationLabel(relation: Derivation): Text {
  return relation === 'derived' ? authoringPages['authoring.relation.derived'] : changeKindLabels[relation];
}

/** The sections of a draft as choices. */
export function sectionChoices({ sections }: PackageContent, locale: Locale): Choice[] {
  return sections.map(({ key, title }) => ({ value: key, label: `${key} – ${shown(title, locale).text}` }));
}

/** The form of a requirement; `isNew` asks for its key. */
export function requirementGroups(content: PackageContent, form: FormView, locale: Locale, isNew: boolean): Group[] {
  const fields = new FormFields(form, locale);
  const page = authoringPages;
  const texts: Group = {
    title: page['authoring.group.texts'],
    lines: [
      { fields: fields.pair('title', [page['authoring.title.fr'], page['authoring.title.en']], { optional: true }) },
      {
        fields: fields.pair('statement', [page['authoring.statement.fr'], page['authoring.statement.en']], {
          ...{ area: true, rows: 6, hint: page['authoring.statement.hint'], required: true },
        }),
      },
      { fields: fields.pair('why', [page['authoring.why.fr'], page['authoring.why.en']], { area: true, rows: 3, optional: true }) },
    ],
  };
  return [placeGroup(content, fields, locale, isNew), texts, askedGroup(content, fields, locale), ...foldedGroups(fields)];
}

function placeGroup(content: PackageContent, fields: FormFields, locale: Locale, isNew: boolean): Group {
  const page = authoringPages;
  const key = fields.input('key', page['authoring.key'], {
    hint: page['authoring.key.hint'],
    required: true,
    figures: true,
    maxlength: 160,
  });
  return {
    title: page['authoring.group.place'],
    lines: [
      {
        fields: [
          ...(isNew ? [key] : []),
          fields.input('number', page['authoring.number'], {
            hint: page['authoring.number.hint'],
            optional: true,
            figures: true,
            maxlength: 80,
          }),
          fields.select('section', page['authoring.section'], sectionChoices(content, locale)),
        ],
      },
      {
        fields: [
          fields.input('block', page['authoring.block'], { optional: true, maxlength: 300 }),
          fields.input('feature', page['authoring.feature'], { optional: true, maxlength: 300 }),
        ],
      },
    ],
  };
}

function askedGroup(content: PackageContent, fields: FormFields, locale: Locale): Group {
  const page = authoringPages;
  const profiles = content.profiles.map(({ key, label }) => ({ value: key, label: shown(label, locale).text }));
  return {
    title: page['authoring.group.asked'],
    lines: [
      {
        fields: [
          fields.select('obligation', page['authoring.obligation'], choices(obligations, obligationLabels)),
          fields.select('criticality', page['authoring.criticality'], choices(criticalities, criticalityLabels), {
            empty: page['authoring.none'],
          }),
          fields.select('naPolicy', page['authoring.na'], choices(naPolicies, naPolicyLabels)),
        ],
      },
      {
        fields: [
          fields.select('profile', page['authoring.profile'], profiles, { empty: page['authoring.profile.general'] }),
          fields.input('domain', page['authoring.facts.domain'], { figures: true, maxlength: 40 }),
          fields.select('life', page['authoring.life'], choices(requirementLives, lifeLabels)),
        ],
      },
    ],
  };
}

function foldedGroups(fields: FormFields): Group[] {
  const page = authoringPages;
  const point = (_row: number, label: (text: Text) => string) => [
    fields.area('pointFr', page['authoring.point.fr'], { label: label(page['authoring.point.fr']), rows: 2 }),
    fields.area('pointEn', page['authoring.point.en'], { label: label(page['authoring.point.en']), rows: 2, lang: 'en' }),
  ];
  const reference = (_row: number, label: (text: Text) => string) => [
    fields.input('refDocument', page['authoring.ref.document'], { label: label(page['authoring.ref.document']) }),
    fields.input('refId', page['authoring.ref.id'], { label: label(page['authoring.ref.id']), figures: true }),
    fields.input('refUrl', page['authoring.ref.url'], { label: label(page['authoring.ref.url']), inputmode: 'url' }),
  ];
  const translation = (_row: number, label: (text: Text) => string) => [
    fields.input('lang', page['authoring.lang'], { label: label(page['authoring.lang']), hint: page['authoring.lang.hint'], narrow: true }),
    fields.input('langTitle', page['authoring.lang.title'], { label: label(page['authoring.lang.title']) }),
    fields.area('langStatement', page['authoring.lang.statement'], { label: label(page['authoring.lang.statement']), rows: 3 }),
    fields.area('langWhy', page['authoring.lang.why'], { label: label(page['authoring.lang.why']), rows: 2 }),
  ];
  const counting = [
    fields.input('weight', page['authoring.weight'], { hint: page['authoring.weight.hint'], inputmode: 'decimal', figures: true }),
    fields.input('tier', page['authoring.tier'], {
      hint: page['authoring.tier.hint'],
      optional: true,
      inputmode: 'numeric',
      figures: true,
    }),
    fields.input('effectiveFrom', page['authoring.effective-from'], {
      hint: page['authoring.effective.hint'],
      optional: true,
      type: 'date',
    }),
    fields.input('effectiveUntil', page['authoring.effective-until'], {
      hint: page['authoring.effective.hint'],
      optional: true,
      type: 'date',
    }),
  ];
  const hint = page['authoring.rows.hint'];
  const folded = (title: Text, lines: Group['lines'], more: Partial<Group> = {}): Group => {
    const isWrong = lines.some((line) => line.fields.some(({ error }) => error !== undefined));
    return { title, lines, folded: true, ...(isWrong && { open: true }), ...more };
  };
  const counted = (name: string) => ({ hint, ...(fields.count(name) > 0 && { note: String(fields.count(name)) }) });
  return [
    folded(page['authoring.group.points'], fields.rows(['pointFr', 'pointEn'], point), {
      hint,
      note: page['authoring.group.points.note'],
      ...(fields.count('pointFr') > 0 && { open: true }),
    }),
    folded(page['authoring.group.references'], fields.rows(['refDocument', 'refId', 'refUrl'], reference), counted('refDocument')),
    folded(page['authoring.group.counting'], [{ fields: counting }]),
    folded(page['authoring.group.translations'], fields.rows(['lang', 'langStatement'], translation), counted('lang')),
  ];
}

interface Item {
  readonly key: string;
  readonly href: string;
  readonly text: string;
  readonly lang: 'fr' | null;
}

/** What stands beside the form of a requirement: its scenarios, its evidence, where it comes from, and what else may be done. */
export function requirementAside(draft: PackageVersion, one: Requirement, base: PackageContent | null, locale: Locale): object {
  const { id, content } = draft;
  const path = elementPath(id, 'exigences', one.key);
  const serves = ({ requirements }: { readonly requirements: readonly string[] }) => requirements.includes(one.key);
  const item = (
    folder: 'scenarios' | 'preuves',
    { key, words }: { readonly key: string; readonly words: Parameters<typeof shown>[0] },
  ): Item => ({
    ...{ key, href: elementPath(id, folder, key) },
    ...shown(words, locale),
  });
  const asked = encodeURIComponent(one.key);
  const page = authoringPages;
  return {
    lists: [
      {
        title: page['authoring.scenarios'],
        items: content.scenarios.filter(serves).map(({ key, title, statement }) => item('scenarios', { key, words: title ?? statement })),
        none: page['authoring.scenarios.none'],
        adds: [{ href: draftPath(id, `/scenarios/nouveau?exigence=${asked}`), label: page['authoring.add.scenario'] }],
      },
      {
        title: page['authoring.evidence'],
        items: content.evidence.filter(serves).map(({ key, label }) => item('preuves', { key, words: label })),
        none: page['authoring.evidence.none'],
        adds: [{ href: draftPath(id, `/preuves/nouvelle?exigence=${asked}`), label: page['authoring.add.evidence'] }],
      },
      { title: page['authoring.origin'], items: originItems(one, base, locale), none: page['authoring.origin.new'], adds: [] },
    ],
    moves: { action: draftPath(id, '/exigences/deplacer') },
    copy: { action: `${path}/dupliquer`, key: nextKey(keysOf(content), lastKeyOf(content, one.section), one.section) },
    links: [
      { href: `${path}/scinder`, label: page['authoring.split'] },
      { href: `${path}/fusionner`, label: page['authoring.merge'] },
      { href: `${path}/retirer`, label: page['authoring.remove'] },
    ],
  };
}

function originItems(one: Requirement, base: PackageContent | null, locale: Locale) {
  return one.derivedFrom.map((link) => {
    const isBase = base !== null && link.package === base.code && link.version === base.version;
    const before = isBase ? base.requirements.find(({ key }) => key === link.key) : undefined;
    const differs = before !== undefined && before.statement.fr !== one.statement.fr;
    const { package: code, version, key: origin } = link;
    const href = code === null || version === null ? null : requirementPath({ code, version }, origin);
    return {
      key: [link.package, link.version, link.key].filter((part) => part !== null).join(' '),
      href,
      text: say(relationLabel(link.relation), locale),
      lang: null,
      ...(differs && { before: wordDifference(before.statement.fr, one.statement.fr) }),
    };
  });
}

/** Keys of the requirements of a draft. */
export function keysOf({ requirements }: PackageContent): string[] {
  return requirements.map(({ key }) => key);
}

/** Key of the last requirement of a section, to name the next one after it; one that came from elsewhere with its key yields to the family of the section. */
export function lastKeyOf({ requirements }: PackageContent, section: string): string | null {
  const keys = requirements.filter((one) => one.section === section).map(({ key }) => key);
  return keys.findLast((key) => key.startsWith(section)) ?? keys.at(-1) ?? null;
}

/** The requirements before and after, in the same section. */
export function aroundView(draft: PackageVersion, one: Requirement, locale: Locale): object {
  const section = draft.content.requirements.filter(({ section: key }) => key === one.section);
  const place = section.indexOf(one);
  const link = (other: Requirement | undefined, direction: Text) =>
    other === undefined
      ? null
      : {
          href: elementPath(draft.id, 'exigences', other.key),
          key: other.key,
          label: shown(other.title ?? other.statement, locale).text.slice(0, 90),
          direction,
        };
  return {
    previous: link(place > 0 ? section[place - 1] : undefined, authoringPages['authoring.previous']),
    next: link(section[place + 1], authoringPages['authoring.next']),
  };
}

/** The form that writes one requirement as two. */
export function splitGroups(one: Requirement, form: FormView, locale: Locale): Group[] {
  const fields = new FormFields(form, locale);
  const page = authoringPages;
  const statements = [page['authoring.statement.fr'], page['authoring.statement.en']] as const;
  const area = { area: true, rows: 6 };
  return [
    {
      title: say(page['authoring.split.first'], locale, { key: one.key }),
      lines: [{ fields: fields.pair('statement', statements, area) }],
    },
    {
      title: page['authoring.split.second'],
      lines: [
        {
          fields: [
            fields.input('key', page['authoring.key'], { hint: page['authoring.key.hint'], figures: true, maxlength: 160 }),
            fields.input('number', page['authoring.number'], {
              hint: page['authoring.number.hint'],
              optional: true,
              figures: true,
              maxlength: 80,
            }),
          ],
        },
        { fields: fields.pair('secondTitle', [page['authoring.title.fr'], page['authoring.title.en']], { optional: true }) },
        { fields: fields.pair('second', statements, area) },
        { fields: [fields.box('sharing', page['authoring.split.sharing'])] },
      ],
    },
  ];
}

/** The form that writes two requirements as one. */
export function mergeGroups(content: PackageContent, one: Requirement, form: FormView, locale: Locale): Group[] {
  const fields = new FormFields(form, locale);
  const page = authoringPages;
  const others = content.requirements
    .filter(({ key }) => key !== one.key)
    .map(({ key, title, statement }) => ({ value: key, label: `${key} – ${shown(title ?? statement, locale).text.slice(0, 80)}` }));
  return [
    {
      title: say(page['authoring.merge.of'], locale, { key: one.key }),
      lines: [
        { fields: [fields.select('other', page['authoring.merge.other'], others, { empty: true })] },
        { fields: fields.pair('title', [page['authoring.title.fr'], page['authoring.title.en']], { optional: true }) },
        { fields: fields.pair('statement', [page['authoring.statement.fr'], page['authoring.statement.en']], { area: true, rows: 6 }) },
      ],
    },
  ];
}
