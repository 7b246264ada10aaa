import type { Text } from '#platform';
import type { Space } from './chrome.js';

/** One entry of a main menu; it is shown to those its route lets in. */
export interface NavigationEntry {
  readonly href: string;
  readonly label: Text;
  /** Another address whose pages belong to this entry. */
  readonly also?: string;
}

/** The main menu of each space, in order. A page that belongs to none of them is reached from inside. */
export const navigation: Readonly<Record<Space, readonly NavigationEntry[]>> = {
  public: [
    { href: '/catalogue', label: { fr: 'Catalogue', en: 'Catalogue' } },
    { href: '/verifier', label: { fr: 'Vérifier un certificat', en: 'Check a certificate' } },
    { href: '/criteres', label: { fr: 'Critères', en: 'Criteria' } },
    { href: '/calendrier', label: { fr: 'Calendrier', en: 'Calendar' } },
    { href: '/tableaux-de-bord', label: { fr: 'Tableaux de bord', en: 'Dashboards' } },
    { href: '/donnees-ouvertes', label: { fr: 'Données ouvertes', en: 'Open data' } },
  ],
  vendor: [
    { href: '/a-faire', label: { fr: 'À faire', en: 'To do' } },
    { href: '/candidatures', label: { fr: 'Candidatures', en: 'Applications' } },
    { href: '/solutions', label: { fr: 'Solutions', en: 'Solutions' } },
    { href: '/preuves', label: { fr: 'Preuves', en: 'Evidence' } },
    { href: '/financement', label: { fr: 'Financement', en: 'Funding' } },
    { href: '/organisation', label: { fr: 'Organisation', en: 'Organisation' } },
  ],
  agency: [
    { href: '/agence', label: { fr: 'File de travail', en: 'Work queue' } },
    { href: '/agence/candidatures', label: { fr: 'Candidatures', en: 'Applications' } },
    { href: '/agence/decisions', label: { fr: 'Décisions', en: 'Decisions' } },
    { href: '/agence/certificats', label: { fr: 'Certificats', en: 'Certificates' } },
    { href: '/agence/referentiels', label: { fr: 'Référentiels', en: 'Criteria packages' }, also: '/agence/equivalences' },
    { href: '/agence/appels', label: { fr: 'Appels', en: 'Calls' } },
  ],
  payment: [
    { href: '/paiement', label: { fr: 'Demandes', en: 'Claims' } },
    { href: '/paiement/enrolements', label: { fr: 'Enrôlements', en: 'Enrolments' } },
    { href: '/paiement/virements', label: { fr: 'Virements', en: 'Transfers' } },
    { href: '/paiement/ecritures', label: { fr: 'Écritures', en: 'Ledger' } },
    { href: '/paiement/recouvrements', label: { fr: 'Recouvrements', en: 'Recoveries' } },
    { href: '/paiement/dispositifs', label: { fr: 'Dispositifs', en: 'Schemes' } },
  ],
  operator: [
    { href: '/exploitation', label: { fr: 'État du service', en: 'Service state' } },
    { href: '/exploitation/comptes', label: { fr: 'Comptes', en: 'Accounts' } },
    { href: '/exploitation/journal', label: { fr: 'Journal', en: 'Journal' } },
  ],
};
