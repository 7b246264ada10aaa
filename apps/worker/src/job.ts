import type { Type } from '@nestjs/common';
import type { SealedEvent } from '#audit';
import type { Ctx, QueueName } from '#platform';

/** What a job works with: the event that asked for it, and its transactions. */
export interface Work {
  readonly event: SealedEvent;
  /** Names this try in logs and events. */
  readonly requestId: string;
  /** Reads the present state, in one READ ONLY transaction on every organisation. */
  read<T>(use: (ctx: Ctx) => Promise<T>): Promise<T>;
  /**
   * The one transaction that writes: the delivery is settled in it, so its effect happens once however often the job runs.
   * Ends without running `use` when another run was first. A job that returns without having finished has failed.
   */
  finish(use: (ctx: Ctx) => Promise<unknown>): Promise<void>;
}

/** The providers a job asks for, by name. */
export type Needs = Readonly<Record<string, Type>>;
/** The same providers, given. */
export type Given<N extends Needs> = { readonly [K in keyof N]: InstanceType<N[K]> };

interface Timing {
  readonly queue: QueueName;
}

/** How a job runs. */
export interface JobPlan<N extends Needs> extends Timing {
  /** Tries before the delivery is dead and an operator decides. */
  readonly attempts: number;
  /** Wait before the second try, in milliseconds; it doubles each time. */
  readonly backoff: number;
  /** Providers of the libs, found at start. */
  readonly needs: N;
  readonly run: (given: Given<N>, work: Work) => Promise<void>;
}

/** How a timed task runs: it looks for what is due at `ctx.now`, calls one use case, and lets its events say what follows. */
export interface TaskPlan<N extends Needs> extends Timing {
  /** Milliseconds between two looks. */
  readonly every: number;
  readonly needs: N;
  readonly run: (given: Given<N>, ctx: Ctx) => Promise<unknown>;
}

/** Finds providers by class. */
export type Find = <T>(type: Type<T>) => T;

/** A job ready to be bound to the providers it needs. */
export interface JobDefinition<Name extends string = string> {
  readonly name: Name;
  readonly queue: QueueName;
  readonly attempts: number;
  readonly backoff: number;
  bind(find: Find): (work: Work) => Promise<void>;
}

/** A timed task ready to be bound to the providers it needs. */
export interface TaskDefinition<Name extends string = string> {
  readonly name: Name;
  readonly queue: QueueName;
  readonly every: number;
  bind(find: Find): (ctx: Ctx) => Promise<unknown>;
}

/** Declares a job that events may ask for. */
export function job<const Name extends string, N extends Needs>(name: Name, plan: JobPlan<N>): JobDefinition<Name> {
  const { queue, attempts, backoff, needs, run } = plan;
  return {
    name,
    queue,
    attempts,
    backoff,
    bind: (find) => {
      const given = provide(needs, find);
      return (work) => run(given, work);
    },
  };
}

/** Declares a timed task. */
export function task<const Name extends string, N extends Needs>(name: Name, plan: TaskPlan<N>): TaskDefinition<Name> {
  const { queue, every, needs, run } = plan;
  return {
    name,
    queue,
    every,
    bind: (find) => {
      const given = provide(needs, find);
      return (ctx) => run(given, ctx);
    },
  };
}

function provide<N extends Needs>(needs: N, find: Find): Given<N> {
  return Object.fromEntries(Object.entries(needs).map(([name, type]) => [name, find(type)])) as Given<N>; // one instance for each name asked for
}
