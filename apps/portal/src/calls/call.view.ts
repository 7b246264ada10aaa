import {
  callLifecycle,
  deciders,
  milestoneKinds,
  milestoneText,
  silences,
  stages,
  type Call,
  type CallWithDates,
  type Milestone,
  type OfferedVersion,
} from '#calls';
import { type Params, filled, type Text } from '#platform';
import { formatDate } from '../http/formats.js';
import { callsPages } from './calls.messages.js';

const words = (key: keyof typeof callsPages, params: Params = {}): Text => filled(callsPages[key], params);

/** How a call stands. */
export const statusOf = (call: Pick<Call, 'status'>): object => callLifecycle.show(call.status);

/** One call of the calendar, with its dates in force. */
export function calendarEntry({ call, milestones }: CallWithDates, now: Date): object {
  return {
    id: call.id,
    code: call.code,
    title: call.title,
    status: statusOf(call),
    hasDates: milestones.length > 0,
    table: {
      caption: words('calendar.dates', { code: call.code }),
      hidden: true,
      list: true,
      columns: [
        { label: callsPages['calendar.column.date'] },
        { label: callsPages['calendar.column.until'] },
        { label: callsPages['calendar.column.state'] },
      ],
      rows: milestones.map(({ kind, at, revision, reason }) => {
        const isPast = at.getTime() <= now.getTime();
        return {
          cells: [
            { text: milestoneKinds[kind] },
            { text: milestoneText(at, call.zone), ...(revision > 1 && { note: words('calendar.moved', { reason }) }) },
            { badge: isPast ? 'locked' : 'working', text: callsPages[isPast ? 'calendar.past' : 'calendar.coming'] },
          ],
        };
      }),
    },
  };
}

/** The calls as the agency lists them. */
export function callTable(calls: readonly CallWithDates[]): object {
  return {
    caption: callsPages['calls.title'],
    hidden: true,
    columns: (['calls.column.code', 'calls.column.title', 'calls.column.type', 'calls.column.status'] as const).map((key) => ({
      label: callsPages[key],
    })),
    rows: calls.map(({ call }) => {
      const { badge, label } = callLifecycle.show(call.status);
      return {
        cells: [
          { text: call.code, href: `/agence/appels/${call.id}`, mono: true },
          { text: call.title },
          { text: call.softwareType },
          { badge, text: label },
        ],
      };
    }),
  };
}

/** The workflow of a call, in words. */
export function workflowFacts({ workflow }: Pick<Call, 'workflow'>): object[] {
  const yes = (is: boolean): Text => callsPages[is ? 'call.yes' : 'call.no'];
  const list = (locale: 'fr' | 'en'): string => workflow.stages.map((stage) => stages[stage][locale]).join(', ');
  return [
    { term: callsPages['call.workflow.stages'], text: { fr: list('fr'), en: list('en') } },
    { term: callsPages['call.workflow.decider'], text: deciders[workflow.decider] },
    { term: callsPages['call.workflow.four-eyes'], text: yes(workflow.fourEyes) },
    { term: callsPages['call.workflow.reservations'], text: yes(workflow.reservations) },
    { term: callsPages['call.workflow.silence'], text: silences[workflow.silence] },
    { term: callsPages['call.workflow.review-days'], text: String(workflow.reviewDays) },
    { term: callsPages['call.workflow.clarification-days'], text: String(workflow.clarificationDays) },
    { term: callsPages['call.workflow.financing'], text: yes(workflow.financing) },
    { term: callsPages['call.workflow.approvals'], text: workflow.requiredApprovals.join(', ') || callsPages['call.no'] },
  ];
}

/** Every revision of the dates of a call, with its reason. */
export function dateHistory(milestones: readonly Milestone[], zone: string): object[] {
  return milestones.map(({ kind, revision, at, reason, decidedAt }) => {
    const until = milestoneText(at, zone);
    const title = words('call.dates.entry', { kind: milestoneKinds[kind], revision, at: until });
    return { at: decidedAt, title, text: reason };
  });
}

/** The actions that leave the status of a call, as buttons. */
export const actionsOf = (call: Pick<Call, 'status'>): object[] =>
  callLifecycle.actionsFrom(call.status).map((action) => ({ action, label: callLifecycle.action(action) }));

const dayText = (at: Date): Text => ({ fr: formatDate(at, 'fr'), en: formatDate(at, 'en') });

/** The newer versions a call offers, and those it may still offer. */
export function offersView({
  offered,
  offerable,
}: {
  readonly offered: readonly OfferedVersion[];
  readonly offerable: readonly OfferedVersion[];
}): object {
  return {
    offers: offered.map(({ code, label, offeredAt, closesOn }) => ({
      text: words('call.offers.line', { code, label, date: offeredAt === null ? '' : dayText(offeredAt) }),
      closes: closesOn === null ? null : words('call.offers.closes', { date: dayText(new Date(`${closesOn}T12:00:00Z`)) }),
    })),
    offerable: offerable.map(({ packageVersionId, code, label }) => ({ value: packageVersionId, label: `${code} ${label}` })),
  };
}
