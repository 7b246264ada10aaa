import { errorsOf, messages, type Text } from '#platform';
import type { RationaleKind, Relation, Transfer } from './mapping.rules.js';

/** What the source asks beside the target, as a verb between the two. */
export const relationLabels: Readonly<Record<Relation, Text>> = messages({
  equal: { fr: 'équivaut à', en: 'is equal to' },
  superset: { fr: 'couvre', en: 'covers' },
  subset: { fr: 'est couverte par', en: 'is covered by' },
  intersects: { fr: 'recoupe', en: 'overlaps' },
  none: { fr: 'est sans rapport avec', en: 'is unrelated to' },
});
/** What each relation means, for who chooses one. */
export const relationHints: Readonly<Record<Relation, Text>> = messages({
  equal: { fr: 'Les deux demandent la même chose.', en: 'Both ask for the same thing.' },
  superset: {
    fr: 'La source demande tout ce que demande la cible, et davantage.',
    en: 'The source asks for all that the target asks for, and more.',
  },
  subset: {
    fr: 'La cible demande tout ce que demande la source, et davantage.',
    en: 'The target asks for all that the source asks for, and more.',
  },
  intersects: {
    fr: 'Elles ont une partie commune, mais chacune demande autre chose.',
    en: 'They share a part, but each asks for something else.',
  },
  none: { fr: 'Vérifié\u00a0: rien de commun.', en: 'Checked: nothing in common.' },
});
/** What a link transfers. */
export const transferLabels: Readonly<Record<Transfer, Text>> = messages({
  both: { fr: 'dans les deux sens', en: 'both ways' },
  forward: { fr: 'de la source à la cible', en: 'from source to target' },
  backward: { fr: 'de la cible à la source', en: 'from target to source' },
  nothing: { fr: 'rien', en: 'nothing' },
});
/** What a link rests on. */
export const rationaleKindLabels: Readonly<Record<RationaleKind, Text>> = messages({
  syntactic: { fr: 'les mots', en: 'the wording' },
  semantic: { fr: 'le sens', en: 'the meaning' },
  functional: { fr: 'l’effet obtenu', en: 'the outcome' },
});

/** Refusals of mappings. */
export const mappingMessages = messages({
  'mapping.taken': {
    fr: 'L’équivalence {code} {version} est déjà publiée\u00a0: donnez un autre numéro de version.',
    en: 'The mapping {code} {version} is already published: give another version number.',
  },
  'mapping.not-draft': {
    fr: 'Cette équivalence n’est plus un brouillon\u00a0: elle ne change plus. Importez-en une nouvelle version.',
    en: 'This mapping is no longer a draft: it does not change any more. Import a new version of it.',
  },
  'mapping.stale': {
    fr: 'Quelqu’un a modifié ce brouillon pendant votre saisie. Relisez-le ci-dessous, puis recommencez.',
    en: 'Someone changed this draft while you were typing. Read it below, then start again.',
  },
  'mapping.no-such-link': { fr: 'Ce lien n’existe plus dans le brouillon.', en: 'This link no longer stands in the draft.' },
  'mapping.link-exists': {
    fr: 'Un lien entre ces exigences existe déjà\u00a0: modifiez-le.',
    en: 'A link between these requirements already exists: change it.',
  },
  'mapping.ends-missing': { fr: 'Indiquez au moins une source et une cible.', en: 'Give at least one source and one target.' },
  'mapping.end-unknown': {
    fr: '«\u00a0{key}\u00a0» n’est pas une exigence de {package}.',
    en: '“{key}” is not a requirement of {package}.',
  },
  'mapping.not-bound': {
    fr: 'Rattachez d’abord chaque extrémité à une version figée ou publiée d’un référentiel d’ici.',
    en: 'First attach each end to a frozen or published version of a package known here.',
  },
  'mapping.dangling': {
    fr: '{count} liens mènent à une exigence absente de son référentiel\u00a0: corrigez-les ou retirez-les.',
    en: '{count} links lead to a requirement its package lacks: correct or remove them.',
  },
  'mapping.empty': { fr: 'Une équivalence sans lien ne se publie pas.', en: 'A mapping without a link is not published.' },
  'mapping.reason-missing': { fr: 'Dites pourquoi elle est retirée.', en: 'Say why it is withdrawn.' },
});

/** The refusals a use case on mappings may throw. */
export const refuseMapping = errorsOf(mappingMessages);
