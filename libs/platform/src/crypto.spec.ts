import { expect, it } from '@jest/globals';
import { fingerprint, newToken, seal, unseal } from './crypto.js';

const secret = 'a-secret-of-at-least-thirty-two-characters';

it('a sealed text opens with the same secret and purpose only', () => {
  const sealed = seal(secret, 'second_factor:1', 'JBSWY3DPEHPK3PXP');
  expect(unseal(secret, 'second_factor:1', sealed)).toBe('JBSWY3DPEHPK3PXP');
  expect(sealed).not.toContain('JBSW');
  expect(() => unseal(secret, 'second_factor:2', sealed)).toThrow();
  expect(() => unseal(`${secret}!`, 'second_factor:1', sealed)).toThrow();
});

it('a sealed text with one altered byte does not open', () => {
  const bytes = Buffer.from(seal(secret, 'x', 'text').slice(2), 'base64url');
  for (let position = 0; position < bytes.length; position++) {
    const altered = Buffer.from(bytes);
    altered[position] ^= 1;
    expect(() => unseal(secret, 'x', `1.${altered.toString('base64url')}`)).toThrow();
  }
});

it('sealing twice gives two texts, a fingerprint is the same each time', () => {
  expect(seal(secret, 'x', 'text')).not.toBe(seal(secret, 'x', 'text'));
  expect(fingerprint(secret, '127.0.0.1')).toBe(fingerprint(secret, '127.0.0.1'));
  expect(fingerprint(secret, '127.0.0.1')).not.toBe(fingerprint(secret, '127.0.0.2'));
});

it('a token has 256 bits', () => expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32));
