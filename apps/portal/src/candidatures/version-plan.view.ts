import { outcomeLabels, type CandidatureSummary, type CarriedAnswer, type CarryOutcome, type PlannedMove } from '#candidatures';
import { bilingual, changeKindLabels, statementDifference, type Change, type Requirement } from '#criteria';
import { both, formatNumber, say, type Locale, type Text } from '#platform';
import { factsOf, readingOf } from '../criteria/difference-facts.view.js';
import { addressOf } from './candidature.view.js';
import { claimText } from './chapter.view.js';
import { versionsPages } from './versions.messages.js';
import { closing, column, told, versionAddress } from './versions.view.js';

const shownOutcomes = ['confirm', 'new_evidence', 'to_answer', 'dropped', 'keeps'] as const satisfies readonly CarryOutcome[];

/** What a move would change for a file, requirement by requirement, before its vendor decides. */
export function plannedView(summary: CandidatureSummary, planned: PlannedMove, locale: Locale): object {
  const { id } = summary;
  const { from, to, answers, dropped, closesOn } = planned;
  const live = answers.filter(({ isApplicable }) => isApplicable);
  const names = { code: to.content.code, from: from.label, to: to.label };
  const of = (outcome: CarryOutcome): readonly CarriedAnswer[] => live.filter((answer) => answer.outcome === outcome);
  const added = of('to_answer').filter(({ asksVendor }) => asksVendor);
  const still = of('to_answer').length - added.length;
  const figures = (
    [
      ['keeps', of('keeps').length],
      ['confirm', of('confirm').length],
      ['new_evidence', of('new_evidence').length],
      ['to_answer', added.length],
      ['dropped', dropped.length],
    ] as const
  ).map(([key, count]) => ({
    label: versionsPages[`move.${key}`],
    value: both((language) => formatNumber(count, language)),
    note: versionsPages[`move.${key}.note`],
  }));
  if (still > 0)
    figures.push({
      label: versionsPages['move.still'],
      value: both((language) => formatNumber(still, language)),
      note: { fr: '', en: '' },
    });
  const questions = to.content.profiles.filter(({ key }) => planned.newQuestions.includes(key));
  return {
    heading: told('move.title', { from: `${names.code} ${names.from}`, to: names.to }),
    closes: closing(closesOn, names.from),
    isEmpty: answers.length === 0,
    figures,
    questions:
      questions.length > 0
        ? both((locale) =>
            say(versionsPages['move.questions'], locale, {
              questions: questions.map(({ label }) => say(bilingual(label), locale)).join(', '),
            }),
          )
        : null,
    sections: shownOutcomes.flatMap((outcome) =>
      sectionOf(outcome, { locale, planned, live: outcome === 'to_answer' ? added : of(outcome) }),
    ),
    confirm: {
      action: versionAddress(id, to.id),
      title: told('move.decide', names),
      text: told('move.decide.text', names),
      effects: effectsOf(summary, planned, live),
      submit: told('move.decide', names),
      check: told('move.decide.check', names),
      hidden: [{ name: 'from', value: from.id }],
    },
    stay: { href: addressOf(id, '/versions'), label: told('move.decline', names) },
  };
}

function effectsOf({ status }: CandidatureSummary, { to, newQuestions }: PlannedMove, live: readonly CarriedAnswer[]): Text[] {
  const sectionOfKey = new Map(to.content.requirements.map(({ key, section }) => [key, section]));
  const touched = new Set(live.filter(({ asksVendor }) => asksVendor).map(({ key }) => sectionOfKey.get(key)));
  const titles = to.content.sections.filter(({ key }) => touched.has(key)).map(({ title }) => bilingual(title));
  const isAsked = titles.length > 0 || newQuestions.length > 0;
  const chapters = both((locale) => titles.map((title) => say(title, locale)).join(', '));
  return [
    ...(live.length === 0 ? [] : [titles.length > 0 ? told('move.effect.reopened', { chapters }) : versionsPages['move.effect.untouched']]),
    ...(isAsked && (status === 'complete' || status === 'in_review') ? [versionsPages[`move.effect.${status}`]] : []),
    versionsPages['move.effect.kept'],
    versionsPages['move.effect.receipts'],
  ];
}

interface SectionFacts {
  readonly locale: Locale;
  readonly planned: PlannedMove;
  readonly live: readonly CarriedAnswer[];
}

/** One group of requirements: in full where the vendor has something to read, as a list where nothing is to be done. */
function sectionOf(outcome: CarryOutcome, { planned, live, locale }: SectionFacts): object[] {
  const { label } = outcomeLabels[outcome];
  const { badge } = outcomeLabels[outcome];
  const head = { id: outcome, label, badge, text: versionsPages[`move.section.${outcome}.text`] };
  if (outcome === 'dropped')
    return planned.dropped.length > 0 ? [{ ...head, count: planned.dropped.length, table: droppedTable(planned) }] : [];
  if (live.length === 0) return [];
  if (outcome === 'keeps') return [{ ...head, count: live.length, table: keptTable(planned, live) }];
  if (outcome === 'to_answer') return [{ ...head, count: live.length, table: addedTable(planned, live) }];
  return [{ ...head, count: live.length, requirements: live.map((answer) => requirementOf(planned, answer, locale)) }];
}

const byKey = (requirements: readonly Requirement[]): Map<string, Requirement> => new Map(requirements.map((one) => [one.key, one]));
const nameOf = (one: Requirement | undefined): Text => bilingual(one?.title ?? one?.statement ?? { fr: '' });

function requirementOf({ from, to, changes }: PlannedMove, answer: CarriedAnswer, locale: Locale): object {
  const target = byKey(to.content.requirements).get(answer.key);
  const links = changes.filter((change) => change.to === answer.key && change.from !== null);
  const numbers = links.flatMap(({ fromNumber }) => fromNumber ?? []).join(', ');
  const [source] = answer.sources;
  const reading = readingOf(from.content, to.content, locale);
  return {
    number: target?.number ?? answer.key,
    before: numbers === target?.number ? null : numbers,
    title: target?.title ? bilingual(target.title) : null,
    change: told('move.what', { changes: changesText(links) }),
    // One that comes from several is compared with each.
    differences: links.map((one) => ({
      number: links.length > 1 ? one.fromNumber : null,
      parts: statementDifference(one, from.content, to.content, locale),
      lang: locale === 'en' && target?.statement.en === undefined ? 'fr' : null,
    })),
    // What changed beside the statement: a stronger requirement may keep its words.
    facts: [...new Set(links.flatMap((one) => factsOf(one, reading).map(({ text }) => text)))],
    answer: answer.text,
    claim: claimText(source.claim),
  };
}

const changesText = (links: readonly Change[]): Text =>
  both((locale) =>
    [...new Set(links.flatMap(({ also }) => also.map((kind) => say(changeKindLabels[kind], locale).toLowerCase())))].join(', '),
  );

function keptTable({ from, to, changes }: PlannedMove, live: readonly CarriedAnswer[]): object {
  const [newer, older] = [byKey(to.content.requirements), byKey(from.content.requirements)];
  return {
    caption: outcomeLabels.keeps.label,
    hidden: true,
    dense: true,
    list: true,
    columns: [column('move.column.after'), column('move.column.before'), column('move.column.requirement'), column('move.column.change')],
    rows: live.map(({ key, sources: [source] }) => ({
      cells: [
        { text: newer.get(key)?.number ?? key, mono: true },
        { text: older.get(source.key)?.number ?? source.key, mono: true },
        { text: nameOf(newer.get(key)) },
        { text: changesText(changes.filter((change) => change.to === key && change.from !== null)) },
      ],
    })),
  };
}

function addedTable({ to }: PlannedMove, live: readonly CarriedAnswer[]): object {
  const newer = byKey(to.content.requirements);
  return {
    caption: outcomeLabels.to_answer.label,
    hidden: true,
    dense: true,
    list: true,
    columns: [column('move.column.after'), column('move.column.requirement')],
    rows: live.map(({ key }) => {
      const one = newer.get(key);
      return {
        cells: [
          { text: one?.number ?? key, mono: true },
          { text: nameOf(one), ...(one?.title && { note: bilingual(one.statement) }) },
        ],
      };
    }),
  };
}

function droppedTable({ from, dropped }: PlannedMove): object {
  const older = byKey(from.content.requirements);
  return {
    caption: outcomeLabels.dropped.label,
    hidden: true,
    dense: true,
    list: true,
    columns: [column('move.column.before'), column('move.column.requirement'), column('move.column.answer')],
    rows: dropped.map(({ key, text }) => ({
      cells: [
        { text: older.get(key)?.number ?? key, mono: true },
        { text: nameOf(older.get(key)) },
        { text: text || versionsPages['move.no-answer'] },
      ],
    })),
  };
}
