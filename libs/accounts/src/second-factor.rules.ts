import { Secret, TOTP } from 'otpauth';

/** Seconds of one code, and how many codes around the present one are accepted (clocks drift): RFC 6238 section 5.2. */
const period = 30;
const drift = 1;

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Guichet', label, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) });
}

/** The address that an authenticator application reads, in a QR code or as a link. */
export function provisioningUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The code of an instant. */
export function codeAt(secret: string, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() });
}

/**
 * The time step a code belongs to, or null when it is wrong, too old, or of a step that has already served
 * (RFC 6238 section 5.2: a code is accepted once).
 */
export function acceptedStep(secret: string, code: string, options: { readonly now: Date; readonly lastStep: number }): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = options.now.getTime();
  const delta = totpOf(secret).validate({ token, timestamp, window: drift });
  if (delta === null) return null;
  const step = Math.floor(timestamp / 1000 / period) + delta;
  return step > options.lastStep ? step : null;
}

/** A recovery code as compared: without spaces or hyphens, in capitals. */
export function plainRecoveryCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}

/** A recovery code as shown: groups of four. */
export function shownRecoveryCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}
