import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import canonicalizeJson from 'canonicalize';

/** SHA-256 of bytes or UTF-8 text, in lower-case hexadecimal. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 of bytes or UTF-8 text. */
export function sha256Bytes(bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** RFC 8785 (JSON Canonicalization Scheme) text of a JSON value. */
export function canonical(value: unknown): string {
  // The package is typed for CommonJS consumers; at run time the function is the default export.
  const text = (canonicalizeJson as unknown as (input: unknown) => string | undefined)(value);
  if (text === undefined) throw new TypeError('This value has no JSON form');
  return text;
}

/** Compares two secrets in constant time. */
export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(sha256(left)), Buffer.from(sha256(right))];
  return timingSafeEqual(a, b);
}

/** A new secret of 256 bits, in a form that fits an address or a header. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A keyed fingerprint (HMAC-SHA-256) of something that must be recognised again but never stored: a network address, a mail. */
export function fingerprint(secret: string, text: string): string {
  return createHmac('sha256', keyOf(secret, 'fingerprint')).update(text).digest('hex');
}

/**
 * Seals a text for storage (AES-256-GCM, a fresh nonce each time) under the portal's secret. `purpose` binds it to its column and row:
 * moved elsewhere, it does not open.
 */
export function seal(secret: string, purpose: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, 'seal'), nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/**
 * Opens what `seal` made.
 * @throws Error when the secret or the purpose differs, or when one bit was changed.
 */
export function unseal(secret: string, purpose: string, sealed: string): string {
  const bytes = Buffer.from(sealed.replace(/^1\./, ''), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, 'seal'), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

function keyOf(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'guichet', use, 32));
}
