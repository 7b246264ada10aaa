import { describe, expect, it } from '@jest/globals';
import { completeMapping, requirementNode } from '#criteria';
import type { Outcome } from '#review';
import { acquirable, lapseOf, type CertifiedDossier, type OriginsNow } from './acquisition.rules.js';

const target = requirementNode({ package: 'TO', version: '1' }, 't');
const source = { package: 'FROM', version: '1', address: null };
const content = completeMapping({
  format: 1,
  code: 'M',
  version: '1',
  title: { fr: 'M' },
  source,
  target: { package: 'TO', version: '1' },
  links: [{ sources: ['s'], targets: ['t'], relation: 'superset' }],
});
const mapping = { id: 'm', content, isInForce: true };

function makeDossier(id: string, outcome: Outcome | null, version = '1'): CertifiedDossier {
  const entry = { packageCode: 'FROM', requirementKey: 's', number: 'S.1', obligation: 'must' as const, claim: 'conform' as const };
  const verdict = outcome && { id: `v-${id}`, outcome, reason: null, at: '2026-01-01T00:00:00.000Z', evidenceVersionIds: [] };
  return {
    certificateId: `c-${id}`,
    certificate: `REP-${id}`,
    decisionId: `d-${id}`,
    decision: `DEC-${id}`,
    decidedAt: new Date('2026-01-01T00:00:00Z'),
    packages: [{ code: 'FROM', version, contentHash: 'sha256:0' }],
    entries: [{ ...entry, reason: null, textSha256: '', evidence: [], verdict }],
  };
}
const reached = (...dossiers: CertifiedDossier[]) => acquirable(dossiers, [mapping]).get(target);

describe('what decisions give', () => {
  it('a conform result, with where it comes from and by which link', () => {
    expect(reached(makeDossier('1', 'conform'))).toMatchObject({
      relation: 'superset',
      origins: [
        { key: 's', number: 'S.1', certificate: 'REP-1', decision: 'DEC-1', verdictId: 'v-1', decidedAt: '2026-01-01T00:00:00.000Z' },
      ],
      steps: [{ mapping: 'M 1', mappingId: 'm', relation: 'superset', target }],
    });
  });

  it.each<[string, CertifiedDossier[]]>([
    ['a gap, under reservation or not', [makeDossier('1', 'minor')]],
    ['what was not applicable', [makeDossier('1', 'not_applicable')]],
    ['what nobody judged, even if acquired then', [makeDossier('1', null)]],
    ['another version of the source', [makeDossier('1', 'conform', '2')]],
    ['two decisions that disagree', [makeDossier('1', 'conform'), makeDossier('2', 'major')]],
  ])('nothing from %s', (_name, dossiers) => {
    expect(reached(...dossiers)).toBeUndefined();
  });
});

describe('what still holds', () => {
  const path = reached(makeDossier('1', 'conform'));
  if (path === undefined) throw new Error('the path exists');
  const now = (change: Partial<OriginsNow> = {}): OriginsNow => ({
    mappings: [mapping],
    certificates: [{ id: 'c-1', status: 'active' }],
    decisions: [{ id: 'd-1', isLast: true, dossier: makeDossier('1', 'conform') }],
    superseded: [],
    ...change,
  });
  const certificate = (status: OriginsNow['certificates'][number]['status']) => now({ certificates: [{ id: 'c-1', status }] });

  it.each<[string | null, OriginsNow]>([
    [null, now()],
    [null, certificate('under_reservation')],
    ['mapping_withdrawn', now({ mappings: [{ ...mapping, isInForce: false }] })],
    ['certificate_suspended', certificate('suspended')],
    ['certificate_withdrawn', certificate('withdrawn')],
    ['certificate_expired', certificate('expired')],
    ['certificate_replaced', certificate('replaced')],
    ['certificate_suspended', certificate(null)],
    ['verdict_superseded', now({ superseded: ['v-1'] })],
    ['verdict_superseded', now({ decisions: [{ id: 'd-1', isLast: false, dossier: makeDossier('1', 'conform') }] })],
    ['not_reproduced', now({ mappings: [] })],
  ])('%s', (reason, state) => {
    expect(lapseOf(target, path, state)).toBe(reason);
  });
});
