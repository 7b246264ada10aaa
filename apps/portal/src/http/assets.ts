import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { projectFile } from '#platform';
import type { Assets } from './chrome.js';

/** A folder of files served as they are, and the address they are served under. */
export interface StaticFolder {
  readonly prefix: string;
  readonly root: string;
}

const packages = {
  text: '@fontsource-variable/atkinson-hyperlegible-next/files',
  figures: '@fontsource/atkinson-hyperlegible-mono/files',
  upload: 'tus-js-client/dist',
  state: '@gouvfr/dsfr/dist',
} as const;

/** The look: our own stylesheet, or the official design system for entitled operators. */
export type Brand = 'guichet' | 'state';

/** The folders the portal serves: its own files, and those of installed packages, nothing copied or downloaded. */
export function staticFolders(brand: Brand): StaticFolder[] {
  const installed = (path: string): string => projectFile('node_modules', path);
  const folders = [
    { prefix: '/assets/', root: projectFile('apps/portal/public') },
    { prefix: '/fonts/text/', root: installed(packages.text) },
    { prefix: '/fonts/figures/', root: installed(packages.figures) },
    { prefix: '/vendor/tus/', root: installed(packages.upload) },
  ];
  return brand === 'state' ? [...folders, { prefix: '/dsfr/', root: installed(packages.state) }] : folders;
}

/** The folder of the templates. */
export function viewsFolder(): string {
  return projectFile('apps/portal/views');
}

/** An address that changes with the content, so that browsers may keep the file for a year. */
function marked(path: string): string {
  const bytes = readFileSync(projectFile('apps/portal/public', path));
  return `/assets/${path}?v=${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}`;
}

/** The stylesheets and scripts of every page. Scripts are modules and add comfort only: pages work without them. */
export function pageAssets(brand: Brand): Assets {
  const stylesheets =
    brand === 'state' ? ['/dsfr/dsfr.min.css', '/dsfr/utility/utility.min.css', marked('state.css')] : [marked('guichet.css')];
  return { stylesheets, scripts: [marked('js/guichet.js')] };
}
