import {
  type AnswerRevision,
  type ChapterLine,
  type Completeness,
  type DossierAnswer,
  type RequirementOfFile,
  type ShownOrigin,
  type ShownExpected,
  type ShownMessage,
} from '#candidatures';
import { bilingual, type OperatorText, type Scenario } from '#criteria';
import { isReferenceKind, kindLabel, type EvidenceItem, type EvidenceVersion, type ItemWithVersions } from '#evidence';
import { both, say, type Actor, type Text } from '#platform';
import { stateOf, versionLine } from '../evidence/evidence.view.js';
import type { Choice } from '../http/forms.js';
import { addressOf } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { claimText, stateIn, titleOf } from './chapter.view.js';
import { originView } from './versions.view.js';
import { instantText, words } from './words.view.js';

/** What the page of a requirement is made from. */
export interface RequirementFacts {
  readonly id: string;
  readonly actor: Actor;
  readonly now: Date;
  readonly requirement: RequirementOfFile;
  readonly chapter: ChapterLine | undefined;
  readonly answers: readonly DossierAnswer[];
  readonly found: Completeness;
  readonly scenarios: readonly Scenario[];
  readonly expected: readonly ShownExpected[];
  readonly versions: ReadonlyMap<string, { readonly item: EvidenceItem; readonly version: EvidenceVersion }>;
  readonly library: readonly ItemWithVersions[];
  readonly messages: readonly ShownMessage[];
  readonly origins: readonly ShownOrigin[];
  readonly isOpen: boolean;
  /** The instant from which a piece is too late; null where no date is set. */
  readonly deadline: { readonly at: Date; readonly zone: string } | null;
}

/** The page of a requirement, as its vendor answers it. */
export function requirementView(facts: RequirementFacts): object {
  const { id, requirement, chapter, answers, found } = facts;
  const own = answers.find(({ requirementId }) => requirementId === requirement.requirementId);
  const siblings = answers.filter(({ chapterId }) => chapterId === requirement.chapterId);
  const meter = found.chapters.get(requirement.chapterId);
  const base = addressOf(id, `/exigences/${requirement.requirementId}`);
  return {
    candidatureId: id,
    deadline: facts.deadline?.at ?? null,
    until:
      facts.isOpen && facts.deadline
        ? words('requirement.evidence.until', { date: instantText(facts.deadline.at, facts.deadline.zone) })
        : null,
    header: {
      key: requirement.number,
      title: own ? titleOf(own) : requirement.number,
      status: own && stateIn(found, own),
      tags: tagsOf(requirement),
    },
    statement: statementOf(requirement, facts.scenarios),
    menu: siblingsMenu({
      id,
      chapter,
      siblings,
      found,
      current: requirement.requirementId,
      meter: { ready: meter?.ready ?? 0, total: meter?.total ?? 0 },
    }),
    evidence: evidenceLines(facts),
    adders: facts.isOpen ? facts.expected.map((expected) => adderOf(expected, facts)) : [],
    removable: facts.isOpen ? removableOf(facts) : [],
    nothingExpected: facts.expected.length === 0,
    action: base,
    origin: originView(facts.origins, {
      action: base,
      move: addressOf(id, `/versions/${requirement.packageVersionId}`),
      isOpen: facts.isOpen,
    }),
    saveAddress: `/api/v1/candidatures/${id}/requirements/${requirement.requirementId}/answer`,
    answer: {
      version: requirement.version,
      savedAt: requirement.version > 1 ? requirement.updatedAt : null,
      revision: requirement.version > 1 ? requirement.version : null,
    },
    claims: claimChoices(requirement),
    mayNotApply: requirement.naPolicy !== 'forbidden',
    claimText: claimText(requirement.claim),
    reason: requirement.reason,
    paragraphs: paragraphsOf(requirement.text),
    isOpen: facts.isOpen,
    revisions: { href: `${base}/revisions`, label: candidaturesPages['requirement.revisions'] },
    entries: threadOf(facts.messages, facts.actor),
    messageAction: `${base}/messages`,
    around: aroundOf(id, answers, requirement.requirementId),
  };
}

function tagsOf({ obligation, criticality, domain }: RequirementOfFile): Text[] {
  const known = `requirement.domain.${domain}`;
  return [
    candidaturesPages[obligation === 'must' ? 'chapter.must' : 'chapter.may'],
    ...(criticality ? [candidaturesPages[`requirement.criticality.${criticality}`]] : []),
    Object.hasOwn(candidaturesPages, known) ? candidaturesPages[known as keyof typeof candidaturesPages] : { fr: domain, en: domain }, // checked on the line
  ];
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** The paragraphs of a text of the criteria, in both languages side by side. */
function operatorParagraphs(text: OperatorText): Text[] {
  const [fr, en] = [paragraphsOf(text.fr), paragraphsOf(text.en ?? text.fr)];
  return Array.from({ length: Math.max(fr.length, en.length) }, (_, index) => ({ fr: fr[index] ?? '', en: en[index] ?? '' }));
}

function statementOf({ body }: RequirementOfFile, scenarios: readonly Scenario[]): object {
  const steps = scenarios.flatMap((scenario) => {
    const own = scenario.steps.filter(({ requirements }) => requirements.length === 0 || requirements.includes(body.key));
    return own.length > 0 ? own.map(({ text }) => ({ text: bilingual(text) })) : [{ text: bilingual(scenario.statement) }];
  });
  return { paragraphs: operatorParagraphs(body.statement), why: body.why && bilingual(body.why), steps };
}

interface SiblingFacts {
  readonly id: string;
  readonly chapter: ChapterLine | undefined;
  readonly siblings: readonly DossierAnswer[];
  readonly found: Completeness;
  readonly current: string;
  readonly meter: { readonly ready: number; readonly total: number };
}

function siblingsMenu({ id, chapter, siblings, found, current, meter }: SiblingFacts): object {
  return {
    name: candidaturesPages['requirement.chapter'],
    title: chapter ? bilingual(chapter.title) : candidaturesPages['requirement.chapter'],
    note: words('requirement.chapter.note', { ready: meter.ready, total: meter.total }),
    items: siblings.map((answer) => {
      const state = stateIn(found, answer);
      return {
        href: addressOf(id, `/exigences/${answer.requirementId}`),
        key: answer.number,
        label: answer.title ? bilingual(answer.title) : '',
        current: answer.requirementId === current,
        badge: state.badge,
        badgeLabel: state.label,
      };
    }),
  };
}

function evidenceLines({ id, now, expected, versions, answers }: RequirementFacts): object[] {
  const numbers = new Map(answers.map(({ number, requirementId }) => [number, requirementId]));
  return expected.flatMap((one): object[] => {
    const piece = one.number ?? one.key;
    const lines = one.pieces.flatMap((attached) => {
      const known = versions.get(attached.versionId);
      if (!known) return [];
      const also = attached.alsoServes.slice(0, 8).map((key) => ({ key, href: addressOf(id, `/exigences/${numbers.get(key) ?? ''}`) }));
      const line = versionLine(known.item, known.version, now);
      const library = { href: `/preuves/${known.item.id}`, label: candidaturesPages['requirement.evidence.library'] };
      return [
        {
          ...line,
          id: `piece-${known.version.id}`,
          piece,
          label: known.item.title,
          also,
          state: stateOf(known.item, known.version, now),
          actions: [...line.actions, library],
        },
      ];
    });
    if (lines.length > 0) return lines;
    const state = { badge: 'todo', label: candidaturesPages['requirement.evidence.todo'] };
    return [{ id: `attendu-${one.id}`, piece, label: bilingual(one.label), expected: kindsText(one), state, mark: 'upload', actions: [] }];
  });
}

/** The kinds accepted, in words. */
const kindsText = ({ kinds, referenceKind }: ShownExpected): Text =>
  both((locale) => [...kinds, ...(referenceKind ? [referenceKind] : [])].map((kind) => say(kindLabel(kind), locale)).join(', '));

function adderOf(expected: ShownExpected, { library }: RequirementFacts): object {
  const { id, kinds, referenceKind, label } = expected;
  const attached = new Set(expected.pieces.map(({ itemId }) => itemId));
  const reusable = library.filter(
    ({ item, versions }) =>
      !attached.has(item.id) &&
      versions.length > 0 &&
      (isReferenceKind(item.kind) ? item.kind === referenceKind : kinds.includes(item.kind)),
  );
  return {
    id,
    title: words('requirement.evidence.add', { label: bilingual(label) }),
    open: expected.pieces.length === 0,
    acceptsFiles: kinds.length > 0,
    kinds: kinds.map((kind): Choice => ({ value: kind, label: kindLabel(kind) })),
    reference: referenceKind && { kind: referenceKind, label: kindLabel(referenceKind) },
    reusable: reusable.map(({ item, versions: [newest] }): Choice => ({
      value: item.id,
      label: `${item.title} (${newest.fileName ?? newest.reference?.value ?? newest.number})`,
    })),
  };
}

function removableOf({ expected }: RequirementFacts): object[] {
  return expected.flatMap(({ id, pieces }) =>
    pieces.map(({ itemId, title }) => ({
      expectedEvidenceId: id,
      evidenceItemId: itemId,
      words: words('requirement.evidence.remove', { title }),
    })),
  );
}

function claimChoices({ naPolicy }: RequirementOfFile): Choice[] {
  const conform = { value: 'conform', label: candidaturesPages['requirement.claim.conform'] };
  if (naPolicy === 'forbidden') return [conform];
  return [conform, { value: 'not_applicable', label: candidaturesPages['requirement.claim.not_applicable'] }];
}

/** The entries of a thread: who, on which side, when; with the requirement when the thread is that of the whole file. */
export function threadOf(messages: readonly ShownMessage[], actor: Actor, isWhole = false): object[] {
  return messages.map(({ author, authorSide, accountId, at, body, number }) => ({
    who: author ?? '',
    role: accountId === actor.accountId ? candidaturesPages['messages.you'] : candidaturesPages[`messages.${authorSide}`],
    at,
    text: isWhole && number ? `${number} – ${body}` : body,
  }));
}

function aroundOf(id: string, answers: readonly DossierAnswer[], requirementId: string): object {
  const place = answers.findIndex((answer) => answer.requirementId === requirementId);
  const card = (answer: DossierAnswer | undefined, direction: Text): object | null =>
    answer
      ? {
          href: addressOf(id, `/exigences/${answer.requirementId}`),
          key: answer.number,
          label: answer.title ? bilingual(answer.title) : '',
          direction,
        }
      : null;
  return {
    name: candidaturesPages['requirement.nav'],
    previous: card(answers[place - 1], candidaturesPages['requirement.previous']),
    next: card(answers[place + 1], candidaturesPages['requirement.next']),
  };
}

/** The texts kept of an answer. */
export function revisionsView(revisions: readonly AnswerRevision[], current: number): object[] {
  return revisions.map(({ version, text, claim, savedAt }) => ({
    version,
    savedAt,
    title: words('revisions.entry', { version }),
    claim: claimText(claim),
    paragraphs: paragraphsOf(text),
    canRestore: version !== current,
    restore: words('revisions.restore', { version }),
  }));
}
