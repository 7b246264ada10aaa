import { say } from '#platform';
import { cliMessages, terminalLocale } from '../cli.messages.js';
import { print, type Command } from '../command.js';

/** The list of verbs, in the language of the terminal. */
export function helpText(commands: readonly Command[]): string {
  const locale = terminalLocale();
  const lines = commands.map(({ usage, summary }) => `  ./guichet ${usage}\n      ${summary[locale]}`);
  return [say(cliMessages['cli.help'], locale), '', ...lines].join('\n');
}

/** `./guichet help`, given the other verbs. */
export function helpCommand(others: readonly Command[]): Command {
  const command: Command = {
    name: 'help',
    summary: { fr: 'Affiche cette liste.', en: 'Shows this list.' },
    usage: 'help',
    run: async () => {
      print(helpText([...others, command]));
      return 0;
    },
  };
  return command;
}
