import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { asPublicJwk, newSigningKey, readJws, readSigningKey, signatureAlgorithms, signJws, verifyJws, writeSigningKey } from './jws.js';
import { knownKeys, loadSigningKey, parseJwks } from './keys.js';
import { loadConfig } from './config.js';

const flipped = (token: string, position: number): string =>
  token.slice(0, position) + String.fromCharCode(token.charCodeAt(position) ^ 1) + token.slice(position + 1);

describe.each(signatureAlgorithms)('a signature with %s', (algorithm) => {
  const key = newSigningKey(algorithm);
  const token = signJws({ typ: 'vc+jwt' }, '{"a":"é"}', key);
  const parts = readJws(token);

  it('names the RFC 7638 thumbprint of its key', async () => {
    expect(key.kid).toBe(await calculateJwkThumbprint({ ...key.publicJwk }));
    expect(parts?.header).toEqual({ typ: 'vc+jwt', alg: algorithm, kid: key.kid });
  });

  it('holds for an independent JOSE library and for independent curves', async () => {
    const read = await compactVerify(token, await importJWK({ ...key.publicJwk }, algorithm));
    expect(Buffer.from(read.payload).toString()).toBe('{"a":"é"}');
    const [x, y] = [key.publicJwk.x, key.publicJwk.y ?? ''].map((text) => Buffer.from(text, 'base64url'));
    if (parts === null) throw new Error('unreadable');
    const holds =
      algorithm === 'Ed25519'
        ? ed25519.verify(parts.signature, parts.signed, x)
        : p256.verify(parts.signature, parts.signed, Buffer.concat([Buffer.of(4), x, y]), { lowS: false });
    expect(holds).toBe(true);
  });

  it('does not hold once any one character has changed', () => {
    for (let position = 0; position < token.length; position += 1) {
      const jws = readJws(flipped(token, position));
      expect(jws !== null && verifyJws(jws, key.publicJwk)).toBe(false);
    }
  });

  it('does not hold under another key, nor under a key of the other algorithm', () => {
    const others = signatureAlgorithms.map((other) => newSigningKey(other).publicJwk);
    expect(parts !== null && others.some((other) => verifyJws(parts, other))).toBe(false);
  });

  it('survives storage of the private key', () => {
    const again = readSigningKey(writeSigningKey(key));
    expect(again.publicJwk).toEqual(key.publicJwk);
    expect(asPublicJwk(key.publicJwk)).toEqual(key.publicJwk);
  });
});

describe('the key of the installation', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'keys-'));

  it('is created once, for its owner only, and its public half is kept beside those of earlier keys', () => {
    const DATA_DIR = folder();
    const first = loadSigningKey(loadConfig({ DATA_DIR }));
    expect(statSync(join(DATA_DIR, 'keys', 'signing.jwk')).mode & 0o777).toBe(0o600);
    expect(loadSigningKey(loadConfig({ DATA_DIR })).kid).toBe(first.kid);

    const SIGNING_KEY_FILE = join(folder(), 'next.jwk');
    writeFileSync(SIGNING_KEY_FILE, writeSigningKey(newSigningKey('ES256')), { mode: 0o600 });
    const second = loadSigningKey(loadConfig({ DATA_DIR, SIGNING_KEY_FILE }));
    expect(knownKeys(loadConfig({ DATA_DIR })).keys.map(({ kid }) => kid)).toEqual([first.kid, second.kid]);
    expect(readFileSync(join(DATA_DIR, 'keys', 'jwks.json'), 'utf8')).not.toContain('"d"');
  });

  it('is refused in one sentence when missing, open to everyone or not a key', () => {
    const file = join(folder(), 'key.jwk');
    const load = (): unknown => loadSigningKey(loadConfig({ DATA_DIR: folder(), SIGNING_KEY_FILE: file }));
    expect(load).toThrow(/cannot be used/);
    writeFileSync(file, '{}', { mode: 0o600 });
    expect(load).toThrow(/not a private JWK/);
    const open = join(folder(), 'open.jwk');
    writeFileSync(open, writeSigningKey(newSigningKey('Ed25519')), { mode: 0o644 });
    expect(() => loadSigningKey(loadConfig({ DATA_DIR: folder(), SIGNING_KEY_FILE: open }))).toThrow(/chmod 600/);
  });

  it('reads a published set without trusting its names', () => {
    const key = newSigningKey('Ed25519').publicJwk;
    expect(
      parseJwks(
        JSON.stringify({
          keys: [
            { ...key, kid: 'forged' },
            { kty: 'RSA', n: 'x', e: 'AQAB' },
          ],
        }),
      )?.keys,
    ).toEqual([key]);
    expect(parseJwks('{')).toBeNull();
    expect(parseJwks('[]')).toBeNull();
  });
});
