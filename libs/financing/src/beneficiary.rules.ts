import { checkFiness, checkRpps, checkSiret, compactIdentifier, type IdentifierCheck } from '#accounts';
import { messages, type Text } from '#platform';

/** The numbers by which a client is known: site (FINESS géographique), establishment (SIRET), professional (RPPS). */
export const beneficiaryIdentifiers = messages({
  finess: { fr: 'FINESS', en: 'FINESS' },
  siret: { fr: 'SIRET', en: 'SIRET' },
  rpps: { fr: 'RPPS', en: 'RPPS' },
} as const satisfies Record<string, Text>);
export type BeneficiaryScheme = keyof typeof beneficiaryIdentifiers;
/** The codes of the numbers, in order. */
export const beneficiarySchemes = Object.keys(beneficiaryIdentifiers) as BeneficiaryScheme[];

const checks: Readonly<Record<BeneficiaryScheme, (value: string) => IdentifierCheck>> = {
  finess: checkFiness,
  siret: checkSiret,
  rpps: checkRpps,
};

/** A number of a client, compact and checked. */
export interface CheckedIdentifier {
  readonly scheme: BeneficiaryScheme;
  readonly value: string;
  readonly check: IdentifierCheck;
}

/** The numbers that were typed, compact, each with what its check says; what was left empty is left out. */
export function readIdentifiers(typed: Readonly<Partial<Record<BeneficiaryScheme, string | undefined>>>): CheckedIdentifier[] {
  return beneficiarySchemes.flatMap((scheme) => {
    const value = compactIdentifier(typed[scheme] ?? '');
    return value === '' ? [] : [{ scheme, value, check: checks[scheme](value) }];
  });
}
