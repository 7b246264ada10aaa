import type { ReferenceKind } from '#criteria';
import type { Text } from '#platform';

/** A piece of evidence that stands in another system: its kind and the value that finds it there. */
export interface EvidenceReference {
  readonly kind: ReferenceKind;
  readonly value: string;
}

interface ReferenceFacts {
  readonly label: Text;
  readonly hint: Text;
  readonly example: string;
  /** The value in its one written form, or null when the form is wrong. */
  readonly read: (value: string) => string | null;
}

const squeezed = (value: string): string => value.replace(/[\s\u00a0\u202f]+/g, '');

/** The CNDA publishes no form for its numbers: letters, digits and the usual separators, with one digit at least. */
function readApproval(value: string): string | null {
  const number = squeezed(value).toUpperCase();
  return /^(?=.*\d)[A-Z0-9][A-Z0-9./_-]{2,39}$/.test(number) ? number : null;
}

/** A permanent link: https only, without credentials, to a named host. */
function readLink(value: string): string | null {
  const text = value.trim();
  if (text.length > 500 || !URL.canParse(text)) return null;
  const link = new URL(text);
  const isNamed = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(link.hostname) && !/^[\d.]+$/.test(link.hostname);
  return link.protocol === 'https:' && link.username === '' && link.password === '' && isNamed ? link.href : null;
}

/** An execution number of a test bench: letters, digits and dashes, with one digit at least. */
function readExecution(value: string): string | null {
  const id = squeezed(value).toUpperCase();
  return /^(?=.*\d)[A-Z0-9][A-Z0-9._-]{2,63}$/.test(id) ? id : null;
}

/** Every kind of reference that may stand instead of a file, with the form of its value (domain.md 4.5). */
export const referenceFacts: Readonly<Record<ReferenceKind, ReferenceFacts>> = {
  cnda_number: {
    label: { fr: 'Numéro d’homologation CNDA', en: 'CNDA approval number' },
    hint: { fr: 'Numéro porté sur l’attestation du CNDA', en: 'Number printed on the CNDA certificate' },
    example: 'NIL-2026-004217',
    read: readApproval,
  },
  test_link: {
    label: { fr: 'Lien permanent vers un banc de test', en: 'Permanent link to a test bench' },
    hint: { fr: 'Adresse complète, en https', en: 'Full address, in https' },
    example: 'https://banc.example/rapports/1842',
    read: readLink,
  },
  test_execution_id: {
    label: { fr: 'Identifiant d’exécution de test', en: 'Test execution identifier' },
    hint: {
      fr: 'Identifiant affiché par le banc de test à la fin de l’exécution',
      en: 'Identifier shown by the test bench when the run ends',
    },
    example: 'EX-004217',
    read: readExecution,
  },
};

/** The reference in its one written form, or null when the value has not the form of its kind. */
export function readReference(kind: ReferenceKind, value: string): EvidenceReference | null {
  const read = referenceFacts[kind].read(value);
  return read === null ? null : { kind, value: read };
}
