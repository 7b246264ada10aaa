import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { EvidenceStore, storageKey } from './storage.adapter.js';

let root: string;
let store: EvidenceStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evidence-'));
  store = new EvidenceStore(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function deposit(text: string): Promise<{ id: string; key: string }> {
  const id = newId();
  const key = storageKey(newId(), newId(), id);
  expect(await store.receive(id, Readable.from([Buffer.from(text)]))).toBe(Buffer.byteLength(text));
  return { id, key };
}

describe('the store of evidence', () => {
  it('keeps the bytes of an upload, gives them a place of their own, and serves a part of them', async () => {
    const { id, key } = await deposit('0123456789');
    expect(await store.locate(key)).toBeNull();
    await store.adopt(id, key);
    expect(await store.locate(key)).toBe('staging');
    expect(await readdir(store.incoming)).toEqual([]);
    await store.move(key, 'staging', 'clean');
    expect(await store.locate(key)).toBe('clean');
    expect(await store.size('clean', key)).toBe(10);
    expect((await buffer(store.read('clean', key, { start: 2, end: 4 }))).toString()).toBe('234');
    expect((await store.peek('clean', key, 8, 100)).toString()).toBe('89');
  });

  it('does each step again without harm', async () => {
    const { id, key } = await deposit('x');
    await store.adopt(id, key);
    await store.adopt(id, key);
    await store.move(key, 'staging', 'quarantine');
    await store.adopt(id, key);
    await store.move(key, 'quarantine', 'quarantine');
    expect(await store.locate(key)).toBe('quarantine');
    await store.discard(id);
  });

  it('takes an interrupted upload up from its first byte', async () => {
    const { id } = await deposit('a longer first attempt');
    expect(await store.receive(id, Readable.from([Buffer.from('short')]))).toBe(5);
  });

  it.each(['../../../etc/passwd', 'a/../b', '', 'x'.repeat(36)])('makes no path of %s', async (key) => {
    await expect(store.locate(key)).rejects.toThrow('identifiers');
    expect(() => storageKey(key, newId(), newId())).toThrow('identifiers');
  });
});
