import type { Profile } from './package-content.rules.js';

/** Profiles of the published REMs, with the yes/no question that switches them on; the label is matched without accents or case. */
const knownProfiles: readonly {
  readonly labels: readonly string[];
  readonly en: string;
  readonly question: { readonly fr: string; readonly en: string };
}[] = [
  {
    labels: ['IAM'],
    en: 'IAM',
    question: {
      fr: 'Le produit s’intègre-t-il à la gestion des identités et des accès de la structure (IAM)\u202f?',
      en: 'Does the product plug into the identity and access management (IAM) of the facility?',
    },
  },
  {
    labels: ['IE Usagers'],
    en: 'Electronic identification of users',
    question: {
      fr: 'Des patients ou usagers se connectent-ils au produit\u202f?',
      en: 'Do patients or service users sign in to the product?',
    },
  },
  {
    labels: ['IE ASPM'],
    en: 'Electronic identification of structures',
    question: {
      fr: 'Une structure tierce (personne morale) se connecte-t-elle au produit\u202f?',
      en: 'Does a third-party structure (legal person) connect to the product?',
    },
  },
  {
    labels: ['BAL PER-ORG'],
    en: 'Personal or organisation mailbox',
    question: {
      fr: 'Le produit utilise-t-il une boîte MSSanté personnelle ou organisationnelle\u202f?',
      en: 'Does the product use a personal or an organisation MSSanté mailbox?',
    },
  },
  {
    labels: ['BAL APP'],
    en: 'Application mailbox',
    question: {
      fr: 'Le produit émet-il depuis une boîte MSSanté applicative\u202f?',
      en: 'Does the product send from an application MSSanté mailbox?',
    },
  },
  {
    labels: ["Prestations d'hébergement ou Saas"],
    en: 'Hosting or SaaS',
    question: {
      fr: 'Hébergez-vous tout ou partie du produit, ou le fournissez-vous en mode SaaS, vous-même ou par un tiers\u202f?',
      en: 'Do you host all or part of the product, or provide it as SaaS, yourself or through a third party?',
    },
  },
  {
    labels: ['Equipements mobiles'],
    en: 'Mobile devices',
    question: { fr: 'Le produit s’utilise-t-il sur téléphone ou tablette\u202f?', en: 'Is the product used on phones or tablets?' },
  },
  {
    labels: ["Suivi de l'enfant"],
    en: 'Child follow-up',
    question: {
      fr: 'Le produit sert-il au suivi médical de l’enfant\u202f?',
      en: 'Does the product serve the medical follow-up of children?',
    },
  },
  {
    labels: ['DRIMbox Proxy'],
    en: 'DRIMbox proxy',
    question: {
      fr: 'Votre DRIMbox fonctionne-t-elle en mandataire (proxy) d’un PACS\u202f?',
      en: 'Does your DRIMbox work as a proxy of a PACS?',
    },
  },
  {
    labels: ['DRIMbox native'],
    en: 'Native DRIMbox',
    question: { fr: 'La fonction DRIMbox est-elle native dans votre PACS\u202f?', en: 'Is the DRIMbox function native in your PACS?' },
  },
  {
    labels: ['Environnement hospitalier'],
    en: 'Hospital setting',
    question: { fr: 'Le produit est-il installé en établissement de santé\u202f?', en: 'Is the product installed in hospitals?' },
  },
  {
    labels: ['Environnement de ville'],
    en: 'Community setting',
    question: { fr: 'Le produit est-il installé en ville\u202f?', en: 'Is the product installed in community care?' },
  },
  {
    labels: ['Médecin traitant'],
    en: 'Attending physician',
    question: { fr: 'Le produit est-il utilisé par des médecins traitants\u202f?', en: 'Is the product used by attending physicians?' },
  },
  {
    labels: ["Référentiel d'identités"],
    en: 'Identity server',
    question: {
      fr: 'Le produit est-il le référentiel d’identités de la structure\u202f?',
      en: 'Is the product the identity server of the facility?',
    },
  },
  {
    labels: ["Esclave de l'identité"],
    en: 'Identity follower',
    question: {
      fr: 'Le produit reçoit-il ses identités d’un autre système\u202f?',
      en: 'Does the product receive its identities from another system?',
    },
  },
  {
    labels: ['Intégration INS'],
    en: 'INS integration',
    question: {
      fr: 'Le produit intègre-t-il l’identité nationale de santé (INS)\u202f?',
      en: 'Does the product integrate the national health identity (INS)?',
    },
  },
  {
    labels: ["Stockage des copies de titres d'identité"],
    en: 'Copies of identity papers',
    question: {
      fr: 'Le produit conserve-t-il des copies de titres d’identité\u202f?',
      en: 'Does the product keep copies of identity papers?',
    },
  },
  {
    labels: ['Opérateur Mailiz'],
    en: 'Mailiz operator',
    question: { fr: 'Le produit se connecte-t-il à l’opérateur Mailiz\u202f?', en: 'Does the product connect to the Mailiz operator?' },
  },
  {
    labels: ['Client Web DPI'],
    en: 'EHR web client',
    question: {
      fr: 'Le produit offre-t-il un client web du dossier patient\u202f?',
      en: 'Does the product offer a web client of the patient record?',
    },
  },
  {
    labels: ['Centres de santé'],
    en: 'Health centres',
    question: { fr: 'Le produit est-il utilisé en centre de santé\u202f?', en: 'Is the product used in health centres?' },
  },
  {
    labels: ['Envoi manuel par MSS au PS Demandeur'],
    en: 'Manual sending to the requesting professional',
    question: {
      fr: 'L’envoi par MSSanté au professionnel demandeur se fait-il à la main\u202f?',
      en: 'Is sending by MSSanté to the requesting professional done by hand?',
    },
  },
  {
    labels: [
      'Authentification électronique unipersonnel avec utilisation du RPPS-Rang pour les cabinets libéraux en SCM (Société Civile de Moyen)',
    ],
    en: 'RPPS-rang authentication in shared practices',
    question: {
      fr: 'Le produit s’authentifie-t-il au nom d’un seul praticien, par RPPS-rang, dans un cabinet en société civile de moyens\u202f?',
      en: 'Does the product authenticate for a single practitioner, by RPPS-rang, in a shared-means practice?',
    },
  },
];

const known = new Map(knownProfiles.flatMap((profile) => profile.labels.map((label) => [profileKey(label), profile] as const)));

/** Stable key of a profile from its printed label: lower case, no accents, hyphens. */
export function profileKey(label: string): string {
  const key = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
  return key === '' ? 'profil' : key;
}

/** Whether the label is the implied profile, “Général”. */
export function isGeneral(label: string): boolean {
  return profileKey(label) === 'general';
}

/** The profile of a printed label; `isDrafted` when its question had to be made up and must be read again. */
export function remProfile(label: string): { profile: Profile; isDrafted: boolean } {
  const key = profileKey(label);
  const facts = known.get(key);
  const question = facts?.question ?? {
    fr: `Le produit relève-t-il du profil «\u00a0${label}\u00a0»\u202f?`,
    en: `Does the profile “${label}” apply to the product?`,
  };
  return { profile: { key, label: facts ? { fr: label, en: facts.en } : { fr: label }, question }, isDrafted: facts === undefined };
}
