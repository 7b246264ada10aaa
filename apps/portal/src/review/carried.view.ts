import { candidatureLifecycle, outcomeLabels } from '#candidatures';
import { both, say, type Text } from '#platform';
import { outcomeFacts, type EarlierVerdict } from '#review';
import { formatDate } from '../http/formats.js';
import type { DeskFacts } from './desk.view.js';
import { reviewPages } from './review.messages.js';
import { deskAddress, words } from './words.view.js';

/**
 * Where the answer on the desk comes from, and what was said of it on an older version: information only. With it, the verdicts of
 * the chapter that rest on nothing changed, to give again in one act. Null for an answer given under this version.
 */
export function carriedView(facts: DeskFacts): object | null {
  const { origins, earlier, requirement } = facts;
  const again = againView(facts);
  if (origins.length === 0 && again === null) return null;
  const own = earlier.filter(({ answerId }) => answerId === requirement.answerId);
  const versions = both((locale) =>
    origins
      .map(({ versionLabel: label, number, outcome }) =>
        say(reviewPages['review.carried.from'], locale, {
          label,
          number,
          outcome: say(outcomeLabels[outcome].label, locale).toLowerCase(),
        }),
      )
      .join(' ; '),
  );
  return {
    title: origins.length > 0 ? words('review.carried.title', { versions }) : words('review.carried'),
    text: facts.verdicts.length > 0 ? null : words(`review.carried.${standing(own)}`),
    verdicts: own.map((verdict) => ({ ...outcomeFacts[verdict.outcome], text: givenText(verdict), reason: verdict.reason })),
    again,
  };
}

const standing = (own: readonly EarlierVerdict[]): 'same' | 'changed' | 'unjudged' =>
  own.length === 0 ? 'unjudged' : own.every(({ isUnchanged }) => isUnchanged) ? 'same' : 'changed';

const givenText = ({ versionLabel: version, at, author }: EarlierVerdict): Text =>
  both((locale) => say(reviewPages['review.carried.verdict'], locale, { version, author, date: formatDate(at, locale) }));

function againView({ summary, standing: person, earlier, requirement }: DeskFacts): object | null {
  const mayJudge = candidatureLifecycle.allows(summary.status, 'close_review') && person.assigned.length > 0;
  const same = earlier.filter(({ chapterId, isUnchanged }) => chapterId === requirement.chapterId && isUnchanged);
  if (!mayJudge || same.length === 0) return null;
  return {
    action: deskAddress(summary.id, `/chapitres/${requirement.chapterId}/verdicts`),
    from: requirement.requirementId,
    text: words('review.carried.again'),
    submit: words(same.length === 1 ? 'review.carried.submit.one' : 'review.carried.submit.other', { count: same.length }),
    verdicts: same.map(({ verdictId, number, outcome, requirementId }) => ({
      id: verdictId,
      number,
      href: deskAddress(summary.id, `/evaluation/${requirementId}`),
      ...outcomeFacts[outcome],
    })),
  };
}
