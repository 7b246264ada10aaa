import { resolve } from 'node:path';
import { loadConfig, projectRoot, type Config } from '#platform';
import { refuse } from './cli.messages.js';

/** What the options of a verb change in the settings of the environment. */
interface SettingOptions {
  readonly port?: string | undefined;
  /** Data folder, seen from where the command is typed; without it, DATA_DIR seen from the root of the project. */
  readonly data?: string | undefined;
  readonly demoData?: boolean | undefined;
}

/** The settings, with the options of the command line on top and the data folder as a full path. */
export function readSettings({ port, data, demoData }: SettingOptions = {}): Config {
  if (port !== undefined && !isPort(port)) throw refuse.invalid('cli.port-number', { port });
  return loadSettings({
    ...process.env,
    ...(port !== undefined && { PORT: port }),
    ...(demoData !== undefined && { DEMO_DATA: String(demoData) }),
    DATA_DIR: data === undefined ? resolve(projectRoot, process.env.DATA_DIR || './var') : resolve(data),
  });
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function loadSettings(env: NodeJS.ProcessEnv): Config {
  try {
    return loadConfig(env);
  } catch (error) {
    throw refuse.invalid('cli.settings', { problems: error instanceof Error ? error.message : String(error) });
  }
}
