import type { Logger } from '#platform';

/** Something done again and again until it is stopped. */
export interface Loop {
  /** Stops after the turn in progress. */
  stop(): Promise<void>;
}

/** How a loop turns. */
export interface LoopPlan {
  readonly name: string;
  /** One turn; true when there may be more to do at once. */
  readonly turn: () => Promise<boolean>;
  /** Rest between two turns with nothing left to do, in milliseconds. */
  readonly rest: number;
  readonly log: Logger;
}

/** Starts a loop. A turn that fails is logged and tried again, after a rest that grows to ten seconds. */
export function startLoop({ name, turn, rest, log }: LoopPlan): Loop {
  let isStopped = false;
  let wake: () => void = () => undefined;
  const sleep = (delay: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, delay);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  const running = (async () => {
    for (let failures = 0; !isStopped;) {
      try {
        const more = await turn();
        failures = 0;
        if (!more && !isStopped) await sleep(rest);
      } catch (error) {
        failures += 1;
        log.error({ event: 'loop.failed', loop: name, failures, ...failureOf(error) });
        if (!isStopped) await sleep(Math.min(rest * 2 ** failures, 10_000));
      }
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      wake();
      await running;
    },
  };
}

/** What may be logged of an error: its kind, its code and where, never its sentence, which may name a person. */
export function failureOf(error: unknown): { readonly code: string; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { code: 'unknown', stack: [] };
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? `.${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { code: `${error.name}${code}`, stack: frames.slice(0, 8).map((line) => line.trim()) };
}
