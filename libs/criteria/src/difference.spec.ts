import { describe, expect, it } from '@jest/globals';
import { differenceCsv, differenceDocument } from './difference.exporter.js';
import { difference, statementDifference } from './difference.rules.js';
import { complete, type PackageContent, type PackageDocument } from './package-content.rules.js';

type Written = PackageDocument['requirements'][number];
const texts = {
  log: 'Le système DOIT journaliser chaque accès à un dossier avec l’identité de la personne et l’heure.',
  mail: 'Le système DOIT envoyer les comptes rendus par une messagerie sécurisée de santé.',
  lock: 'Le système DOIT verrouiller la session après quinze minutes sans activité.',
  export: 'Le système PEUT exporter les rendez-vous au format iCalendar.',
};
const make = (key: string, fr: string, facts: Partial<Written> = {}): Written => ({
  key,
  section: 'A',
  domain: 'security',
  obligation: 'must',
  statement: { fr },
  ...facts,
});
const version = (label: string, requirements: Written[], more: Partial<PackageDocument> = {}): PackageContent =>
  complete({
    format: 1,
    code: 'TEST',
    version: label,
    domain: 'security',
    title: { fr: 'Essai' },
    sections: [
      { key: 'A', title: { fr: 'Chapitre A' } },
      { key: 'B', title: { fr: 'Chapitre B' } },
    ],
    requirements,
    ...more,
  });
const base = () => [make('R1', texts.log), make('R2', texts.mail), make('R3', texts.lock), make('R4', texts.export, { obligation: 'may' })];
const kindsOf = (after: Written[], more: Partial<PackageDocument> = {}) =>
  difference(version('1', base()), version('2', after, more)).changes.map(({ from, to, kind }) => [from, to, kind]);

const inEnglish = (text: string) => ({ fr: text, en: text });

describe('difference of two versions', () => {
  it('compares the English of a version that has French with that of one that has nothing else', () => {
    const english = { log: 'The system shall log each access with person and time.', lock: 'The system shall lock an idle session.' };
    const both = [
      make('R1', texts.log, { statement: { fr: texts.log, en: english.log } }),
      make('R2', texts.lock, { statement: { fr: texts.lock, en: english.lock } }),
    ];
    const alone = [
      make('N9', english.lock, { statement: inEnglish(english.lock) }),
      make('N8', english.log, { statement: inEnglish(english.log.replace('each', 'every')) }),
    ];
    const [from, to] = [version('1', both), version('2', alone)];
    const { changes } = difference(from, to);
    expect(changes.map((change) => [change.from, change.to, change.kind])).toEqual([
      ['R2', 'N9', 'renumbered'],
      ['R1', 'N8', 'reworded'],
    ]);
    const told = statementDifference(changes[1], from, to, 'fr').filter(({ kind }) => kind !== 'same');
    expect(told.map(({ text }) => text.trim())).toEqual(['each', 'every']);
  });

  it('finds nothing between a version and itself, whatever the apostrophes, spaces, tags and case', () => {
    const same = base().map((one) => ({
      ...one,
      statement: { fr: `<p>${one.statement.fr.replaceAll('’', "'").replace('DOIT', 'doit')} </p>` },
    }));
    const { counts } = difference(version('1', base()), version('2', same));
    expect(counts).toMatchObject({ unchanged: 4, reworded: 0, new: 0, dropped: 0 });
  });

  it.each([
    ['strengthened', { obligation: 'must' as const }],
    ['renumbered', { obligation: 'may' as const, number: 'R4 bis' }],
    ['moved', { obligation: 'may' as const, section: 'B' }],
    ['relaxed', { obligation: 'may' as const, life: 'obsolete' as const }],
    ['relaxed', { obligation: 'may' as const, profile: 'web' }],
    ['reworded', { obligation: 'may' as const, statement: { fr: `${texts.export.slice(0, -1)} ou au format CSV.` } }],
  ])('names what happened: %s', (kind, facts) => {
    const after = [...base().slice(0, 3), make('R4', texts.export, facts)];
    expect(kindsOf(after).at(-1)).toEqual(['R4', 'R4', kind]);
  });

  it('weighs the days: sooner or for longer strengthens, later or for less long relaxes', () => {
    const dated = (label: string, from: string | null, until: string | null) =>
      version(label, [
        make('R1', texts.log, { life: 'future', effectiveFrom: from }),
        make('R2', texts.mail, { life: 'obsolete', effectiveUntil: until }),
      ]);
    const kinds = (from: PackageContent, to: PackageContent) => difference(from, to).changes.map(({ kind }) => kind);
    const [early, late] = [dated('1', '2027-01-01', '2027-12-31'), dated('2', '2027-07-01', '2027-06-30')];
    expect(kinds(early, late)).toEqual(['relaxed', 'relaxed']);
    expect(kinds(late, early)).toEqual(['strengthened', 'strengthened']);
    expect(kinds(dated('1', null, null), late)).toEqual(['strengthened', 'relaxed']);
  });

  it('weighs the evidence: more of it strengthens, less relaxes', () => {
    const evidence = ['R1', 'R1'].map((key, index) => ({
      key: `E${index}`,
      requirements: [key],
      label: { fr: `Preuve ${index}` },
      kinds: ['video' as const],
    }));
    const [less, more] = [version('1', base(), { evidence: evidence.slice(1) }), version('2', base(), { evidence })];
    expect(difference(less, more).changes[0]).toMatchObject({ kind: 'strengthened', attributes: [{ name: 'evidence' }] });
    expect(difference(more, less).changes[0].kind).toBe('relaxed');
  });

  it('keeps the links when every key changes', () => {
    const after = base().map((one, index) => ({ ...one, key: `Z${9 - index}` }));
    expect(kindsOf(after)).toEqual([
      ['R1', 'Z9', 'renumbered'],
      ['R2', 'Z8', 'renumbered'],
      ['R3', 'Z7', 'renumbered'],
      ['R4', 'Z6', 'renumbered'],
    ]);
  });

  it('says what is new and what is dropped', () => {
    const after = [...base().slice(1), make('R5', 'Le produit DOIT proposer un mode à fort contraste.')];
    const { counts } = difference(version('1', base()), version('2', after));
    expect(counts).toMatchObject({ unchanged: 3, new: 1, dropped: 1 });
  });

  it('believes confirmed lineage over the texts, and never makes a rejected link', () => {
    const lineage = [{ package: 'TEST', version: '1', key: 'R3', relation: 'reworded' as const }];
    const after = [...base().slice(0, 2), make('N1', 'Une session oubliée ouverte se ferme seule.', { derivedFrom: lineage })];
    const found = difference(version('1', base()), version('2', after)).changes;
    expect(found[2]).toMatchObject({ from: 'R3', to: 'N1', why: 'confirmed', sureness: 'certain', kind: 'reworded' });
    const rejected = { rejected: [{ from: 'R1', to: 'R1' }] };
    const without = difference(version('1', base()), version('2', base()), rejected);
    expect(without.counts).toMatchObject({ unchanged: 3, new: 1, dropped: 1 });
  });

  it('finds the parts of what was split and merged, stated or by text', () => {
    const both = `${texts.log} ${texts.lock}`;
    const [whole, parts] = [
      version('1', [make('R1', both), make('R2', texts.mail)]),
      version('2', [make('P1', texts.log), make('P2', texts.lock), make('R2', texts.mail)]),
    ];
    expect(difference(whole, parts).counts).toMatchObject({ split: 2, unchanged: 1, dropped: 0, new: 0 });
    expect(difference(parts, { ...whole, version: '3' }).counts).toMatchObject({ merged: 2, unchanged: 1, dropped: 0, new: 0 });
    const stated = ['R1', 'R2'].map((key) => ({ package: 'TEST', version: '1', key, relation: 'merged' as const }));
    const merged = difference(version('1', base()), version('2', [make('M', 'Tout autre chose.', { derivedFrom: stated })]));
    expect(merged.changes.filter(({ kind }) => kind === 'merged').map(({ from }) => from)).toEqual(['R1', 'R2']);
  });

  it('gives the same difference twice, and the words that changed', () => {
    const [from, to] = [version('1', base()), version('2', [make('R3', texts.lock.replace('quinze', 'dix')), ...base().slice(0, 2)])];
    const found = difference(from, to);
    expect(JSON.stringify(difference(from, to))).toBe(JSON.stringify(found));
    const reworded = found.changes.find(({ kind }) => kind === 'reworded');
    expect(reworded === undefined ? [] : statementDifference(reworded, from, to).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: ' quinze' },
      { kind: 'added', text: ' dix' },
    ]);
    expect(differenceDocument(found, from, to).counts).toEqual(found.counts);
  });

  it('prints a CSV in which no cell is a formula', () => {
    const [from, to] = [version('1', base()), version('2', [...base(), make('R9', '=HYPERLINK("x")')])];
    const csv = differenceCsv(difference(from, to), from, to, 'fr');
    expect(csv).toContain('Nouvelle;;R9;;;"\'=HYPERLINK');
    expect(csv.split('\r\n')[0]).toBe('\ufeffNature;Ancien numéro;Nouveau numéro;Lien;Ancien texte;Nouveau texte;Différence');
  });
});
