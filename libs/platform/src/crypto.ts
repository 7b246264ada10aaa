import { createHash, timingSafeEqual } from 'node:crypto';
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
