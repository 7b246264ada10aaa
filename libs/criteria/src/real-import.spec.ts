import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { importPackages, type ImportResult } from './package.importer.js';

const folder = process.env.GUICHET_REAL_DATA;

/** Every file that gives packages: format, rows kept of those read, then requirements-scenarios-evidence of each package. */
const expected: Readonly<Record<string, string>> = {
  'rem/REM-BIO-Va2-brouillon.xlsx': 'rem-workbook 278/278 222-260-352',
  'rem/REM-BIO-Va2-prepublication.csv': 'rem-csv 278/427 222-260-352',
  'rem/REM-DB-Va2-brouillon.xlsx': 'rem-workbook 162/162 146-73-87',
  'rem/REM-DB-Va2-prepublication.csv': 'rem-csv 162/498 146-73-87',
  'rem/REM-LGC-Va2-brouillon.xlsx': 'rem-workbook 262/262 227-234-303',
  'rem/REM-LGC-Va2-prepublication.csv': 'rem-csv 262/458 227-234-303',
  'rem/REM-RIS-Va2-brouillon.xlsx': 'rem-workbook 302/302 248-273-358',
  'rem/REM-RIS-Va2-prepublication.csv': 'rem-csv 302/427 248-273-358',
  'domain/rem-vague2-draft-2023/rem_exigences_scenarios_preuves.csv':
    'rem-csv 426/427 359-341-469 + rem-csv 497/498 464-153-189 + rem-csv 453/459 390-347-456 + rem-csv 426/427 359-340-453',
  'domain/rem-vague2-draft-2023/socle_exigences_matrice_rem.csv': 'rem-csv 305/306 305-0-0',
  'domain/convergence-template/template-export-convergence.xlsx': 'convergence 1/1 1-1-1',
  'domain/convergence-template/template-segur-requirement-export.xlsx': 'rem-workbook 1/1 1-1-2',
  'anchors/ans-segur/segur-rem-drimbox-exigences-scenarios-preuves.csv': 'rem-csv 191/257 182-0-0',
  'anchors/ciso-assistant/3cf-v2.yaml': 'ciso-assistant 457/457 457-0-0',
  'anchors/ciso-assistant/3cf-v3.1.yaml': 'ciso-assistant 496/496 496-0-0',
  'anchors/ciso-assistant/PASSI.yaml': 'ciso-assistant 156/156 156-0-0',
  'anchors/ciso-assistant/ans-care-domaine2.xlsx': 'ciso-assistant 13/13 13-0-0',
  'anchors/ciso-assistant/anssi-guide-hygiene.before@7c165ec9d.yaml': 'ciso-assistant 61/61 61-0-0',
  'anchors/ciso-assistant/anssi_rec-secu-sys-ctrl-acces-phys-videoprot_v2.1.yaml': 'ciso-assistant 128/128 128-0-0',
  'anchors/ciso-assistant/anssi_rec-secu-sys-ctrl-acces-phys-videoprot_v2.2.yaml': 'ciso-assistant 118/118 118-0-0',
  'anchors/ciso-assistant/cmmc-2.0.yaml': 'ciso-assistant 110/110 110-0-0',
  'anchors/ciso-assistant/cmmc-2.0@31c3dd81c-before-question-removal.yaml': 'ciso-assistant 110/110 110-0-0',
  'anchors/ciso-assistant/example_framework.xlsx': 'ciso-assistant 27/27 27-0-4',
  'anchors/ciso-assistant/formulaire-sdi-secnum-2216.yaml': 'ciso-assistant 21/21 21-0-21',
  'anchors/ciso-assistant/gdpr-checklist.yaml': 'ciso-assistant 19/19 19-0-0',
  'anchors/ciso-assistant/hds-v2.xlsx': 'ciso-assistant 71/71 71-0-0',
  'anchors/ciso-assistant/iso27001-2013.yaml': 'ciso-assistant 140/140 140-0-0',
  'anchors/ciso-assistant/label-ebios-risk-manager.yaml': 'ciso-assistant 190/190 190-0-0',
  'anchors/ciso-assistant/owasp-asvs-4.0.3.yaml': 'ciso-assistant 278/278 278-0-0',
  'criteria/security/ciso-assistant/ans-care-domaine2.yaml': 'ciso-assistant 13/13 13-0-0',
  'criteria/security/ciso-assistant/ans-hospiconnect-hopen2.yaml': 'ciso-assistant 17/17 17-0-0',
  'criteria/security/ciso-assistant/anssi-guide-hygiene-detail.yaml': 'ciso-assistant 200/200 200-0-0',
  'criteria/security/ciso-assistant/anssi-guide-hygiene.yaml': 'ciso-assistant 61/61 61-0-0',
  'criteria/security/ciso-assistant/anssi-mon-aide-cyber.yaml': 'ciso-assistant 53/53 53-0-0',
  'criteria/security/ciso-assistant/anssi-referentiel-general-de-securite-annexe-b2.yaml': 'ciso-assistant 48/48 48-0-0',
  'criteria/security/ciso-assistant/checklist-dossier-homologation.yaml': 'ciso-assistant 16/16 16-0-0',
  'criteria/security/ciso-assistant/cloud-sovereignty-framework.yaml': 'ciso-assistant 8/8 8-0-0',
  'criteria/security/ciso-assistant/cra-regulation-annexes.yaml': 'ciso-assistant 166/166 166-0-0',
  'criteria/security/ciso-assistant/dynamic-questionnaire.yaml': 'ciso-assistant 7/7 7-0-1',
  'criteria/security/ciso-assistant/hds-v2.yaml': 'ciso-assistant 71/71 71-0-0',
  'criteria/security/ciso-assistant/owasp-asvs-5.0.0.yaml': 'ciso-assistant 345/345 345-0-0',
  'criteria/security/ciso-assistant/owasp-masvs-v2.1.0.yaml': 'ciso-assistant 24/24 24-0-0',
  'criteria/security/ciso-assistant/pgssi-s-1.0.yaml': 'ciso-assistant 336/336 336-0-0',
  'criteria/security/ciso-assistant/secnumcloud-3.2-annexe-2.yaml': 'ciso-assistant 13/13 13-0-0',
  'criteria/oscal/NIST_SP-800-53_rev5_LOW-resolved_catalog-min.json': 'oscal-catalog 149/149 149-0-0',
  'criteria/oscal/basic-catalog.json': 'oscal-catalog 4/4 4-0-0',
  'criteria/interop/segur/convergence-expected-export.xlsx': 'convergence 10/10 2-3-3',
  'criteria/interop/segur/convergence-template-export.xlsx': 'convergence 1/1 1-1-1',
  'criteria/ethics/ciso-assistant/anssi-genai-security-recommendations-1.0.yaml': 'ciso-assistant 35/35 35-0-0',
  'criteria/ethics/ciso-assistant/nist-ai-rmf-1.0.yaml': 'ciso-assistant 72/72 72-0-0',
  'criteria/ethics/ciso-assistant/owasp-llm-checklist.yaml': 'ciso-assistant 73/73 73-0-0',
};
/** Folders walked whole: a file that is not above is refused, with a remark that says what it is or what it lacks. */
const folders = [
  'rem',
  'domain/rem-vague2-draft-2023',
  'domain/convergence-template',
  'anchors/ans-segur',
  'anchors/ciso-assistant',
  'anchors/inferno',
  'anchors/onc',
  'anchors/openssf-badge',
  'anchors/oscal',
  'criteria/eco',
  'criteria/ethics',
  'criteria/interop',
  'criteria/mappings',
  'criteria/oscal',
  'criteria/security',
];
const refusals = ['file.other_kind', 'file.no_rows', 'header.not_found', 'column.missing', 'document.tag', 'document.syntax'];

function read(path: string): Promise<ImportResult[]> {
  return importPackages(readFileSync(join(folder ?? '', path)), { fileName: basename(path) });
}

function walk(path: string): string[] {
  if (!statSync(join(folder ?? '', path)).isDirectory()) return [path];
  return readdirSync(join(folder ?? '', path)).flatMap((name) => walk(`${path}/${name}`));
}

function told({ format, content, rows }: ImportResult): string {
  const { requirements = [], scenarios = [], evidence = [] } = content ?? {};
  return `${format} ${rows.kept}/${rows.read} ${requirements.length}-${scenarios.length}-${evidence.length}`;
}

describe('real files of every kind', () => {
  if (folder === undefined) {
    it('are not on this machine', () => {
      process.stdout.write('GUICHET_REAL_DATA is not set: the real files were not read.\n');
    });
    return;
  }

  it.each(Object.entries(expected))('%s gives what it holds', async (path, packages) => {
    const results = await read(path);
    expect(results.map(told).join(' + ')).toBe(packages);
    for (const { rows, findings } of results) {
      expect(rows.read).toBe(rows.kept + rows.rejected);
      for (const { message, cure } of findings) expect(`${message.fr}${message.en}${cure.fr}${cure.en}`).not.toMatch(/\{\w+\}|undefined/);
    }
  });

  it.each(folders)('%s holds no other file that is taken for a package, and each refusal says why', async (path) => {
    for (const file of walk(path).filter((name) => !(name in expected))) {
      const results = await read(file);
      const errors = results.flatMap(({ findings }) => findings.filter(({ level }) => level === 'error'));
      expect([file, results.map(({ content, rows }) => [content, rows.kept, rows.read - rows.rejected])]).toEqual([file, [[null, 0, 0]]]);
      expect(errors.filter(({ code }) => !refusals.includes(code)).map(({ code }) => [file, code])).toEqual([]);
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThan(5);
    }
  });

  it('a library gives the same from its workbook as from its YAML', async () => {
    const [[sheets], [yaml]] = [
      await read('anchors/ciso-assistant/ans-care-domaine2.xlsx'),
      await read('criteria/security/ciso-assistant/ans-care-domaine2.yaml'),
    ];
    expect(sheets.content).toEqual(yaml.content);
    const [[hds], [hdsYaml]] = [
      await read('anchors/ciso-assistant/hds-v2.xlsx'),
      await read('criteria/security/ciso-assistant/hds-v2.yaml'),
    ];
    const texts = ({ content }: ImportResult) => content?.requirements.map(({ statement, section }) => [section, statement.fr]);
    expect(texts(hds)).toEqual(texts(hdsYaml));
  });

  it('an OSCAL profile is told from a catalog, and a mapping sent where it belongs', async () => {
    const [[profile], [mapping]] = [
      await read('criteria/oscal/NIST_SP-800-53_rev5_LOW-baseline_profile.json'),
      await read('criteria/oscal/mapping-examples/simple_mapping.json'),
    ];
    expect(profile.findings[0].message.en).toContain('OSCAL profile');
    expect(mapping.findings[0].cure.en).toContain('equivalences');
  });
});
