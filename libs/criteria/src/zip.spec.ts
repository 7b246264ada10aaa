import { describe, expect, it } from '@jest/globals';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { stableWorkbook } from './zip.rules.js';

describe('an archive', () => {
  it('is the same whenever it was written, with its files in the same order', () => {
    const writtenIn = (year: number) =>
      zipSync({
        'b.xml': [strToU8('<b/>'), { mtime: `${year}-05-01T10:00:00` }],
        'a.xml': [strToU8('é'), { mtime: `${year}-06-01T10:00:00` }],
      });
    expect(Buffer.compare(writtenIn(2001), writtenIn(2026))).not.toBe(0);
    const [once, again] = [stableWorkbook(writtenIn(2001)), stableWorkbook(writtenIn(2026))];
    expect(once.equals(again)).toBe(true);
    expect(Object.keys(unzipSync(once))).toEqual(['b.xml', 'a.xml']);
  });
});
