import { bilingual } from '#criteria';
import {
  chapterLifecycle,
  gapTexts,
  isWaiting,
  outcomeLabels,
  type ChapterLine,
  type Claim,
  type Completeness,
  type DossierAnswer,
} from '#candidatures';
import { both, say, type Text } from '#platform';
import { addressOf, gapList } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { words } from './words.view.js';

/** How a claim is told. */
export const claimText = (claim: Claim | null): Text =>
  claim === null ? candidaturesPages['requirement.claim.none'] : candidaturesPages[`requirement.claim.${claim}`];

type Numbered = Pick<DossierAnswer, 'number' | 'title'>;

/** A requirement's name: its title in plain words, or its printed number. */
export const titleOf = ({ title, number }: Numbered): Text =>
  title ? bilingual(title) : { fr: `Exigence ${number}`, en: `Requirement ${number}` };

/** The state of a requirement in a list. */
export function stateIn(found: Completeness, answer: DossierAnswer): { badge: string; label: Text } {
  if (found.readyRequirements.has(answer.requirementId)) return { badge: 'done', label: candidaturesPages['chapter.ready'] };
  const isCarried = found.gaps.some(({ requirementId, kind }) => requirementId === answer.requirementId && kind === 'confirmation');
  if (isCarried) return outcomeLabels.confirm;
  if (answer.obligation === 'may') return { badge: 'neutral', label: candidaturesPages['chapter.optional'] };
  const gaps = found.gaps.filter(({ requirementId }) => requirementId === answer.requirementId);
  if (gaps.length > 0 && gaps.every(isWaiting)) return { badge: 'scan', label: candidaturesPages['chapter.waiting'] };
  const bad = gaps.find(({ kind }) => kind === 'infected' || kind === 'unreadable');
  if (bad) return { badge: bad.kind === 'infected' ? 'infected' : 'error', label: gapTexts[bad.kind] };
  return { badge: 'todo', label: candidaturesPages['chapter.todo'] };
}

/** What is claimed in a list: a must that is ready without a claim is held by equivalence. */
function claimIn(found: Completeness, { claim, obligation, requirementId }: DossierAnswer): Text {
  const isHeld = claim === null && obligation === 'must' && found.readyRequirements.has(requirementId);
  return isHeld ? candidaturesPages['chapter.acquired'] : claimText(claim);
}

/** What the page of a chapter is made from. */
export interface ChapterFacts {
  readonly id: string;
  readonly chapter: ChapterLine;
  readonly answers: readonly DossierAnswer[];
  readonly found: Completeness;
  readonly isOpen: boolean;
}

/** The page of a chapter: its requirements, what is missing, its submission. */
export function chapterView({ id, chapter, answers, found, isOpen }: ChapterFacts): object {
  const meter = found.chapters.get(chapter.id);
  const blocking = (meter?.gaps ?? []).filter((gap) => !isWaiting(gap));
  const { badge, label } = chapterLifecycle.show(chapter.status);
  return {
    title: bilingual(chapter.title),
    status: { badge, label },
    table: requirementTable(id, answers, found),
    meter: words('chapters.progress', { ready: meter?.ready ?? 0, total: meter?.total ?? 0 }),
    gaps: gapList(id, blocking),
    missing: blocking.length,
    canSubmit: isOpen && chapterLifecycle.allows(chapter.status, 'submit') && blocking.length === 0,
    isOpen: isOpen && (chapterLifecycle.allows(chapter.status, 'submit') || chapterLifecycle.allows(chapter.status, 'start')),
    action: addressOf(id, `/chapitres/${chapter.id}/transmission`),
  };
}

/** Requirements with their answers. */
export function requirementTable(id: string, answers: readonly DossierAnswer[], found: Completeness, caption?: Text): object {
  const key = (name: keyof typeof candidaturesPages): object => ({ label: candidaturesPages[name] });
  return {
    caption: caption ?? candidaturesPages['chapter.requirements'],
    list: true,
    columns: [
      key('chapter.column.requirement'),
      key('chapter.column.nature'),
      key('chapter.column.claim'),
      { ...key('chapter.column.evidence'), figures: true },
      key('chapter.column.state'),
    ],
    rows: answers.map((answer) => {
      const state = stateIn(found, answer);
      return {
        cells: [
          { text: both((locale) => nameIn(answer, locale)), href: addressOf(id, `/exigences/${answer.requirementId}`) },
          { text: candidaturesPages[answer.obligation === 'must' ? 'chapter.must' : 'chapter.may'] },
          { text: claimIn(found, answer) },
          { text: String(new Set(answer.evidence.map(({ itemId }) => itemId)).size) },
          { badge: state.badge, text: state.label },
        ],
      };
    }),
  };
}

const nameIn = (answer: Numbered, locale: 'fr' | 'en'): string =>
  answer.title ? `${answer.number} ${say(bilingual(answer.title), locale)}` : answer.number;
