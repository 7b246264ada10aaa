import { bilingual } from '#criteria';
import { candidatureLifecycle, fileTexts, type AskedQuestion, type CandidatureStatus, type Overview } from '#candidatures';
import type { Actor } from '#platform';
import { approvalLifecycle, type Approval } from '#solutions';
import { chapterTable } from './candidature.view.js';
import { candidaturesPages } from './candidatures.messages.js';
import { instantText, words } from './words.view.js';

/** The queues of the agency, in the order of the life of a file. */
const queues = [
  'filed',
  'file_incomplete',
  'open',
  'complete',
  'in_review',
  'clarification',
  'reviewed',
  'proposed',
  'decided',
] as const satisfies readonly CandidatureStatus[];

/** The queue asked for, or the first one with something the person may do. */
export function queueOf(asked: string | undefined, actor: Actor, counts: ReadonlyMap<CandidatureStatus, number>): CandidatureStatus {
  const known = queues.find((status) => status === asked);
  if (known) return known;
  const first: readonly CandidatureStatus[] = actor.roles.includes('agency_officer')
    ? ['filed', 'complete']
    : ['complete', 'in_review', 'reviewed', 'proposed'];
  return first.find((status) => (counts.get(status) ?? 0) > 0) ?? first[0];
}

/** The queues as links, with how many files stand in each. */
export function queueTabs(current: CandidatureStatus, counts: ReadonlyMap<CandidatureStatus, number>): object {
  return {
    name: candidaturesPages['agency.queue.views'],
    items: queues.map((status) => {
      const { label } = candidatureLifecycle.show(status);
      const count = counts.get(status) ?? 0;
      const text = { fr: `${label.fr} (${count})`, en: `${label.en} (${count})` };
      return { href: `/agence/candidatures?etat=${status}`, label: text, current: status === current };
    }),
  };
}

/** What the page of a file is made from beside its overview. */
export interface DeskFacts {
  readonly approvals: readonly Approval[];
  readonly questions: readonly AskedQuestion[];
  readonly mayDecide: boolean;
  /** Whether the person may record what the body that approves has said. */
  readonly maySettle: boolean;
}

/** A file as the agency's desk reads it: who, what, the administrative file, what was answered. */
export function admissionView(overview: Overview, { approvals, questions, mayDecide, maySettle }: DeskFacts): object {
  const { summary, admissions, chapters, found } = overview;
  const { administrative, charter } = summary.candidature;
  const { badge, label } = candidatureLifecycle.show(summary.status);
  return {
    name: summary.solution,
    version: summary.versionLabel,
    number: summary.number,
    vendor: summary.vendor,
    lead: words('candidature.lead', {
      call: summary.callTitle,
      packages: summary.packages.map((one) => `${one.code} ${one.label}`).join(', '),
    }),
    status: { badge, label },
    facts: [
      ...Object.entries(fileTexts).map(([field, term]) => ({
        term,
        text: administrative[field as keyof typeof fileTexts] ?? candidaturesPages['admission.missing'], // the keys of the table
      })),
      {
        term: candidaturesPages['charter.title'],
        text: charter
          ? words('charter.accepted', {
              version: charter.version,
              date: instantText(new Date(charter.at), summary.zone),
              capacity: charter.capacity,
            })
          : candidaturesPages['admission.missing'],
      },
    ],
    approvals: approvals.map(({ kind, number, status }) => {
      const shown = approvalLifecycle.show(status);
      return { term: `${kind} ${number}`, badge: shown.badge, text: shown.label };
    }),
    settlements: maySettle
      ? approvals.flatMap(({ id, number, status }) =>
          approvalLifecycle.actionsFrom(status).map((action) => ({
            id,
            action,
            words: action === 'obtain' ? words('admission.obtain', { number }) : words('admission.lapse', { number }),
          })),
        )
      : [],
    answers: questions.map(({ question, answer }) => ({
      term: bilingual(question),
      text: answer === null ? candidaturesPages['requirement.claim.none'] : candidaturesPages[answer ? 'profile.yes' : 'profile.no'],
    })),
    history: admissions.map(({ outcome, reason, at }) => ({
      at,
      title: candidatureLifecycle.action(outcome),
      text: reason,
      withTime: true,
    })),
    chapters: chapters.length > 0 ? chapterTable(summary.id, chapters, found, false) : null,
    links: linksOf(summary.id, summary.status),
    mayDecide,
    action: `/agence/candidatures/${summary.id}/recevabilite`,
    outcomes: (['admit', 'ask_complement', 'reject'] as const).map((value) => ({ value, label: candidatureLifecycle.action(value) })),
  };
}

/** Where the file goes on: its review once it is complete, its decision once it is reviewed. */
function linksOf(id: string, status: CandidatureStatus): object[] {
  const reviewed: readonly CandidatureStatus[] = ['reviewed', 'proposed', 'decided'];
  const complete: readonly CandidatureStatus[] = ['complete', 'in_review', 'clarification', ...reviewed];
  const review = { href: `/agence/candidatures/${id}/evaluation`, label: candidaturesPages['admission.evaluate'] };
  const decision = { href: `/agence/candidatures/${id}/decision`, label: candidaturesPages['admission.decide'] };
  return [...(complete.includes(status) ? [review] : []), ...(reviewed.includes(status) ? [decision] : [])];
}
