import type { OrganisationKind, Role } from '#platform';

/** One invented organisation of the demonstration. */
export interface CastOrganisation {
  readonly kind: OrganisationKind;
  readonly name: string;
  /** Domain of the mail addresses: `.example` belongs to nobody (RFC 2606). */
  readonly domain: string;
  /** A SIREN no company holds: its first digits are zeros. */
  readonly siren?: string;
  readonly people: readonly { readonly name: string; readonly role: Role }[];
}

/** Everyone of the demonstration: organisations and people are invented. Payment takes three officers, for amounts above the threshold. */
export const cast: readonly CastOrganisation[] = [
  {
    kind: 'vendor',
    name: 'Atelier Corvane',
    domain: 'atelier-corvane.example',
    siren: '000000018',
    people: [
      { name: 'Inès Karadec', role: 'vendor_admin' },
      { name: 'Gaël Fontanier', role: 'vendor_contributor' },
      { name: 'Noémie Valmier', role: 'vendor_finance' },
    ],
  },
  {
    kind: 'vendor',
    name: 'Halimède Soins',
    domain: 'halimede-soins.example',
    siren: '000000026',
    people: [{ name: 'Marc Aubrespy', role: 'vendor_admin' }],
  },
  {
    kind: 'agency',
    name: 'Agence Repère',
    domain: 'agence-repere.example',
    people: [
      { name: 'Maud Thévenard', role: 'agency_officer' },
      { name: 'Bastien Ollier', role: 'verifier' },
      { name: 'Hélène Castaing', role: 'lead' },
      { name: 'Anne Roussillon', role: 'decider' },
      { name: 'Youssef Amrani', role: 'criteria_editor' },
      { name: 'Solène Abgrall', role: 'commission_member' },
      { name: 'Lise Maurepas', role: 'operator' },
    ],
  },
  {
    kind: 'payer',
    name: 'Caisse de paiement (démonstration)',
    domain: 'caisse-paiement.example',
    people: [
      { name: 'Rémi Tardivel', role: 'payment_officer' },
      { name: 'Sonia Bellec', role: 'payment_officer' },
      { name: 'Antoine Mesnard', role: 'payment_officer' },
    ],
  },
  {
    kind: 'region',
    name: 'Région des Deux-Rives (démonstration)',
    domain: 'deux-rives.example',
    people: [{ name: 'Claire Duvernois', role: 'regional_viewer' }],
  },
];

/** The mail address of someone of the cast: `ines.karadec@atelier-corvane.example`. */
export function emailOf(name: string, domain: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return `${plain.replace(/[^a-z]+/g, '.')}@${domain}`;
}
