import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the package's own choice when none is named), 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet, RFC 9106). */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password. Takes tens of milliseconds on a thread of its own: never inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), options);
}

let decoy: Promise<string> | null = null;

/** Whether the password is the one hashed. Without a hash the same work is done and the answer is no: time tells nothing. */
export async function checkPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString('base64url'));
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFC'));
  return matches && passwordHash !== null;
}
