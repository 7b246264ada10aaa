import { canonical, sha256 } from '#platform';
import {
  algorithmDefaults,
  contentDefaults,
  evidenceDefaults,
  requirementDefaults,
  scenarioDefaults,
  scoreDefaults,
  type OperatorText,
  type PackageContent,
} from './package-content.rules.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The shortest document that means the same: defaults left out, text in NFC with LF, order as printed. Verification points,
 * which reviewers alone read, stand in it as the hash of their list: the form is public, and commits to them.
 */
export function exchangeForm(content: PackageContent): Json {
  return shortest(content, (points) => `sha256:${sha256(canonical(normalise(points)))}`);
}

/** The same document for its authors: verification points in clear, so that reading it again gives the same hash. */
export function authorForm(content: PackageContent): Json {
  return shortest(content, (points) => points);
}

function shortest(content: PackageContent, points: (list: OperatorText[]) => unknown): Json {
  return normalise({
    ...without(content, contentDefaults),
    requirements: content.requirements.map((r) => ({
      ...without(r, { ...requirementDefaults, number: r.key }),
      ...(r.verificationPoints.length > 0 && { verificationPoints: points(r.verificationPoints) }),
      ...when(
        'externalReferences',
        r.externalReferences.map((x) => without(x, { id: null, url: null })),
      ),
      ...when(
        'derivedFrom',
        r.derivedFrom.map((d) => without(d, { package: null, version: null })),
      ),
    })),
    ...when(
      'scenarios',
      content.scenarios.map((s) => ({
        ...without(s, scenarioDefaults),
        ...when(
          'steps',
          s.steps.map((step) => without(step, { requirements: [] })),
        ),
      })),
    ),
    ...when(
      'evidence',
      content.evidence.map((e) => without(e, evidenceDefaults)),
    ),
    ...when(
      'scores',
      content.scores.map((score) =>
        'measure' in score ? score : { ...without(score, scoreDefaults), algorithm: without(score.algorithm, algorithmDefaults) },
      ),
    ),
  });
}

/** Canonical text of a package content: RFC 8785 over its exchange form. */
export function canonicalContent(content: PackageContent): string {
  return canonical(exchangeForm(content));
}

/**
 * `sha256:` and the hexadecimal SHA-256 of the canonical text in UTF-8: the same content gives the same hash on any machine.
 * Because defaults are left out, a member added to the format later with a default does not change older hashes.
 */
export function contentHash(content: PackageContent): string {
  return `sha256:${sha256(canonicalContent(content))}`;
}

function without<T extends object>(value: T, defaults: object): Partial<T> {
  const isDefault = new Map(Object.entries(defaults).map(([key, fallback]) => [key, canonical(fallback)]));
  return Object.fromEntries(
    Object.entries(value).filter(([key, member]) => !isDefault.has(key) || isDefault.get(key) !== canonical(member)),
    // A subset of the members of T.
  ) as Partial<T>;
}

function when<T>(key: string, list: T[]): Record<string, T[]> {
  return list.length > 0 ? { [key]: list } : {};
}

function normalise(value: unknown): Json {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').normalize('NFC');
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('a package holds whole numbers only');
    return value;
  }
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== 'object') throw new TypeError('a package holds JSON values only');
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key.normalize('NFC'), normalise(member)]),
  );
}
