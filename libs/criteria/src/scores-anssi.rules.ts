/** Security levels of the ANSSI referential: basic, moderate, advanced. */
export const anssiLevels = ['niveau1', 'niveau2', 'niveau3'] as const;
/** One value of `anssiLevels`. */
export type AnssiLevel = (typeof anssiLevels)[number];

const categories = {
  donneesSensibles: 4,
  documentsRHSensibles: 4,
  secretsDEntreprise: 4,
  donneesCaracterePersonnelPersonneARisque: 3,
  donneesSituationFamilialeEconomiqueFinanciere: 3,
  documentsIdentifiants: 3,
  donneesTechniques: 3,
  donneesDIdentite: 2,
  donneesAdministrativesEtFinancieres: 2,
} as const;
const volumes = { faible: 1, moyen: 2, eleve: 3, tresEleve: 4 } as const;
const audiences = { limitee: 1, moyenne: 2, large: 3, tresLarge: 4 } as const;
const downtimes = { plusDe24h: 1, moinsDe24h: 2, moinsDe12h: 3, moinsDe4h: 4 } as const;
const openness = { interneRestreint: 1, interne: 2, internePlusTiers: 3, accessibleSurInternet: 4 } as const;

/** Data by volume, then by category; audience, then by downtime; exposure by openness; level by criticality, then by exposure. */
const byVolumeAndCategory = ['1122', '1123', '1234', '1244'];
const byAudienceAndDowntime = ['1123', '1123', '1134', '1134'];
const exposureOf = '1223';
const byCriticalityAndExposure = ['1112', '1122', '2233', '2333'];

/** What decides the level a service needs: the data it holds, who depends on it, how open it is. */
export interface AnssiNeeds {
  readonly volume: keyof typeof volumes;
  readonly categories: readonly (keyof typeof categories)[];
  readonly downtime: keyof typeof downtimes;
  readonly audience: keyof typeof audiences;
  readonly openness: keyof typeof openness;
}

/** The profile of a service, for the measures that apply to it. */
export interface AnssiProfile extends AnssiNeeds {
  readonly level: AnssiLevel;
  readonly isOutsideEurope: boolean;
  readonly hosting: 'onPremise' | 'cloud' | 'saas';
  readonly outsourced: readonly ('administrationTechnique' | 'developpementLogiciel')[];
  readonly serviceTypes: readonly string[];
  readonly features: readonly string[];
}

/** Criticality from 1 to 4 of the data, and of the service being unavailable. */
export function anssiCriticality(needs: AnssiNeeds): { readonly data: number; readonly availability: number } {
  const cells = needs.categories.map((category) => cell(byVolumeAndCategory, volumes[needs.volume], categories[category]));
  return {
    data: Math.max(1, ...cells),
    availability: cell(byAudienceAndDowntime, audiences[needs.audience], downtimes[needs.downtime]),
  };
}

/** The security level a service needs (“MonServiceSécurisé”, ANSSI): two criticalities, crossed with its exposure. */
export function anssiLevel(needs: AnssiNeeds): AnssiLevel {
  const { data, availability } = anssiCriticality(needs);
  const exposure = Number(exposureOf[openness[needs.openness] - 1]);
  return anssiLevels[cell(byCriticalityAndExposure, Math.max(data, availability), exposure) - 1];
}

/** One row of the published rules: the reference of the measure and its cells by header. */
export type AnssiRule = Readonly<Record<string, string>>;

/** A measure asked of a service, how strongly, and of whom. */
export interface AnssiMeasure {
  readonly reference: string;
  readonly obligation: 'must' | 'may';
  readonly owner: 'Projet' | 'Presta' | 'Mixte' | null;
}

const levelColumns: Readonly<Record<AnssiLevel, string>> = { niveau1: 'Basique', niveau2: 'Modéré', niveau3: 'Avancé' };
const typeColumns: Readonly<Record<string, string>> = {
  applicationMobile: 'Application mobile',
  api: 'API',
  portailInformation: "Portail d'information",
  serviceEnLigne: 'Service en ligne',
  autreSystemeInformation: "Autre Système d'information",
};
const featureColumns: Readonly<Record<string, string>> = {
  accesPhysiqueAuxSallesTechniques: 'Accès physique : Salles techniques',
  accesPhysiqueAuxBureaux: 'Accès physique : Bureaux',
  annuaire: 'Annuaire',
  dispositifDeSignatureElectronique: 'Signature électronique',
  echangeOuReceptionEmails: "Echange et/ou réception d'emails",
  postesDeTravail: 'Poste de travail ou téléphone',
};
const hostingColumns = { onPremise: 'EXT : On-premise', cloud: 'EXT : PaaS / IaaS', saas: 'EXT : SaaS' } as const;
const outsourcedColumns = { administrationTechnique: 'EXT : Admin tech', developpementLogiciel: 'EXT : Dév' } as const;

/** The measures a service must look at: an added measure wins over a removed one; a recommendation lowers, an indispensable raises. */
export function anssiMeasures(rules: readonly AnssiRule[], profile: AnssiProfile): AnssiMeasure[] {
  const columns = columnsOf(profile);
  return rules.flatMap((rule) => {
    const need = rule[levelColumns[profile.level]];
    if (need === '') return [];
    const modifiers = columns.flatMap((column) => (rule[column] ?? '').split(',').map((word) => word.trim()));
    const isInitial = rule['Statut initial'] === 'Présente' && !modifiers.includes('Retirée');
    if (!isInitial && !modifiers.includes('Ajoutée')) return [];
    const isMust = modifiers.includes('Indispensable') || (need === 'Indispensable' && !modifiers.includes('Recommandation'));
    return [{ reference: rule.REF, obligation: isMust ? 'must' : 'may', owner: ownerOf(modifiers) } as const];
  });
}

function columnsOf(profile: AnssiProfile): string[] {
  const { data, availability } = anssiCriticality(profile);
  const isOne = profile.outsourced.length === 1;
  return [
    `Données : ${'+'.repeat(data)}`,
    ...(profile.isOutsideEurope ? ['Données : Hors UE'] : []),
    `Dispo : ${'+'.repeat(availability)}`,
    `Ouv : ${'+'.repeat(openness[profile.openness])}`,
    ...profile.serviceTypes.map((type) => typeColumns[type]),
    ...profile.features.map((feature) => featureColumns[feature]),
    // None, or both, is read as both.
    isOne ? outsourcedColumns[profile.outsourced[0]] : 'EXT : MCO/MCS',
    hostingColumns[profile.hosting],
  ];
}

function ownerOf(modifiers: readonly string[]): AnssiMeasure['owner'] {
  const [project, provider] = [modifiers.includes('Projet'), modifiers.includes('Presta')];
  if (modifiers.includes('Mixte') || (project && provider)) return 'Mixte';
  return project ? 'Projet' : provider ? 'Presta' : null;
}

function cell(matrix: readonly string[], row: number, column: number): number {
  return Number(matrix[row - 1][column - 1]);
}
