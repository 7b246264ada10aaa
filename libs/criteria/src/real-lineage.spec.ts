import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readLinks, resolveLinks } from './lineage.importer.js';
import { withLineage } from './lineage.rules.js';
import { matchRequirements } from './matching.rules.js';
import { complete, type PackageContent } from './package-content.rules.js';
import { importPackage } from './package.importer.js';

const folder = process.env.GUICHET_REAL_DATA;
const real = (...path: string[]) => readFileSync(join(folder ?? '', ...path));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const make = (version: string, keys: Iterable<string>): PackageContent =>
  complete({
    format: 1,
    code: 'SEGUR',
    version,
    domain: 'interoperability',
    title: { fr: 'Ségur' },
    sections: [{ key: 'A', title: { fr: 'A' } }],
    requirements: [...new Set(keys)].map((key) => ({
      key,
      section: 'A',
      domain: 'interoperability',
      obligation: 'must',
      statement: { fr: key },
    })),
  });

describe('real links as lineage', () => {
  if (folder === undefined) {
    it('are not on this machine', () => {
      say('GUICHET_REAL_DATA is not set: the real links were not imported.');
    });
    return;
  }
  const ids = () => readLinks(real('criteria/interop/segur/segur_dsr_va1_to_va2_ids.json'));

  it('Ségur wave 1 → 2: 619 rows read, the 551 links kept, the 68 without a wave 2 id rejected', () => {
    const imported = ids();
    expect(imported.rows).toEqual({ read: 619, kept: 551, rejected: 68 });
    expect(imported.findings.filter(({ code }) => code === 'links.incomplete')).toHaveLength(68);
    const ends = (end: 'from' | 'to') =>
      make(
        end,
        imported.links.map((link) => link[end]),
      );
    const [from, to] = [ends('from'), ends('to')];
    expect([from.requirements.length, to.requirements.length]).toEqual([396, 203]);
    const found = resolveLinks(imported, from, to);
    expect(found.rows).toEqual(imported.rows);
    // A scenario repeats its requirement: 426 links are different, 125 rows say one again.
    expect([found.links.length, found.findings.filter(({ code }) => code === 'links.repeated').length]).toEqual([426, 125]);
    const linked = withLineage(to, from, found.links);
    const stated = linked.requirements.flatMap(({ key, derivedFrom }) => derivedFrom.map((link) => `${link.key} ${key}`));
    expect(new Set(stated).size).toBe(426);
    const believed = matchRequirements(from, linked).links.filter(({ reason }) => reason === 'confirmed');
    say(`Ségur wave 1 → 2: ${imported.rows.kept} links, ${found.links.length} different, ${believed.length} one to one`);
  });

  it('Ségur wave 1 → 2 into a real REM: what belongs to other packages is reported, row by row', async () => {
    const { content } = await importPackage(real('rem/REM-LGC-Va2-prepublication.csv'), { fileName: 'REM-LGC-Va2.csv' });
    if (content === null) throw new Error('the REM was not read');
    const found = resolveLinks(ids(), null, content);
    const dangling = found.findings.filter(({ code }) => code === 'links.unknown_to');
    expect(found.rows.read).toBe(found.rows.kept + found.rows.rejected);
    expect(dangling).toHaveLength(551 - found.rows.kept);
    expect(dangling.every(({ row, cure }) => row !== null && cure.fr !== '')).toBe(true);
    say(`Ségur wave 1 → 2 into REM-LGC: ${found.rows.kept} of 551 links hold, ${dangling.length} dangle`);
  });

  it('Ségur derivation table: every row is read', () => {
    const imported = readLinks(real('anchors/ans-segur/segur-requirement-links.csv'));
    expect(imported.rows).toEqual({ read: 1463, kept: 1463, rejected: 0 });
    expect(new Set(imported.links.map(({ relation }) => relation))).toEqual(new Set(['derived']));
  });

  it('ASVS 4.0.3 → 5.0.0: the official mapping, and its reverse, give the same ends', () => {
    const version = (label: string) => {
      const file = real(`criteria/security/owasp-asvs/asvs-${label}.flat.json`).toString('utf8');
      const { requirements } = JSON.parse(file) as { requirements: { req_id: string }[] };
      return make(
        label,
        requirements.map(({ req_id: id }) => id.replace(/^V/, '')),
      );
    };
    const [from, to] = [version('4.0.3'), version('5.0.0')];
    const read = (file: string) => resolveLinks(readLinks(real('criteria/mappings/owasp-asvs', file)), from, to);
    const [straight, reverse] = [read('mapping_v4.0.3_to_v5.0.0.yml'), read('mapping_v5.0.0_to_v4.0.3.yml')];
    for (const { links, rows, findings } of [straight, reverse]) {
      say(
        `ASVS mapping: ${JSON.stringify(rows)}, ${links.length} links, ${findings.filter(({ level }) => level === 'error').length} errors`,
      );
      expect(links.length).toBeGreaterThan(200);
      expect(rows.read).toBe(rows.kept + rows.rejected);
    }
    const pairs = (links: typeof straight.links) => new Set(links.map((link) => `${link.from} ${link.to}`));
    const [one, other] = [pairs(straight.links), pairs(reverse.links)];
    const both = [...one].filter((pair) => other.has(pair)).length;
    expect(both / one.size).toBeGreaterThan(0.9);
  });

  it('CISO Assistant mapping: every link is told', () => {
    const imported = readLinks(real('criteria/mappings/ciso-assistant/mapping-iso27001-2013-to-iso27001-2022.yaml'));
    expect(imported.links.length).toBeGreaterThan(50);
    expect(imported.rows.read).toBe(imported.rows.kept + imported.rows.rejected);
    say(`CISO Assistant ISO 27001 2013 → 2022: ${JSON.stringify(imported.rows)}`);
  });
});
