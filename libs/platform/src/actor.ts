import type { Text } from './text.js';

/** What a kind of organisation may be. */
export const organisationKinds = ['vendor', 'agency', 'payer', 'ministry', 'region', 'beneficiary'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

interface RoleFacts {
  readonly label: Text;
  readonly kind: OrganisationKind;
  /** Roles that touch decisions or money must prove a second factor. */
  readonly secondFactor: boolean;
}

/** The closed list of roles; a role belongs to a membership in an organisation of one kind. */
export const roles = {
  vendor_admin: { label: { fr: 'Administrateur éditeur', en: 'Vendor administrator' }, kind: 'vendor', secondFactor: false },
  vendor_contributor: { label: { fr: 'Contributeur éditeur', en: 'Vendor contributor' }, kind: 'vendor', secondFactor: false },
  vendor_finance: { label: { fr: 'Responsable financier éditeur', en: 'Vendor finance officer' }, kind: 'vendor', secondFactor: false },
  agency_officer: { label: { fr: 'Chargé de recevabilité', en: 'Admission officer' }, kind: 'agency', secondFactor: true },
  verifier: { label: { fr: 'Vérificateur', en: 'Verifier' }, kind: 'agency', secondFactor: true },
  lead: { label: { fr: 'Vérificateur principal', en: 'Lead verifier' }, kind: 'agency', secondFactor: true },
  decider: { label: { fr: 'Décideur', en: 'Decider' }, kind: 'agency', secondFactor: true },
  criteria_editor: { label: { fr: 'Rédacteur des critères', en: 'Criteria editor' }, kind: 'agency', secondFactor: true },
  commission_member: { label: { fr: 'Membre de la commission', en: 'Commission member' }, kind: 'agency', secondFactor: true },
  payment_officer: { label: { fr: 'Agent de paiement', en: 'Payment officer' }, kind: 'payer', secondFactor: true },
  regional_viewer: { label: { fr: 'Lecteur régional', en: 'Regional viewer' }, kind: 'region', secondFactor: false },
  operator: { label: { fr: 'Exploitant', en: 'Operator' }, kind: 'agency', secondFactor: true },
} as const satisfies Record<string, RoleFacts>;

export type Role = keyof typeof roles;

/** The codes of the roles, in the order of the table. */
export const roleNames = Object.keys(roles) as Role[];

/** Who acts: nobody known, a person through a membership, or the portal itself. */
export interface Actor {
  readonly kind: 'anonymous' | 'account' | 'system';
  readonly accountId: string | null;
  readonly name: string;
  readonly organisationId: string | null;
  readonly organisationKind: OrganisationKind | null;
  readonly organisationName: string | null;
  /** Every live role of the person in the organisation they act for. */
  readonly roles: readonly Role[];
}

const nobody = { accountId: null, organisationId: null, organisationKind: null, organisationName: null, roles: [] };

/** A visitor who has not signed in. */
export const anonymous: Actor = { kind: 'anonymous', name: '', ...nobody };

/** The portal itself: a job, a timed task, a command. It sees every organisation and may do what no rule gives to a person. */
export function system(name: string): Actor {
  return { kind: 'system', name, ...nobody };
}
