import type { AuditRoot, Backlog, ClockView, DeadDelivery, JournalPage } from '#audit';
import { type Locale, say } from '#platform';
import type { FormView } from '../http/forms.js';
import { formatDate } from '../http/formats.js';
import { operationsPages } from './operations.messages.js';

/** A published root, as machines read it. */
export interface RootView {
  readonly day: string;
  readonly size: number;
  readonly merkleRoot: string;
  readonly chainHash: string;
  readonly signedAt: string;
  readonly kid: string;
  readonly token: string;
}

/** A published root, without anything else. */
export function rootView({ day, size, merkleRoot, chainHash, signedAt, kid, token }: AuditRoot): RootView {
  return { day, size, merkleRoot, chainHash, signedAt: signedAt.toISOString(), kid, token };
}

/** The background work, as machines read it. */
export interface BacklogView extends Backlog {
  readonly failed: readonly (Omit<DeadDelivery, 'updatedAt'> & { readonly updatedAt: string })[];
}

/** The background work and what failed for good. */
export function backlogView(backlog: Backlog, dead: readonly DeadDelivery[]): BacklogView {
  return { ...backlog, failed: dead.map((delivery) => ({ ...delivery, updatedAt: delivery.updatedAt.toISOString() })) };
}

/** What the page of the operator shows. */
export interface OperationsFacts {
  readonly backlog: Backlog;
  readonly dead: readonly DeadDelivery[];
  readonly clock: ClockView;
  readonly root: AuditRoot | undefined;
  readonly form: FormView;
}

/** The page of the operator. */
export function operationsView({ backlog, dead, clock, root, form }: OperationsFacts, locale: Locale): object {
  const text = (key: keyof typeof operationsPages) => operationsPages[key];
  const figure = (key: 'outbox' | 'pending' | 'dead' | 'unsealed') => ({
    label: text(`operations.${key}`),
    value: backlog[key],
    note: text(`operations.${key}.note`),
  });
  return {
    status:
      backlog.dead === 0 ? { badge: 'done', label: text('operations.all-well') } : { badge: 'error', label: text('operations.some-dead') },
    figures: [figure('outbox'), figure('pending'), figure('dead'), figure('unsealed')],
    dead,
    clock: {
      ...clock,
      state: clock.isFrozen ? text('clock.frozen') : clock.aheadMs === 0 ? text('clock.server') : text('clock.moved'),
    },
    root: root && {
      text: say(text('operations.root.text'), locale, { day: formatDate(root.day, locale, 'long'), size: root.size }),
      hash: root.merkleRoot,
      kid: root.kid,
    },
    form,
  };
}

/** The journal as the operator reads it, with the address of the page after. */
export function journalView({ events, next }: JournalPage): object {
  const rows = events.map(({ id, name, at, subjectType, subjectId, audience, position }) => ({
    ...{ id, name, at, subject: `${subjectType} ${subjectId}`, audience },
    seal: position === null ? null : String(position),
  }));
  return { rows, isEmpty: rows.length === 0, older: next === null ? null : `/exploitation/journal?before=${next}` };
}
