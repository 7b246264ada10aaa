import { difference, exportPackage, importPackage } from '#criteria';
import { makePackage, nextVersion } from './packages.js';
import { against, quickest, type Work } from './work.js';

const size = 700;

/** The difference of two large versions, held against reading both files. */
export const differences: Work = {
  name: 'difference',
  run: async () => {
    const from = await makePackage(size, '1');
    const to = nextVersion(from);
    const at = new Date(0);
    const files = [await exportPackage(from, 'yaml', at), await exportPackage(to, 'yaml', at)];
    const limit = await quickest(() => Promise.all(files.map(({ bytes, fileName }) => importPackage(bytes, { fileName }))));
    const value = await quickest(() => difference(from, to));
    return [against(`difference: two versions of ${size} requirements / reading both`, { value, limit, most: 1 })];
  },
};
