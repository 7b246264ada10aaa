import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  type CertificateFacts,
  certificateCredential,
  envelope,
  presentation,
  signCredential,
  signStatusList,
  statusPurposes,
} from '#decisions';
import { newSigningKey, sha256 } from '#platform';
import { verifyCommand } from './verify.command.js';

const issuer = { url: 'https://guichet.example', name: 'Agence Repère', demonstration: true };
const facts: CertificateFacts = {
  number: 'REP-2026-00007',
  product: { name: 'Corvane Cabinet', version: '8.2.0', technicalNumber: null, softwareType: 'LGC' },
  organisation: { name: 'Atelier Corvane', siren: '404833048', country: 'FR' },
  scope: [{ code: 'interop', version: '1.0', contentHash: `sha256:${'ab'.repeat(32)}` }],
  decision: {
    number: 'DEC-2026-00007',
    outcome: 'referenced',
    decidedAt: '2026-03-03T10:20:00.000Z',
    signatory: { name: 'Camille Ardent', capacity: 'Directrice de l’évaluation' },
    dossierHash: `sha256:${'cd'.repeat(32)}`,
  },
  validFrom: '2026-03-03T10:20:00.000Z',
  validUntil: '2029-03-03T10:20:00.000Z',
};
const key = newSigningKey('Ed25519');
const folder = mkdtempSync(join(tmpdir(), 'verify-'));
const bytes = Buffer.from('%PDF-1.4\ncertificate');
const lists = (revoked: number[]): string =>
  presentation(
    statusPurposes.map((purpose) =>
      signStatusList(
        { purpose, list: 1, positions: purpose === 'revocation' ? revoked : [], publishedAt: new Date('2026-05-01') },
        issuer,
        key,
      ),
    ),
  );

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const credential = file('certificate.json', envelope(signCredential(certificateCredential(facts, sha256(bytes), 3, issuer), key)));
const pdf = file('certificate.pdf', bytes);
const jwks = ['--jwks', file('jwks.json', JSON.stringify({ keys: [key.publicJwk] }))];
const on = ['--at', '2026-05-02'];

// The sentences are read in English, whatever the terminal.
process.env['LC_ALL'] = 'C';

async function run(...args: string[]): Promise<{ exit: number; said: string }> {
  let said = '';
  const hear = (text: string | Uint8Array): boolean => ((said += String(text)), true);
  jest.spyOn(process.stdout, 'write').mockImplementation(hear);
  jest.spyOn(process.stderr, 'write').mockImplementation(hear);
  const exit = await verifyCommand.run(args);
  jest.restoreAllMocks();
  return { exit, said };
}

afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('./guichet verify', () => {
  it('ends 0 on an authentic certificate in force, and says what was not checked', async () => {
    const { exit, said } = await run(credential, ...jwks, ...on);
    expect(exit).toBe(0);
    expect(said).toMatch(/^Authentic/);
    expect(said).toContain('REP-2026-00007 · Corvane Cabinet 8.2.0');
    expect(said).toContain('Status not checked (issued 3 March 2026)');
    expect((await run(credential, '--pdf', pdf, '--status', file('list.json', lists([])), ...jwks, ...on)).exit).toBe(0);
  });

  it('ends 1 on anything else, with the reason', async () => {
    const cases: [string[], string][] = [
      [[credential, '--at', '2030-01-01'], 'validity.expired'],
      [[credential, '--at', '2026-01-01'], 'validity.early'],
      [[credential, '--pdf', file('other.pdf', `${bytes.toString()} `), ...on], 'pdf.differs'],
      [[credential, '--status', file('revoked.json', lists([3])), ...on], 'status.withdrawn'],
      [[file('changed.json', 'x'), ...on], 'file.not-exact'],
      [[pdf, ...on], 'pdf.alone'],
    ];
    for (const [args, code] of cases) {
      const { exit, said } = await run(...args, ...jwks, '--json');
      expect(exit).toBe(1);
      const answer = JSON.parse(said) as { valid: boolean; reasons: { code: string; fr: string; en: string }[] };
      expect(answer.valid).toBe(false);
      expect(answer.reasons.map((reason) => reason.code)).toContain(code);
      expect(answer.reasons.every(({ fr, en }) => fr !== '' && en !== '' && !fr.includes('{'))).toBe(true);
    }
  });

  it('ends 2 when it is mistyped, or has nothing to check with', async () => {
    expect((await run()).exit).toBe(2);
    expect((await run(credential, credential)).exit).toBe(2);
    expect((await run(join(folder, 'absent'), ...jwks)).exit).toBe(2);
    expect((await run(credential, '--at', 'yesterday', ...jwks)).exit).toBe(2);
    expect((await run(credential, '--data', folder)).exit).toBe(2);
    expect((await run(credential, '--jwks', pdf)).exit).toBe(2);
    await expect(verifyCommand.run(['--odd'])).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
  });
});
