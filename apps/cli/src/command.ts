import { say, type Params, type Text } from '#platform';
import { cliMessages, terminalLocale } from './cli.messages.js';

/** One verb of `./guichet`. */
export interface Command {
  readonly name: string;
  /** One line of `./guichet help`. */
  readonly summary: Text;
  /** How it is typed, with its options. */
  readonly usage: string;
  /** Runs it and gives the exit code: 0 all held, 1 refused, 2 mistyped. */
  readonly run: (args: string[]) => Promise<number>;
}

/** Prints a line for people, on the standard output. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a sentence of the table on the error output, in the language of the terminal. */
export function tell(code: keyof typeof cliMessages, params?: Params): void {
  process.stderr.write(`${say(cliMessages[code], terminalLocale(), params)}\n`);
}
