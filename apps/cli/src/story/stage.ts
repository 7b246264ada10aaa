import { join } from 'node:path';
import { until } from '../processes.js';
import { type Person, Refused } from './person.js';
import type { Theatre } from './theatre.js';

/** One thing that happened, as the account of the story tells it. */
export interface Line {
  readonly act: string;
  /** Who did it. */
  readonly who: string;
  readonly what: string;
}

/** What the acts share: the theatre, where to write, and how to tell. */
export class Stage {
  readonly lines: Line[] = [];
  private act = '';

  constructor(
    readonly theatre: Theatre,
    /** Folder of what the story leaves behind. */
    readonly folder: string,
    private readonly voice: (line: Line) => void,
  ) {}

  /** A path in the folder of the story. */
  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Begins an act. */
  begin(act: string): void {
    this.act = act;
  }

  /** Tells what someone did. */
  tell(who: Person | string, what: string): void {
    const line = { act: this.act, who: typeof who === 'string' ? who : who.name, what };
    this.lines.push(line);
    this.voice(line);
  }
}

/** @throws Error naming what did not hold. */
export function hold(isTrue: boolean, what: string): asserts isTrue {
  if (!isTrue) throw new Error(`This did not hold: ${what}`);
}

/** Waits for background work. @throws Error naming what did not come. */
export async function waitFor(what: string, condition: () => Promise<boolean>, seconds = 60): Promise<void> {
  hold(await until(condition, seconds * 1_000), `${what} (waited ${seconds} s)`);
}

/** Tries what must be refused, and gives the refusal. */
export async function refused(what: string, status: number, attempt: () => Promise<unknown>): Promise<Refused> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    hold(
      error.answer.status === status,
      `${what} is refused with ${status} (was ${error.answer.status}: ${error.answer.text.slice(0, 300)})`,
    );
    return error;
  }
  throw new Error(`This should have been refused: ${what}`);
}
