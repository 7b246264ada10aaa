import type { Text } from '#platform';
import type { FindingLevel } from './finding.messages.js';

const editLink: Text = {
  fr: 'Corrigez le lien dans le fichier, ou dans le brouillon après l’import.',
  en: 'Correct the link in the file, or in the draft after the import.',
};

/** Remarks on a file of equivalences: what each row lacks, and what to do. */
export const mappingFindings = {
  'mapping.no_links': {
    level: 'error',
    message: { fr: 'Aucun lien n’a été trouvé dans le fichier.', en: 'No link was found in the file.' },
    cure: {
      fr: 'Vérifiez qu’il s’agit bien d’un fichier de correspondances\u00a0: OSCAL, CISO Assistant, ASVS, OpenSSF ou le format du portail.',
      en: 'Check that it is a mapping file: OSCAL, CISO Assistant, ASVS, OpenSSF or the format of the portal.',
    },
  },
  'mapping.too_many': {
    level: 'error',
    message: {
      fr: 'Ce lien joint plus de {limit} exigences, ou le fichier compte trop de liens.',
      en: 'This link joins more than {limit} requirements, or the file has too many links.',
    },
    cure: { fr: 'Découpez-le.', en: 'Split it.' },
  },
  'mapping.end_missing': {
    level: 'error',
    message: { fr: 'Le lien n’a pas de source ou pas de cible.', en: 'The link has no source or no target.' },
    cure: editLink,
  },
  'mapping.relation_unknown': {
    level: 'error',
    message: {
      fr: 'La relation «\u00a0{value}\u00a0» est inconnue\u00a0: le lien n’est pas repris.',
      en: 'The relation “{value}” is unknown: the link is not taken.',
    },
    cure: {
      fr: 'Écrivez equal, superset, subset, intersects ou none (OSCAL\u00a0: equal-to, equivalent-to, superset-of, subset-of, intersects-with, no-relationship).',
      en: 'Write equal, superset, subset, intersects or none (OSCAL: equal-to, equivalent-to, superset-of, subset-of, intersects-with, no-relationship).',
    },
  },
  'mapping.foreign_end': {
    level: 'error',
    message: {
      fr: '«\u00a0{key}\u00a0» n’appartient pas au cadre annoncé «\u00a0{package}\u00a0»\u00a0: le lien n’est pas repris.',
      en: '“{key}” does not belong to the announced framework “{package}”: the link is not taken.',
    },
    cure: editLink,
  },
  'mapping.package_unknown': {
    level: 'warning',
    message: {
      fr: 'Le référentiel «\u00a0{package}\u00a0» n’est pas connu ici\u00a0: ses exigences n’ont pas pu être vérifiées.',
      en: 'The package “{package}” is not known here: its requirements could not be checked.',
    },
    cure: {
      fr: 'Importez ce référentiel, ou désignez celui qui lui répond.',
      en: 'Import that package, or name the one that stands for it.',
    },
  },
  'mapping.dangling_source': {
    level: 'error',
    message: {
      fr: 'La source «\u00a0{key}\u00a0» n’est pas une exigence de {package}\u00a0: le lien n’est pas repris.',
      en: 'The source “{key}” is not a requirement of {package}: the link is not taken.',
    },
    cure: editLink,
  },
  'mapping.dangling_target': {
    level: 'error',
    message: {
      fr: 'La cible «\u00a0{key}\u00a0» n’est pas une exigence de {package}\u00a0: le lien n’est pas repris.',
      en: 'The target “{key}” is not a requirement of {package}: the link is not taken.',
    },
    cure: editLink,
  },
  'mapping.dangling_mention': {
    level: 'warning',
    message: {
      fr: '«\u00a0{key}\u00a0», dite sans correspondance, n’est pas une exigence de {package}.',
      en: '“{key}”, said to have no counterpart, is not a requirement of {package}.',
    },
    cure: editLink,
  },
  'mapping.link_repeated': {
    level: 'info',
    message: { fr: 'Le lien {link} est répété\u00a0: il est gardé une fois.', en: 'The link {link} is repeated: it is kept once.' },
    cure: { fr: 'Rien à faire.', en: 'Nothing to do.' },
  },
  'mapping.link_contradicts': {
    level: 'warning',
    message: {
      fr: 'Le lien {link} est donné comme «\u00a0{first}\u00a0» puis «\u00a0{second}\u00a0»\u00a0: il est gardé comme «\u00a0{kept}\u00a0», le plus prudent.',
      en: 'The link {link} is given as “{first}” then “{second}”: it is kept as “{kept}”, the most careful.',
    },
    cure: { fr: 'Choisissez la relation qui vaut.', en: 'Choose the relation that holds.' },
  },
  'mapping.rationale_unknown': {
    level: 'warning',
    message: {
      fr: 'Le fondement «\u00a0{value}\u00a0» est inconnu et n’est pas repris.',
      en: 'The rationale “{value}” is unknown and is not taken.',
    },
    cure: { fr: 'Écrivez syntactic, semantic ou functional.', en: 'Write syntactic, semantic or functional.' },
  },
  'mapping.share_unreadable': {
    level: 'warning',
    message: {
      fr: 'La part «\u00a0{value}\u00a0» n’a pas été comprise et n’est pas reprise.',
      en: 'The share “{value}” was not understood and is not taken.',
    },
    cure: {
      fr: 'Écrivez un nombre de 0 à 100, ou une part de 0 à 1 en OSCAL.',
      en: 'Write a number from 0 to 100, or a share from 0 to 1 in OSCAL.',
    },
  },
  'mapping.conditional': {
    level: 'warning',
    message: {
      fr: 'Le lien {link} est soumis à une condition\u00a0: tant qu’elle demeure, il ne transmet rien.',
      en: 'The link {link} depends on a condition: while it stands, it transfers nothing.',
    },
    cure: {
      fr: 'Vérifiez la condition, puis retirez-la du brouillon si elle est remplie.',
      en: 'Check the condition, then remove it from the draft if it holds.',
    },
  },
  'mapping.statement_level': {
    level: 'info',
    message: {
      fr: '{count} liens portent sur une partie d’exigence\u00a0: la relation entre exigences entières en est déduite.',
      en: '{count} links are about a part of a requirement: the relation between whole requirements is deduced from it.',
    },
    cure: { fr: 'Rien à faire.', en: 'Nothing to do.' },
  },
  'mapping.not_final': {
    level: 'warning',
    message: {
      fr: 'L’auteur du fichier dit la correspondance «\u00a0{status}\u00a0».',
      en: 'The author of the file says that the mapping is “{status}”.',
    },
    cure: { fr: 'Demandez-lui la version achevée avant de publier.', en: 'Ask for the finished version before publishing.' },
  },
  'mapping.left_out': {
    level: 'info',
    message: {
      fr: '«\u00a0{member}\u00a0»\u00a0: {count} mentions ne sont pas reprises.',
      en: '“{member}”: {count} mentions are not taken over.',
    },
    cure: { fr: 'Rien à faire.', en: 'Nothing to do.' },
  },
} satisfies Record<string, { level: FindingLevel; message: Text; cure: Text }>;
