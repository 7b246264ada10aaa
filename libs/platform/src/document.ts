import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Handlebars from 'handlebars';
import { projectFile } from './project.js';

const require = createRequire(import.meta.url);

/** Families and weights of our documents, one face each (OFL); the `latin-ext` ones serve names of other countries. */
const faces = [
  ...[400, 600].flatMap((weight) => ['latin', 'latin-ext'].map((subset) => ({ name: 'next', weight, subset }))),
  ...['latin', 'latin-ext'].map((subset) => ({ name: 'mono', weight: 400, subset })),
].map(({ name, weight, subset }) => {
  const family = `atkinson-hyperlegible-${name}`;
  return { family, subset, weight, package: `@fontsource/${family}`, file: `files/${family}-${subset}-${weight}-normal.woff2` };
});

/** Unicode ranges of the two subsets, as their publisher splits them. */
const ranges: Readonly<Record<string, string>> = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext': 'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113',
};

/** Versions of the fonts embedded in our documents: `@fontsource/…@5.3.0`. */
export function documentFonts(): readonly string[] {
  return [...new Set(faces.map((face) => face.package))].map((name) => {
    const { version } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')) as { version: string }; // every package has one
    return `${name}@${version}`;
  });
}

/**
 * A document drawn as PDF: its template (path from the root of the project), with the common look and fonts as partial `document`.
 * Read at its first drawing, then kept: neither changes while the process lives. A value the template names must be given.
 */
export function documentTemplate(path: string): (view: object) => string {
  let draw: Handlebars.TemplateDelegate | null = null;
  return (view) => {
    draw ??= compile(path);
    return draw({ ...view, fonts: embeddedFonts() });
  };
}

function compile(path: string): Handlebars.TemplateDelegate {
  const own = Handlebars.create();
  own.registerPartial('document', readFileSync(projectFile('libs/platform/templates/document.hbs'), 'utf8'));
  return own.compile(readFileSync(projectFile(path), 'utf8'), { strict: true });
}

interface EmbeddedFont {
  readonly family: string;
  readonly weight: number;
  readonly data: string;
  readonly range: string;
}

let embedded: readonly EmbeddedFont[] | null = null;

function embeddedFonts(): readonly EmbeddedFont[] {
  embedded ??= faces.map(({ family, weight, package: name, file, subset }) => {
    // Without its padding: the template escapes the sign `=`.
    const data = readFileSync(require.resolve(`${name}/${file}`))
      .toString('base64')
      .replace(/=+$/, '');
    return { family, weight, data, range: ranges[subset] };
  });
  return embedded;
}
