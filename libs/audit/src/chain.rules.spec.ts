import { describe, expect, it } from '@jest/globals';
import { chainHash, chainStart, eventHash, inclusionPath, leafHash, leafOf, merkleRoot, provesInclusion } from './chain.rules.js';

/** The entries and roots that implementations of RFC 6962 and RFC 9162 check themselves against. */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('Merkle tree', () => {
  it.each(roots.map((root, size) => [size, root] as const))('of %i known entries has the known root', (size, root) => {
    expect(merkleRoot(entries.slice(0, size).map((entry) => leafHash(Buffer.from(entry, 'hex'))))).toBe(root);
  });

  const hashes = Array.from({ length: 41 }, (_, position) => chainHash({ position, previous: chainStart, event: '' }));

  it('proves every leaf of every size, and nothing else', () => {
    for (let treeSize = 1; treeSize <= hashes.length; treeSize++) {
      const leaves = hashes.slice(0, treeSize).map(leafOf);
      const root = merkleRoot(leaves);
      for (let index = 0; index < treeSize; index++) {
        const proof = { eventHash: hashes[index], index, treeSize, path: inclusionPath(leaves, index), root };
        expect(provesInclusion(proof)).toBe(true);
        expect(provesInclusion({ ...proof, eventHash: hashes[treeSize % hashes.length] })).toBe(treeSize === hashes.length && index === 0);
        if (treeSize > 1) expect(provesInclusion({ ...proof, path: proof.path.slice(1) })).toBe(false);
        expect(provesInclusion({ ...proof, path: [...proof.path, root] })).toBe(false);
      }
    }
  });

  it('refuses a leaf outside the tree', () => {
    expect(() => inclusionPath(hashes.map(leafOf), hashes.length)).toThrow(RangeError);
    expect(provesInclusion({ eventHash: hashes[0], index: 3, treeSize: 3, path: [], root: '' })).toBe(false);
  });
});

describe('hash of an event', () => {
  const event = {
    id: '0190a1b2-0000-7000-8000-000000000001',
    name: 'candidature.file',
    subjectType: 'candidature',
    subjectId: 'c1',
    organisationId: null,
    actorKind: 'account',
    actorId: null,
    at: new Date('2026-05-13T09:59:59.123Z'),
    requestId: 'r1',
    audience: 'owner',
    data: { z: 1, a: ['é', 2] },
  };

  it('does not depend on the order of keys', () => {
    expect(eventHash({ ...event, data: { a: ['é', 2], z: 1 } })).toBe(eventHash(event));
  });

  it.each([
    ['name', { name: 'candidature.decide' }],
    ['instant', { at: new Date('2026-05-13T09:59:59.124Z') }],
    ['organisation', { organisationId: '0190a1b2-0000-7000-8000-000000000002' }],
    ['audience', { audience: 'public' }],
    ['data', { data: { z: 2, a: ['é', 2] } }],
  ])('changes with its %s', (_what, change) => {
    expect(eventHash({ ...event, ...change })).not.toBe(eventHash(event));
  });
});
