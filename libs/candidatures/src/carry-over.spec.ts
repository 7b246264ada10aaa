import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { complete, difference, type Change, type ChangeKind, type PackageContent, type PackageDocument } from '#criteria';
import {
  carryAnswers,
  carryPlan,
  demandOf,
  droppedAnswers,
  mostDemanding,
  type CarryOutcome,
  type LinkFacts,
  type SourceAnswer,
} from './carry-over.rules.js';

const link = (also: readonly ChangeKind[], more: Partial<LinkFacts> = {}): LinkFacts => ({ from: 'A', to: 'B', also, ...more });

describe('what a change asks of an answer', () => {
  it.each<[string, LinkFacts, CarryOutcome | null]>([
    ['unchanged', link(['unchanged']), 'keeps'],
    ['moved and renumbered', link(['renumbered', 'moved']), 'keeps'],
    ['reworded', link(['reworded']), 'confirm'],
    ['relaxed', link(['relaxed']), 'confirm'],
    ['merged', link(['merged', 'reworded']), 'confirm'],
    ['strengthened', link(['strengthened']), 'new_evidence'],
    ['strengthened and relaxed', link(['strengthened', 'relaxed']), 'new_evidence'],
    ['split', link(['split']), 'new_evidence'],
    ['same words, something more to deposit', link(['unchanged'], { evidence: 'added' }), 'new_evidence'],
    ['same words, something less to deposit', link(['unchanged'], { evidence: 'removed' }), 'confirm'],
    ['same words under another profile', link(['moved'], { isConditionChanged: true }), 'confirm'],
    ['new', link(['new'], { from: null }), null],
    ['dropped', link(['dropped'], { to: null }), null],
  ])('%s', (_, facts, expected) => expect(demandOf(facts)).toBe(expected));

  it('of several, the most demanding', () => {
    expect(mostDemanding(['keeps', 'new_evidence', 'confirm'])).toBe('new_evidence');
    expect(mostDemanding([])).toBe('keeps');
  });
});

const text = (fr: string) => ({ fr });
const sentences = {
  account: 'Chaque compte appartient à une personne identifiée et porte son nom.',
  lock: 'Un compte inutilisé pendant quatre-vingt-dix jours est verrouillé sans intervention.',
  trace: 'Les ouvertures et fermetures de session sont inscrites au journal pendant une année.',
  backup: 'Une sauvegarde chiffrée des données est faite chaque nuit sur un autre site.',
};
const must = { section: 'S', domain: 'security' as const, obligation: 'must' as const };

function content(version: string, requirements: PackageDocument['requirements'], more: Partial<PackageDocument> = {}): PackageContent {
  const document: PackageDocument = {
    ...{ format: 1, code: 'PKG', version, domain: 'security', title: text('Paquet') },
    sections: [{ key: 'S', title: text('Chapitre') }],
    profiles: [{ key: 'saas', label: text('Hébergement'), question: text('Hébergez-vous ?') }],
    ...{ requirements, scenarios: [], evidence: [] },
    ...more,
  };
  return complete(document);
}
const planOf = (from: PackageContent, to: PackageContent) => carryPlan(from, to, difference(from, to).changes);
const answer = (key: string, more: Partial<SourceAnswer> = {}): SourceAnswer => ({
  ...{ answerId: `a-${key}`, key, chapterId: 'c', isApplicable: true, claim: 'conform', reason: null, text: `texte ${key}` },
  claimedAt: new Date('2026-10-01T08:00:00Z'),
  ...more,
});
const byKey = (...answers: SourceAnswer[]) => new Map(answers.map((one) => [one.key, one]));

describe('what becomes of the answers of a file', () => {
  const older = content(
    '1.0',
    [
      { ...must, key: 'R.1', statement: text(sentences.account) },
      { ...must, key: 'R.2', statement: text(sentences.lock) },
      { ...must, key: 'R.3', statement: text(sentences.trace), naPolicy: 'allowed' },
      { ...must, key: 'R.4', statement: text(sentences.backup) },
    ],
    { evidence: [{ key: 'P1', requirements: ['R.1'], kinds: ['document'], label: text('Rapport') }] },
  );
  const newer = content(
    '1.1',
    [
      { ...must, key: 'R.1', number: 'N.1', statement: text(sentences.account) },
      { ...must, key: 'R.2', statement: text(`${sentences.lock} Son titulaire en est averti.`) },
      { ...must, key: 'R.3', statement: text(sentences.trace), naPolicy: 'forbidden' },
      { ...must, key: 'R.5', statement: text('Le produit affiche son numéro de version à tout utilisateur.') },
      { ...must, key: 'R.6', statement: text('Le contrat d’hébergement nomme le pays.'), profile: 'saas' },
    ],
    { evidence: [{ key: 'PX', requirements: ['R.1'], kinds: ['document'], label: text('Rapport') }] },
  );
  const plan = planOf(older, newer);
  const outcomes = (answers: Map<string, SourceAnswer>, isOn = (_: string) => false) =>
    carryAnswers(plan, newer, { answers, isOn }).map(({ key, outcome, asksVendor }) => [key, outcome, asksVendor]);

  it('stays, is confirmed, asks for evidence, is new or is dropped', () => {
    const all = byKey(answer('R.1'), answer('R.2'), answer('R.3'), answer('R.4'));
    expect(outcomes(all)).toEqual([
      ['R.1', 'keeps', false],
      ['R.2', 'confirm', true],
      ['R.3', 'new_evidence', true],
      ['R.5', 'to_answer', true],
    ]);
    expect(outcomes(all, () => true).at(-1)).toEqual(['R.6', 'to_answer', true]);
    expect(droppedAnswers(plan, all).map(({ key }) => key)).toEqual(['R.4']);
    expect(plan.evidence).toEqual([{ from: 'P1', to: 'PX' }]);
  });

  it('an answer not given yet is still to give, and the move does not ask it', () => {
    const given = byKey(answer('R.1', { claim: null, text: 'commencé' }), answer('R.2'), answer('R.3'));
    expect(outcomes(given)[0]).toEqual(['R.1', 'to_answer', false]);
    expect(carryAnswers(plan, newer, { answers: given, isOn: () => false })[0].text).toBe('commencé');
  });

  it('“not applicable” does not outlive the policy that allowed it', () => {
    const claimed = byKey(answer('R.1'), answer('R.2'), answer('R.3', { claim: 'not_applicable', reason: 'sans session' }));
    const [, , third] = carryAnswers(plan, newer, { answers: claimed, isOn: () => false });
    expect(third).toMatchObject({ outcome: 'to_answer', asksVendor: true, claim: null, text: 'texte R.3' });
  });

  it('what expects one more thing, or the same thing of another kind, asks for evidence', () => {
    const statement = text(sentences.account);
    const with_ = (version: string, kinds: ('document' | 'video')[]) =>
      content(version, [{ ...must, key: 'R.1', statement }], {
        evidence: [{ key: 'P', requirements: ['R.1'], kinds, label: text('Rapport') }],
      });
    expect(planOf(with_('1', ['document']), with_('2', ['document'])).links[0].demand).toBe('keeps');
    expect(planOf(with_('1', ['document']), with_('2', ['video'])).links[0].demand).toBe('new_evidence');
  });

  it('a result acquired by equivalence is asked for again', () => {
    const acquired = byKey(answer('R.1', { claim: null, isAcquired: true }), answer('R.2'), answer('R.3'));
    expect(outcomes(acquired)[0]).toEqual(['R.1', 'to_answer', true]);
  });

  it('two things asked in the same words stay two things', () => {
    const twice = (version: string) =>
      content(version, [{ ...must, key: 'R.1', statement: text(sentences.account) }], {
        evidence: ['P1', 'P2'].map((key) => ({ key, requirements: ['R.1'], kinds: ['document' as const], label: text('Capture') })),
      });
    expect(planOf(twice('1'), twice('2'))).toMatchObject({
      links: [{ demand: 'keeps' }],
      evidence: [
        { from: 'P1', to: 'P1' },
        { from: 'P2', to: 'P2' },
      ],
    });
  });

  it('a source that was split feeds each of its parts; several sources that merged are joined', () => {
    const origin = (key: string, relation: 'split' | 'merged') => ({ package: 'PKG', version: '1.0', key, relation });
    const split = content('1.1', [
      { ...must, key: 'R.1a', statement: text('Chaque compte appartient à une personne.'), derivedFrom: [origin('R.1', 'split')] },
      { ...must, key: 'R.1b', statement: text('Chaque compte porte un nom.'), derivedFrom: [origin('R.1', 'split')] },
      {
        ...must,
        key: 'R.7',
        statement: text(`${sentences.lock} ${sentences.trace}`),
        derivedFrom: [origin('R.2', 'merged'), origin('R.3', 'merged')],
      },
    ]);
    const parts = planOf(older, split);
    const answers = byKey(answer('R.1'), answer('R.2'), answer('R.3'), answer('R.4'));
    const made = carryAnswers(parts, split, { answers, isOn: () => false });
    expect(made.map(({ key, text: words, sources }) => [key, words, sources.length])).toEqual([
      ['R.1a', 'texte R.1', 1],
      ['R.1b', 'texte R.1', 1],
      ['R.7', 'texte R.2\n\ntexte R.3', 2],
    ]);
    expect(made.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['new_evidence', 'new_evidence']);
    expect(['confirm', 'new_evidence']).toContain(made[2].outcome);
    const halves = byKey(answer('R.2'), answer('R.3', { claim: null }));
    expect(carryAnswers(parts, split, { answers: halves, isOn: () => false })[2]).toMatchObject({ outcome: 'to_answer', claim: null });
  });

  it('what a profile puts aside keeps its answer, out of sight', () => {
    const statement = text(sentences.account);
    const [from, to] = ['1.0', '1.1'].map((version) => content(version, [{ ...must, key: 'R.1', statement, profile: 'saas' }]));
    const aside = byKey(answer('R.1', { isApplicable: false }));
    expect(carryAnswers(planOf(from, to), to, { answers: aside, isOn: () => false })).toMatchObject([
      { isApplicable: false, text: 'texte R.1' },
    ]);
    expect(carryAnswers(planOf(from, to), to, { answers: new Map(), isOn: () => false })).toEqual([]);
  });
});

const folder = process.env.GUICHET_REAL_DATA;

describe('the 62 equivalences ANSSI published between its two referentials', () => {
  if (folder === undefined) {
    it('is not on this machine', () => {
      process.stdout.write('GUICHET_REAL_DATA is not set: the published equivalences were not read.\n');
    });
    return;
  }

  /** What each published detail is in our words. A measure of several reunited asks more than each of them. */
  const kindsOf: Readonly<Record<string, readonly ChangeKind[]>> = {
    'inchangee/conforme': ['unchanged'],
    'inchangee/modificationMineure': ['reworded'],
    'modifiee/conformeSplit': ['renumbered'],
    'modifiee/modificationMajeure': ['strengthened'],
    'supprimee/split': ['split'],
    'supprimee/reunification': ['merged', 'strengthened'],
    'supprimee/absente': ['dropped'],
  };
  interface Equivalence {
    readonly idsMesureV2: string[];
    readonly statut: string;
    readonly detailStatut: string;
    readonly conservationDonnees: boolean;
  }
  const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(folder, 'criteria', ...path), 'utf8')) as T; // published files, of known shape
  const { equivalences } = read<{ equivalences: Record<string, Equivalence> }>(
    'mappings',
    'mon-service-securise',
    'equivalences-v1-v2.json',
  );
  const measures = (version: string) =>
    Object.keys(read<{ mesures: object }>('security', 'mon-service-securise', `referentiel-${version}.json`).mesures);
  const made = (version: string, keys: readonly string[]) =>
    content(
      version,
      keys.map((key) => ({ ...must, key, statement: text(key) })),
    );
  const [from, to] = [made('v1', measures('v1')), made('v2', measures('v2'))];
  const changes = Object.entries(equivalences).flatMap(([key, { idsMesureV2, statut, detailStatut }]): Change[] => {
    const also = kindsOf[`${statut}/${detailStatut}`];
    const none = { fromNumber: null, toNumber: null, attributes: [], why: null, sureness: null, likeness: null, shared: [] };
    return idsMesureV2.map((target) => ({ ...none, from: key, to: target, kind: also[0], also }));
  });
  const plan = carryPlan(from, to, changes);
  const given = byKey(...measures('v1').map((key) => answer(key)));
  const carried = carryAnswers(plan, to, { answers: given, isOn: () => true });
  /** An answer is kept when it is carried to each of its targets without asking for evidence anew. */
  const isKept = (key: string): boolean => {
    const targets = carried.filter(({ sources }) => sources.some((source) => source.key === key));
    return targets.length > 0 && targets.every(({ outcome }) => outcome === 'keeps' || outcome === 'confirm');
  };

  it('keeps and drops the very same answers', () => {
    expect(Object.keys(equivalences)).toHaveLength(62);
    const differing = Object.entries(equivalences).filter(([key, { conservationDonnees }]) => isKept(key) !== conservationDonnees);
    expect(differing).toEqual([]);
  });

  it('gives the published counts', () => {
    const counts: Record<string, number> = {};
    for (const [key, { statut, detailStatut }] of Object.entries(equivalences)) {
      const name = `${statut}/${detailStatut}/${isKept(key) ? 'kept' : 'dropped'}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'inchangee/conforme/kept': 36,
      'inchangee/modificationMineure/kept': 9,
      'modifiee/conformeSplit/kept': 1,
      'modifiee/modificationMajeure/dropped': 4,
      'supprimee/split/dropped': 3,
      'supprimee/reunification/dropped': 3,
      'supprimee/absente/dropped': 6,
    });
    expect([plan.fresh.length, to.requirements.length, plan.gone.length]).toEqual([70, 135, 6]);
  });

  it('copies the answer of a source that became several to each of them', () => {
    const targets = carried.filter(({ sources }) => sources.some(({ key }) => key === 'contraintesMotDePasse'));
    expect(targets.map(({ key, text: words }) => [key, words])).toEqual([
      ['AUTH.4', 'texte contraintesMotDePasse'],
      ['AUTH.7', 'texte contraintesMotDePasse'],
    ]);
  });

  it('finds the 19 measures added among the 45 of the first published profile', () => {
    const { monServiceSecurise } = read<{ monServiceSecurise: { applicability: { vectors: { ids: string[] }[] } } }>(
      'scores',
      'test-vectors.json',
    );
    const { ids } = monServiceSecurise.applicability.vectors[0];
    const added = new Set(plan.fresh);
    expect([ids.length, ids.filter((key) => added.has(key)).length]).toEqual([45, 19]);
  });
});
