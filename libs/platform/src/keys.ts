import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.js';
import { newId } from './ids.js';
import { asPublicJwk, type Jwks, newSigningKey, type PublicJwk, readSigningKey, type SigningKey, writeSigningKey } from './jws.js';

/**
 * The key that signs credentials, status lists and daily roots, read by the worker only: SIGNING_KEY_FILE, or `keys/signing.jwk` in the
 * data folder, created (0600) when missing. Its public half joins `keys/jwks.json` beside those of earlier keys, which stay for ever.
 * @throws Error in one sentence when the file is missing (SIGNING_KEY_FILE), unreadable, or open to every user of the machine.
 */
export function loadSigningKey(config: Config): SigningKey {
  const folder = config.path('keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = config.SIGNING_KEY_FILE ?? join(folder, 'signing.jwk');
  if (config.SIGNING_KEY_FILE === undefined) createOnce(file, () => writeSigningKey(newSigningKey(config.SIGNING_ALGORITHM)));
  const key = readPrivate(file);
  publish(join(folder, 'jwks.json'), key.publicJwk);
  return key;
}

/** The public keys kept beside the private one, for a check without network; empty when none was ever made here. */
export function knownKeys(config: Config): Jwks {
  return readKeys(config.path('keys', 'jwks.json'));
}

/**
 * Reads a published key set from its JSON text; keys of other kinds are left out, and each `kid` is recomputed.
 * @returns null when the text is not a key set.
 */
export function parseJwks(text: string): Jwks | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('keys' in value) || !Array.isArray(value.keys)) return null;
    return { keys: value.keys.map(asPublicJwk).filter((key) => key !== null) };
  } catch {
    return null;
  }
}

function readPrivate(file: string): SigningKey {
  let text: string;
  try {
    // Windows has no such bits, and reports 0o666 for every file.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o007) !== 0) {
      throw new Error('every user of the machine may read it; restrict it with chmod 600');
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`The signing key ${file} cannot be used: ${error instanceof Error ? error.message : 'unreadable'}.`, { cause: error });
  }
  try {
    return readSigningKey(text);
  } catch (error) {
    throw new Error(`The signing key ${file} is not a private JWK (Ed25519 or P-256).`, { cause: error });
  }
}

/** Two processes may start together: the first file wins, and it is never seen half written. */
function createOnce(file: string, content: () => string): void {
  try {
    statSync(file);
    return;
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  const draft = `${file}.${newId()}`;
  writeFileSync(draft, content(), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function readKeys(file: string): Jwks {
  try {
    return parseJwks(readFileSync(file, 'utf8')) ?? { keys: [] };
  } catch {
    return { keys: [] };
  }
}

function publish(file: string, key: PublicJwk): void {
  const { keys } = readKeys(file);
  if (keys.some(({ kid }) => kid === key.kid)) return;
  const draft = `${file}.${newId()}`;
  writeFileSync(draft, `${JSON.stringify({ keys: [...keys, key] }, null, 2)}\n`, { mode: 0o644 });
  renameSync(draft, file);
}
