import { refuse } from './platform.messages.js';
import type { Text } from './text.js';

/**
 * How a status looks: a shape and a tone, never a colour alone. `done` settled in favour, `warning` someone must act,
 * `error` settled against, `question` waits for an explanation, `working` in progress, `neutral` outside the count,
 * `todo` not there yet, `act` the ball, `paused` clock stopped, `expired` time ran out.
 */
export type Badge =
  | 'done'
  | 'warning'
  | 'error'
  | 'infected'
  | 'question'
  | 'working'
  | 'scan'
  | 'neutral'
  | 'todo'
  | 'act'
  | 'paused'
  | 'expired'
  | 'locked';

interface StatusRow<S extends string> {
  readonly label: Text;
  readonly badge: Badge;
  readonly on: Readonly<Record<string, { readonly to: S; readonly label: Text }>>;
}

type Keys<U> = U extends unknown ? keyof U : never;
type Table<S extends string> = Readonly<Record<S, StatusRow<NoInfer<S>>>>;

/** One state machine: statuses, their labels and the actions that leave them, written once and read everywhere. */
export interface Lifecycle<S extends string, A extends string> {
  readonly name: string;
  readonly statuses: readonly S[];
  readonly actions: readonly A[];
  /** Label and badge of a status. */
  show(status: S): { readonly label: Text; readonly badge: Badge };
  /** Label of an action, as on its button. */
  action(action: A): Text;
  /** The status an action leads to; refuses (409) an action that does not leave this status. */
  next(from: S, action: A): S;
  /** Whether the action leaves this status. */
  allows(from: S, action: A): boolean;
  /** The actions that leave a status, in the order of the table. */
  actionsFrom(status: S): readonly A[];
  /** The statuses an action may start from. */
  statusesBefore(action: A): readonly S[];
  /** The SQL condition of the database check, on a column. */
  check(column: string): string;
}

/** Builds a lifecycle from its table; an action leading to an unknown status does not compile. */
export function lifecycle<const S extends string, const T extends Table<S>>(
  name: string,
  table: T & Table<S>,
): Lifecycle<keyof T & string, Keys<T[keyof T]['on']> & string> {
  type Status = keyof T & string;
  type Action = Keys<T[keyof T]['on']> & string;
  const statuses = Object.keys(table) as Status[];
  const row = (status: Status): StatusRow<string> => table[status];
  const actions = [...new Set(statuses.flatMap((status) => Object.keys(row(status).on)))] as Action[];
  const allows = (from: Status, action: Action): boolean => Object.hasOwn(row(from).on, action);
  return {
    name,
    statuses,
    actions,
    show: (status) => ({ label: row(status).label, badge: row(status).badge }),
    action: (action) => {
      const owner = statuses.find((status) => allows(status, action));
      if (owner === undefined) throw new Error(`${name}: no status has the action ${action}`);
      return row(owner).on[action].label;
    },
    next: (from, action) => {
      if (!allows(from, action)) {
        throw refuse.conflict('lifecycle.refused', { status: row(from).label });
      }
      return row(from).on[action].to as Status;
    },
    allows,
    actionsFrom: (status) => Object.keys(row(status).on) as Action[],
    statusesBefore: (action) => statuses.filter((status) => allows(status, action)),
    check: (column) => oneOf(column, statuses),
  };
}

/** The statuses of a lifecycle, as a type. */
export type StatusOf<L> = L extends Lifecycle<infer S, string> ? S : never;
/** The actions of a lifecycle, as a type. */
export type ActionOf<L> = L extends Lifecycle<string, infer A> ? A : never;

/** The SQL condition “this column holds one of these codes”. */
export function oneOf(column: string, codes: readonly string[]): string {
  return `${column} IN (${codes.map((code) => `'${code.replaceAll("'", "''")}'`).join(', ')})`;
}
