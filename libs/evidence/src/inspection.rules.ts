import type { Text } from '#platform';

/** What a rule of the linter may find. */
export const findingRules = [
  'empty',
  'size-differs',
  'fingerprint-differs',
  'wrong-type',
  'encrypted-pdf',
  'broken-pdf',
  'expired',
  'undated',
  'nir',
  'ins',
] as const;
/** One value of `findingRules`. */
export type FindingRule = (typeof findingRules)[number];

/** One thing found in a file: the rule and where, never what was read there. */
export interface Finding {
  readonly rule: FindingRule;
  /** Page of a PDF, from 1. */
  readonly page?: number;
  /** Line of a text, from 1. */
  readonly line?: number;
}

/** What the inspection of a version established, kept with it. */
export interface Inspection {
  readonly inspectedAt: string;
  readonly scanner: 'clamd' | 'none';
  /** Name of the virus signature, when one matched. */
  readonly signature?: string;
  readonly findings: readonly Finding[];
}

interface RuleFacts {
  /** `refusal`: the version cannot be used; `warning`: a reviewer would probably send it back. */
  readonly level: 'refusal' | 'warning';
  readonly text: Text;
}

/** What each rule says, and what to do about it. */
export const ruleFacts: Readonly<Record<FindingRule, RuleFacts>> = {
  empty: {
    level: 'refusal',
    text: { fr: 'Le fichier est vide : envoyez-le à nouveau.', en: 'The file is empty: send it again.' },
  },
  'size-differs': {
    level: 'refusal',
    text: {
      fr: 'Le fichier reçu n’a pas la taille annoncée : envoyez-le à nouveau.',
      en: 'The file received has not the size announced: send it again.',
    },
  },
  'fingerprint-differs': {
    level: 'refusal',
    text: {
      fr: 'Le fichier reçu n’a pas l’empreinte calculée par votre navigateur : il a été altéré en route. Envoyez-le à nouveau.',
      en: 'The file received has not the fingerprint computed by your browser: it was altered on the way. Send it again.',
    },
  },
  'wrong-type': {
    level: 'refusal',
    text: {
      fr: 'Le contenu du fichier n’est pas d’un format accepté pour ce type de preuve : déposez un des formats indiqués.',
      en: 'The content of the file is not of a format accepted for this kind of evidence: send one of the formats listed.',
    },
  },
  'encrypted-pdf': {
    level: 'refusal',
    text: {
      fr: 'Le PDF est protégé par un mot de passe : déposez une copie sans protection.',
      en: 'The PDF is protected by a password: send a copy without protection.',
    },
  },
  'broken-pdf': {
    level: 'refusal',
    text: {
      fr: 'Le PDF est illisible : exportez-le à nouveau puis déposez-le.',
      en: 'The PDF cannot be read: export it again, then send it.',
    },
  },
  expired: {
    level: 'warning',
    text: {
      fr: 'Le document a dépassé sa durée de validité : déposez un document plus récent.',
      en: 'The document is past its validity: send a more recent one.',
    },
  },
  undated: {
    level: 'warning',
    text: {
      fr: 'Ce type de document a une durée de validité : indiquez la date qu’il porte.',
      en: 'Documents of this kind have a validity: give the date it bears.',
    },
  },
  nir: {
    level: 'warning',
    text: {
      fr: 'Un nombre a la forme d’un numéro de sécurité sociale. Vérifiez qu’il est fictif ou masquez-le, puis remplacez le fichier.',
      en: 'A number has the form of a social security number. Check that it is invented or mask it, then replace the file.',
    },
  },
  ins: {
    level: 'warning',
    text: {
      fr: 'Une identité nationale de santé (INS) de production est désignée. N’employez que des identités de test, puis remplacez le fichier.',
      en: 'A production national health identity (INS) is named. Use test identities only, then replace the file.',
    },
  },
};

/** Whether a file with these findings can be used at all. */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ rule }) => ruleFacts[rule].level === 'refusal');
}
