import { errorsOf, messages, type Text } from '#platform';

/** Types of software by the code of the calls (domain study 1.3). A code that is not here is shown as it is. */
const softwareTypes: Readonly<Record<string, Text>> = messages({
  LGC: { fr: 'Logiciel de gestion de cabinet', en: 'Practice management software' },
  RI: { fr: 'Référentiel d’identités', en: 'Patient identity server' },
  DPI: { fr: 'Dossier patient informatisé', en: 'Electronic patient record' },
  PFI: { fr: 'Plateforme d’intermédiation', en: 'Interface engine' },
  SGL: { fr: 'Système de gestion de laboratoire', en: 'Laboratory system' },
  RIS: { fr: 'Système d’information de radiologie', en: 'Radiology information system' },
  DRIMbox: { fr: 'Passerelle d’imagerie DRIMbox', en: 'DRIMbox imaging gateway' },
  LGO: { fr: 'Logiciel de gestion d’officine', en: 'Pharmacy software' },
  DUI: { fr: 'Dossier de l’usager informatisé', en: 'Electronic record of social care' },
  DMN: { fr: 'Dispositif médical numérique', en: 'Digital medical device' },
});

/** Lanes of the programme (domain study 1.3). */
const lanes: Readonly<Record<string, Text>> = messages({
  MDV: { fr: 'Médecins de ville', en: 'Office-based doctors' },
  HOP: { fr: 'Hôpital', en: 'Hospitals' },
  BIO: { fr: 'Biologie', en: 'Laboratories' },
  RAD: { fr: 'Imagerie', en: 'Imaging' },
  PHA: { fr: 'Officine', en: 'Pharmacies' },
  MS: { fr: 'Médico-social', en: 'Social care' },
});

/** Waves of the programme. */
const waves: Readonly<Record<string, Text>> = messages({
  Va1: { fr: 'Vague 1', en: 'Wave 1' },
  Va2: { fr: 'Vague 2', en: 'Wave 2' },
});

const named =
  (table: Readonly<Record<string, Text>>) =>
  (code: string): Text =>
    Object.hasOwn(table, code) ? table[code] : { fr: code, en: code };

/** Name of a type of software, or its code. */
export const softwareTypeLabel = named(softwareTypes);
/** Name of a lane, or its code. */
export const laneLabel = named(lanes);
/** Name of a wave, or its code. */
export const waveLabel = named(waves);

/** Ways to sort the catalogue. */
export const catalogueSorts = messages({
  relevance: { fr: 'Pertinence', en: 'Relevance' },
  decided: { fr: 'Date', en: 'Date' },
  name: { fr: 'Nom', en: 'Name' },
});
export type CatalogueSort = keyof typeof catalogueSorts;
/** The codes of the sorts, in order. */
export const catalogueSortNames = Object.keys(catalogueSorts) as CatalogueSort[]; // the keys of the table above

/** Sentences of the catalogue. */
export const catalogueMessages = messages({
  'catalogue.cursor': {
    fr: 'Cette suite de liste n’est plus lisible. Reprenez depuis la première page.',
    en: 'This continuation of the list cannot be read. Start again from the first page.',
  },
});

/** Refusals of the catalogue. */
export const refuseCatalogue = errorsOf(catalogueMessages);
