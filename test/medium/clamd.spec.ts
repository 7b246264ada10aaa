import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import { EvidenceItem, EvidenceStore, EvidenceVersion, Examiner, storageKey, VirusScanner } from '#evidence';
import { newId } from '#platform';
import { eicar, findClamd, startClamd } from '../support/clamd.js';
import { pngPixel } from '../support/files.js';

const program = findClamd();
const socket = program && (await startClamd(program));
const folder = mkdtempSync(join(tmpdir(), 'guichet-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = new EvidenceStore(folder);

/** A received file, as the job takes it. */
async function received(bytes: Buffer): Promise<{ item: EvidenceItem; version: EvidenceVersion; key: string }> {
  const [organisationId, itemId, id] = [newId(), newId(), newId()];
  const key = storageKey(organisationId, itemId, id);
  await store.receive(id, Readable.from([bytes]));
  const item = Object.assign(new EvidenceItem(), { id: itemId, organisationId, kind: 'sample_file' });
  const version = Object.assign(new EvidenceVersion(), {
    ...{ id, itemId, organisationId, storageKey: key, fileName: 'piece.txt', size: bytes.length },
    ...{ senderSha256: null, effectiveOn: null },
  });
  return { item, version, key };
}

(socket ? describe : describe.skip)('a real virus scanner', () => {
  it('clears a clean file and isolates an infected one', async () => {
    const examiner = new Examiner(store, new VirusScanner(socket ?? ''));
    const clean = await received(pngPixel);
    expect(await examiner.examine(clean.item, clean.version, new Date())).toMatchObject({ scanner: 'clamd', signature: null });
    expect(await store.locate(clean.key)).toBe('clean');
    const infected = await received(eicar);
    const found = await examiner.examine(infected.item, infected.version, new Date());
    expect(found.signature).toContain('Eicar-Test-Signature');
    expect(await store.locate(infected.key)).toBe('quarantine');
  });

  it('that refuses a stream over its limit gives no verdict', async () => {
    const scanner = new VirusScanner(socket ?? '');
    const large = Readable.from(Array.from({ length: 60 }, () => Buffer.alloc(1_000_000)));
    await expect(scanner.scan(large)).rejects.toThrow();
  });
});
