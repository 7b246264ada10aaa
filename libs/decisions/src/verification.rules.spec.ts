import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Bitstring } from '@digitalbazaar/bitstring';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { newSigningKey, readJws, say, sha256, signJws, type SignatureAlgorithm, signatureAlgorithms } from '#platform';
import type { CertificateFacts } from './certificate.rules.js';
import { certificateCredential, envelope, presentation, signCredential } from './credential.rules.js';
import {
  decodeStatusList,
  encodeStatusList,
  signStatusList,
  statusBit,
  statusListSize,
  statusPlace,
  statusPurposes,
} from './status-list.rules.js';
import { type VerificationInput, verifyCredential } from './verification.rules.js';

const issuer = { url: 'https://guichet.example', name: 'Agence Repère', demonstration: true };
const facts: CertificateFacts = {
  number: 'REP-2026-00041',
  product: { name: 'Corvane Cabinet', version: '8.2.0', technicalNumber: '8.2.0.4417', softwareType: 'LGC' },
  organisation: { name: 'Atelier Corvane', siren: '404833048', country: 'FR' },
  scope: [{ code: 'interop', version: '1.0', contentHash: `sha256:${'ab'.repeat(32)}` }],
  decision: {
    number: 'DEC-2026-00041',
    outcome: 'referenced',
    decidedAt: '2026-03-03T10:20:00.000Z',
    signatory: { name: 'Camille Ardent', capacity: 'Directrice de l’évaluation' },
    dossierHash: `sha256:${'cd'.repeat(32)}`,
  },
  validFrom: '2026-03-03T10:20:00.000Z',
  validUntil: '2029-03-03T10:20:00.000Z',
};
const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(600)]);
const index = 7;
const during = new Date('2026-06-01T10:00:00Z');
const published = new Date('2026-05-31T10:00:00Z');

function makeIssued(algorithm: SignatureAlgorithm = 'Ed25519') {
  const key = newSigningKey(algorithm);
  const token = signCredential(certificateCredential(facts, sha256(pdf), index, issuer), key);
  const lists = (against: { revocation?: number[]; suspension?: number[] } = {}, publishedAt = published): string =>
    presentation(
      statusPurposes.map((purpose) => signStatusList({ purpose, list: 1, positions: against[purpose] ?? [], publishedAt }, issuer, key)),
    );
  const check = (input: Partial<VerificationInput> = {}) =>
    verifyCredential({ credential: envelope(token), pdf, jwks: { keys: [key.publicJwk] }, at: during, ...input });
  return { key, token, lists, check };
}

const codes = (verification: ReturnType<typeof verifyCredential>): string[] => verification.reasons.map(({ code }) => code);

describe('checking a certificate offline', () => {
  const { key, token, lists, check } = makeIssued();

  it('says authentic, that the PDF is the one named, and that the status was not checked', () => {
    const verification = check();
    expect(verification).toMatchObject({
      outcome: 'authentic',
      valid: true,
      pdf: 'matches',
      status: { checked: false, publishedAt: null },
    });
    expect(codes(verification)).toEqual([
      'signature.holds',
      'pdf.matches',
      'validity.current',
      'status.not-checked',
      'demonstration.warning',
    ]);
    const status = verification.reasons.find(({ code }) => code === 'status.not-checked');
    expect(status && say(status.text, 'fr', status.params)).toContain('Statut non vérifié (attestation émise le 3 mars 2026)');
    expect(status && say(status.text, 'en', status.params)).toContain('Status not checked (issued 3 March 2026)');
    expect(verification.certificate?.credentialSubject).toMatchObject({
      product: { version: '8.2.0' },
      organisation: { siren: '404833048' },
    });
  });

  it('takes the bare token as well as the file', () => {
    expect(check({ credential: token }).outcome).toBe('authentic');
    expect(check({ credential: Buffer.from(`${token}\n`) }).outcome).toBe('authentic');
  });

  it.each([
    ['before it begins', new Date('2026-03-03T10:19:59.999Z'), 'not_yet_valid'],
    ['at its first instant', new Date('2026-03-03T10:20:00.000Z'), 'authentic'],
    ['at its last instant', new Date('2029-03-03T10:19:59.999Z'), 'authentic'],
    ['when it has ended', new Date('2029-03-03T10:20:00.000Z'), 'expired'],
  ])('%s', (_when, at, outcome) => {
    expect(check({ at }).outcome).toBe(outcome);
  });

  it('knows the key of another issuer from its own, even under the same name', () => {
    expect(check({ jwks: { keys: [newSigningKey('Ed25519').publicJwk] } }).outcome).toBe('wrong_key');
    expect(check({ jwks: { keys: [] } }).outcome).toBe('wrong_key');
    const forged = { ...newSigningKey('Ed25519').publicJwk, kid: key.kid };
    expect(check({ jwks: { keys: [forged] } }).outcome).toBe('altered');
  });

  it('says that a PDF alone proves nothing, and that another signed document is not a certificate', () => {
    expect(codes(check({ credential: pdf }))).toEqual(['pdf.alone']);
    expect(check({ credential: pdf }).outcome).toBe('unproven');
    expect(check({ credential: signJws({ typ: 'vc+jwt' }, '{"type":[]}', key) }).outcome).toBe('unproven');
    expect(
      check({ credential: signStatusList({ purpose: 'revocation', list: 1, positions: [], publishedAt: published }, issuer, key) }).outcome,
    ).toBe('unproven');
  });

  it('reads saved status lists', () => {
    expect(check({ status: [lists()] })).toMatchObject({
      outcome: 'authentic',
      status: { checked: true, publishedAt: published.toISOString() },
    });
    expect(check({ status: [lists({ revocation: [index] })] })).toMatchObject({ outcome: 'withdrawn', valid: false });
    expect(check({ status: [lists({ suspension: [index] })] }).outcome).toBe('suspended');
    expect(check({ status: [lists({ revocation: [index - 1, index + 1], suspension: [0] })] }).outcome).toBe('authentic');
  });

  it('says when a list is partial, out of date, or cannot be relied upon', () => {
    const one = envelope(signStatusList({ purpose: 'revocation', list: 1, positions: [], publishedAt: published }, issuer, key));
    expect(codes(check({ status: [one] }))).toContain('status.partial');
    const late = { at: new Date('2026-06-07T10:00:00Z') };
    expect(check({ status: [lists()], ...late })).toMatchObject({ outcome: 'authentic', status: { checked: false } });
    expect(codes(check({ status: [lists()], ...late }))).toContain('status.stale');
    expect(check({ status: [lists({ revocation: [index] })], ...late }).outcome).toBe('withdrawn');
    expect(check({ status: [makeIssued().lists()] }).outcome).toBe('unproven');
    expect(check({ status: [envelope(token)] }).outcome).toBe('unproven');
    expect(check({ status: ['{}'] }).outcome).toBe('unproven');
    const elsewhere = envelope(signStatusList({ purpose: 'revocation', list: 2, positions: [], publishedAt: published }, issuer, key));
    expect(check({ status: [elsewhere] }).outcome).toBe('unproven');
  });
});

describe.each(signatureAlgorithms)('every altered byte is caught (%s)', (algorithm) => {
  const { key, token, lists, check } = makeIssued(algorithm);
  const flips = (bytes: Buffer, test: (altered: Buffer) => boolean, step = 1): number[] => {
    const passed: number[] = [];
    for (let position = 0; position < bytes.length; position += step) {
      const altered = Buffer.from(bytes);
      altered[position] ^= 1 << (position % 8);
      if (test(altered)) passed.push(position);
    }
    return passed;
  };

  it('of the credential file', () => {
    expect(flips(Buffer.from(envelope(token)), (credential) => check({ credential }).valid)).toEqual([]);
  });

  it('of the bare token, also when a byte is added, removed or turned into a blank', () => {
    expect(flips(Buffer.from(token), (credential) => check({ credential }).valid)).toEqual([]);
    for (const changed of [` ${token}`, `${token}=`, `${token}A`, token.slice(0, -1), token.replace('.', '. '), `${token}.`]) {
      expect(check({ credential: changed }).valid).toBe(false);
    }
  });

  it('of the PDF', () => {
    expect(flips(pdf, (altered) => check({ pdf: altered }).valid)).toEqual([]);
  });

  it('of the status lists', () => {
    expect(flips(Buffer.from(lists()), (status) => check({ status: [status] }).valid)).toEqual([]);
  });

  it('and the untouched one holds for two independent libraries', async () => {
    const set: JSONWebKeySet = { keys: [{ ...key.publicJwk }] };
    const { payload, protectedHeader } = await compactVerify(token, createLocalJWKSet(set));
    expect(protectedHeader).toEqual({ alg: algorithm, kid: key.kid, typ: 'vc+jwt', cty: 'vc' });
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(check().certificate);
    const [header, body, signature] = token.split('.');
    const [x, y] = [key.publicJwk.x, key.publicJwk.y ?? ''].map((text) => Buffer.from(text, 'base64url'));
    const [bytes, signed] = [Buffer.from(signature, 'base64url'), Buffer.from(`${header}.${body}`)];
    expect(
      algorithm === 'Ed25519'
        ? ed25519.verify(bytes, signed, x)
        : p256.verify(bytes, signed, Buffer.concat([Buffer.of(4), x, y]), { lowS: false }),
    ).toBe(true);
  });
});

describe('status lists', () => {
  it('are read by an independent library, and read what it writes', async () => {
    const positions = [0, 1, 9, 4095, 131_071];
    const theirs = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: encodeStatusList(positions).slice(1) }) });
    expect(theirs.length).toBe(statusListSize);
    for (let position = 0; position < statusListSize; position += 1) {
      if (theirs.get(position) !== positions.includes(position)) throw new Error(`bit ${position}`);
    }
    const written = new Bitstring({ length: statusListSize });
    written.set(77, true);
    const bits = decodeStatusList(`u${await written.encodeBits()}`);
    expect(bits && [76, 77, 78, -1, statusListSize].map((position) => statusBit(bits, position))).toEqual([false, true, false, null, null]);
  });

  it('are never shorter than the standard allows, and a hostile one is refused', async () => {
    expect(decodeStatusList(`u${await new Bitstring({ length: 1024 }).encodeBits()}`)).toBeNull();
    expect(decodeStatusList('unot-gzip')).toBeNull();
    expect(decodeStatusList(encodeStatusList([]).slice(1))).toBeNull();
    expect(() => encodeStatusList([statusListSize])).toThrow(RangeError);
  });

  it('follow one another', () => {
    expect([0, statusListSize - 1, statusListSize].map(statusPlace)).toEqual([
      { list: 1, position: 0 },
      { list: 1, position: statusListSize - 1 },
      { list: 2, position: 0 },
    ]);
  });

  it('are credentials with a purpose each', () => {
    const jws = readJws(
      signStatusList({ purpose: 'suspension', list: 3, positions: [], publishedAt: published }, issuer, newSigningKey('Ed25519')),
    );
    expect(jws && JSON.parse(jws.payload.toString())).toMatchObject({
      id: 'https://guichet.example/status/suspension-3',
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      validUntil: '2026-06-07T10:00:00.000Z',
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'suspension' },
    });
  });
});
