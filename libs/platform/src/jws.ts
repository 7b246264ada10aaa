import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { canonical, sha256Bytes } from './crypto.js';

/** Signature algorithms of credentials: `Ed25519` (RFC 9864) by default, `ES256` (RFC 7518) where policy asks for it. */
export const signatureAlgorithms = ['Ed25519', 'ES256'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** A public key as published (RFC 7517, RFC 8037); `kid` is its RFC 7638 thumbprint. */
export interface PublicJwk {
  readonly kty: 'OKP' | 'EC';
  readonly crv: 'Ed25519' | 'P-256';
  readonly x: string;
  readonly y?: string;
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly use: 'sig';
}

/** A published set of public keys: present and past. */
export interface Jwks {
  readonly keys: readonly PublicJwk[];
}

/** A private key ready to sign; it never leaves the process that read it. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: SignatureAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

/** A compact JWS taken apart (RFC 7515), its signature not yet checked. */
export interface Jws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** The bytes under the signature. */
  readonly signed: Buffer;
}

/** RFC 7638 thumbprint of a public key: SHA-256 of its required members, base64url. */
export function thumbprint(jwk: Pick<PublicJwk, 'kty' | 'crv' | 'x' | 'y'>): string {
  const members = jwk.kty === 'EC' ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y } : { crv: jwk.crv, kty: jwk.kty, x: jwk.x };
  return sha256Bytes(canonical(members)).toString('base64url');
}

/** A new key pair of the algorithm. */
export function newSigningKey(algorithm: SignatureAlgorithm): SigningKey {
  const { privateKey } = algorithm === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return signingKey(privateKey);
}

/**
 * A signing key from its private JWK text.
 * @throws Error when the text is not an Ed25519 or P-256 private key.
 */
export function readSigningKey(text: string): SigningKey {
  return signingKey(createPrivateKey({ key: JSON.parse(text), format: 'jwk' }));
}

/** The private JWK text of a key, to be stored under 0600. */
export function writeSigningKey(key: SigningKey): string {
  return JSON.stringify(key.privateKey.export({ format: 'jwk' }));
}

function signingKey(privateKey: KeyObject): SigningKey {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicJwk = asPublicJwk(jwk);
  if (publicJwk === null) throw new Error('A signing key is an Ed25519 or a P-256 key');
  return { kid: publicJwk.kid, algorithm: publicJwk.alg, privateKey, publicJwk };
}

/** A public key made whole from its parts, `kid` recomputed; null when it is of another kind. */
export function asPublicJwk(jwk: unknown): PublicJwk | null {
  if (typeof jwk !== 'object' || jwk === null) return null;
  const { kty, crv, x, y } = jwk as Readonly<Record<string, unknown>>; // each member is checked below
  if (typeof x !== 'string') return null;
  if (kty === 'OKP' && crv === 'Ed25519') {
    const key = { kty, crv, x } as const;
    return { ...key, kid: thumbprint(key), alg: 'Ed25519', use: 'sig' };
  }
  if (kty === 'EC' && crv === 'P-256' && typeof y === 'string') {
    const key = { kty, crv, x, y } as const;
    return { ...key, kid: thumbprint(key), alg: 'ES256', use: 'sig' };
  }
  return null;
}

/** Signs a payload as a compact JWS; `alg` and `kid` come from the key. */
export function signJws(header: Readonly<Record<string, string>>, payload: string, key: SigningKey): string {
  const parts = [canonical({ ...header, alg: key.algorithm, kid: key.kid }), payload];
  const signed = parts.map((part) => Buffer.from(part).toString('base64url')).join('.');
  const signature =
    key.algorithm === 'Ed25519'
      ? sign(null, Buffer.from(signed), key.privateKey)
      : sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/**
 * Takes a compact JWS apart; null when it is not one. Each part must be written in the only base64url form of its bytes,
 * so that no altered character can pass: the last one of a signature has bits that decoders ignore.
 */
export function readJws(token: string): Jws | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  const [header, payload, signature] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (![header, payload, signature].every((bytes, position) => bytes.toString('base64url') === parts[position])) return null;
  try {
    const fields: unknown = JSON.parse(header.toString('utf8'));
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return null;
    return { header: { ...fields }, payload, signature, signed: Buffer.from(`${parts[0]}.${parts[1]}`) };
  } catch {
    return null; // a header that is not JSON is not a JWS
  }
}

const keyObjects = new WeakMap<PublicJwk, KeyObject>();

function keyObject(jwk: PublicJwk): KeyObject {
  const known = keyObjects.get(jwk);
  if (known) return known;
  const made = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  keyObjects.set(jwk, made);
  return made;
}

/** Whether the signature holds under the key; the algorithm is the key's own, never chosen by the token alone. */
export function verifyJws(jws: Jws, jwk: PublicJwk): boolean {
  if (jws.header['alg'] !== jwk.alg || 'crit' in jws.header || jws.signature.length !== 64) return false;
  const key = keyObject(jwk);
  return jwk.alg === 'Ed25519'
    ? verify(null, jws.signed, key, jws.signature)
    : verify('sha256', jws.signed, { key, dsaEncoding: 'ieee-p1363' }, jws.signature);
}
