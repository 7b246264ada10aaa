import { candidatureLifecycle, type CandidatureSummary } from '#candidatures';
import { roundLifecycle, type ShownRound, type Standing } from '#review';
import { deskAddress, titleOf, words } from './words.view.js';

/** The round page of the agency: what is prepared exactly as the vendor will read it, then the rounds before. */
export function roundView(summary: CandidatureSummary, rounds: readonly ShownRound[], standing: Standing): object {
  const current = rounds.find(({ round }) => round.status !== 'closed');
  const draft = current?.round.status === 'draft' ? current : null;
  const mayAct = standing.assigned.length > 0;
  return {
    vendor: summary.vendor,
    title: words('review.round.title', { number: current?.round.number ?? rounds.length + 1 }),
    draft: draft && draft.items.length > 0 ? { items: itemsOf(draft, summary.id, mayAct) } : null,
    send:
      draft && draft.items.length > 0 && mayAct && candidatureLifecycle.allows(summary.status, 'ask_clarification')
        ? deskAddress(summary.id, '/complements/envoi')
        : null,
    days: summary.workflow.clarificationDays,
    open: current && !draft ? shown(current, summary.id) : null,
    close:
      current && mayAct && roundLifecycle.allows(current.round.status, 'close') ? deskAddress(summary.id, '/complements/cloture') : null,
    earlier: rounds.filter(({ round }) => round.status === 'closed').map((one) => shown(one, summary.id)),
  };
}

function shown(one: ShownRound, id: string): object {
  return {
    name: words('review.round.earlier', { number: one.round.number }),
    status: roundLifecycle.show(one.round.status),
    sentAt: one.round.sentAt,
    dueAt: one.round.dueAt,
    answeredAt: one.round.answeredAt,
    items: itemsOf(one, id, false),
  };
}

function itemsOf({ items }: ShownRound, id: string, mayRemove: boolean): object[] {
  return items.map((item) => ({
    key: item.number,
    title: titleOf(item),
    href: deskAddress(id, `/evaluation/${item.requirementId}`),
    question: item.question,
    answer: item.answer,
    remove: mayRemove ? deskAddress(id, `/evaluation/${item.requirementId}/question/retrait`) : null,
  }));
}

/** The vendor's page: the questions of the open round with their answers, then the rounds before. */
export function clarificationView(candidatureId: string, rounds: readonly ShownRound[]): object {
  const open = rounds.find(({ round }) => roundLifecycle.allows(round.status, 'answer'));
  return {
    open: open && {
      dueAt: open.round.dueAt,
      count: open.items.length,
      answered: open.items.filter(({ answer }) => answer?.trim()).length,
      items: open.items.map((item) => ({
        id: item.id,
        key: item.number,
        title: titleOf(item),
        question: item.question,
        answer: item.answer ?? '',
        version: item.version,
        action: `/candidatures/${candidatureId}/complements/${item.id}`,
        requirement: `/candidatures/${candidatureId}/exigences/${item.requirementId}`,
      })),
      send: `/candidatures/${candidatureId}/complements/envoi`,
    },
    sent: open === undefined && rounds.some(({ round }) => round.status === 'answered'),
    earlier: rounds
      .filter((one) => one !== open)
      .map(({ round, items }) => ({
        name: words('review.round.earlier', { number: round.number }),
        status: roundLifecycle.show(round.status),
        sentAt: round.sentAt,
        answeredAt: round.answeredAt,
        items: items.map((item) => ({ key: item.number, title: titleOf(item), question: item.question, answer: item.answer })),
      })),
  };
}
