import { type CertificateStatus, registerGrounds } from '#decisions';
import { messages, type Text } from '#platform';
import type { CatalogueSolution, Metric } from './catalogue.entity.js';
import type { PublicCertificate } from './catalogue.rules.js';

/** A column of an open data file: what its dictionary says of it (Table Schema, specs.frictionlessdata.io). */
interface Column {
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'datetime';
  readonly title: Text;
  readonly description: Text;
  readonly required: boolean;
  readonly values?: readonly string[];
  readonly example?: string;
}

/** A cell of an open data file; null is empty. */
export type Cell = string | number | boolean | null;

/** The words of the status column, which the programme has always used (domain study 5.1). */
const statusWords: Readonly<Record<CertificateStatus, string>> = {
  active: 'référencé',
  under_reservation: 'référencé sous réserve',
  suspended: 'suspendu',
  withdrawn: 'retiré',
  expired: 'expiré',
  replaced: 'remplacé',
};

const text = (title: Text, description: Text, more: Partial<Column> = {}): Column => ({
  type: 'string',
  title,
  description,
  required: true,
  ...more,
});

/** Columns of the file of referenced solutions, one line a certificate (domain study 5.1). */
export const solutionColumns = {
  numero_referencement: text(
    { fr: 'Numéro de référencement', en: 'Referencing number' },
    { fr: 'Numéro du certificat, unique et jamais réattribué.', en: 'Number of the certificate, unique and never given again.' },
    { example: 'REP-2026-00041' },
  ),
  couloir: text(
    { fr: 'Couloir', en: 'Lane' },
    {
      fr: 'Code du couloir de l’appel (MDV, HOP, BIO, RAD, PHA, MS) ; vide hors couloir.',
      en: 'Code of the lane of the call (MDV, HOP, BIO, RAD, PHA, MS); empty outside lanes.',
    },
    { required: false, example: 'MDV' },
  ),
  type_logiciel: text(
    { fr: 'Type de logiciel', en: 'Type of software' },
    { fr: 'Code du type de logiciel certifié.', en: 'Code of the type of the certified software.' },
    { example: 'LGC' },
  ),
  vague: text(
    { fr: 'Vague', en: 'Wave' },
    { fr: 'Code de la vague de l’appel ; vide hors vague.', en: 'Code of the wave of the call; empty outside waves.' },
    { required: false, example: 'Va2' },
  ),
  dispositif: text(
    { fr: 'Dispositif', en: 'Scheme' },
    { fr: 'Code de la procédure : segur, convergence, mes, dm.', en: 'Code of the procedure: segur, convergence, mes, dm.' },
    { example: 'segur' },
  ),
  dsr_code: text(
    { fr: 'Code du dossier de spécifications', en: 'Code of the specification file' },
    { fr: 'Code de l’appel auquel le logiciel a répondu.', en: 'Code of the call the software has answered.' },
    { example: 'DSR-MDV-LGC-Va2' },
  ),
  dsr_version: text(
    { fr: 'Versions des critères', en: 'Versions of the criteria' },
    {
      fr: 'Référentiels appliqués et leur version, séparés par une virgule.',
      en: 'Criteria packages applied with their version, separated by commas.',
    },
    { example: 'INTEROP 1.0, SECURITE 1.0' },
  ),
  editeur: text({ fr: 'Éditeur', en: 'Vendor' }, { fr: 'Nom de l’éditeur, tel que certifié.', en: 'Name of the vendor, as certified.' }),
  siren: text(
    { fr: 'SIREN', en: 'SIREN' },
    {
      fr: 'Neuf chiffres ; vide pour un éditeur établi hors de France.',
      en: 'Nine digits; empty for a vendor established outside France.',
    },
    { required: false },
  ),
  solution: text({ fr: 'Solution', en: 'Product' }, { fr: 'Nom commercial, tel que certifié.', en: 'Commercial name, as certified.' }),
  version_referencee: text(
    { fr: 'Version référencée', en: 'Referenced version' },
    {
      fr: 'Version exacte sur laquelle porte le certificat, et elle seule.',
      en: 'The exact version the certificate covers, and that one only.',
    },
    { example: '8.2.0' },
  ),
  nil: text(
    { fr: 'NIL', en: 'NIL' },
    {
      fr: 'Identifiant du logiciel donné par le CNDA ; vide s’il n’est pas connu.',
      en: 'Identifier of the software given by the CNDA; empty when not known.',
    },
    { required: false },
  ),
  profils_actives: text(
    { fr: 'Profils activés', en: 'Profiles activated' },
    {
      fr: 'Clés des questions de profil auxquelles l’éditeur a répondu oui, séparées par une virgule.',
      en: 'Keys of the profile questions the vendor answered yes to, separated by commas.',
    },
    { required: false },
  ),
  financable: text(
    { fr: 'Finançable', en: 'Open to funding' },
    {
      fr: 'Si le certificat, en vigueur, ouvre droit à un financement.',
      en: 'Whether the certificate, in force, opens a right to funding.',
    },
    { values: ['oui', 'non'] },
  ),
  date_decision: text(
    { fr: 'Date de décision', en: 'Date of decision' },
    { fr: 'Instant de la décision, en UTC.', en: 'Instant of the decision, in UTC.' },
    { type: 'datetime' },
  ),
  date_effet: text(
    { fr: 'Date d’effet', en: 'Date of effect' },
    { fr: 'Instant depuis lequel le certificat vaut, en UTC.', en: 'Instant from which the certificate holds, in UTC.' },
    { type: 'datetime' },
  ),
  statut: text(
    { fr: 'Statut', en: 'Status' },
    { fr: 'Statut du certificat à l’instant de l’export.', en: 'Status of the certificate at the instant of the export.' },
    { values: Object.values(statusWords) },
  ),
  date_statut: text(
    { fr: 'Date du statut', en: 'Date of the status' },
    { fr: 'Instant depuis lequel le statut vaut, en UTC.', en: 'Instant from which the status holds, in UTC.' },
    { type: 'datetime' },
  ),
  motif_public: text(
    { fr: 'Motif public', en: 'Public ground' },
    { fr: 'Fondement publié du dernier acte du registre.', en: 'Published ground of the last act of the register.' },
    { values: Object.values(registerGrounds).map(({ fr }) => fr) },
  ),
  lien_certificat: text(
    { fr: 'Lien vers le certificat', en: 'Link to the certificate' },
    { fr: 'Adresse où chacun vérifie le certificat.', en: 'Address where anyone checks the certificate.' },
  ),
} as const satisfies Record<string, Column>;
type SolutionRow = Readonly<Record<keyof typeof solutionColumns, Cell>>;

/** Columns of the file of published figures. */
export const metricColumns = {
  metric: text(
    { fr: 'Indicateur', en: 'Figure' },
    { fr: 'Code de l’indicateur.', en: 'Code of the figure.' },
    { example: 'certificates.standing' },
  ),
  scope: text(
    { fr: 'Périmètre', en: 'Scope' },
    { fr: '« all », ou ce à quoi l’indicateur est restreint.', en: '“all”, or what the figure is cut to.' },
    { example: 'lane:MDV' },
  ),
  as_of: text(
    { fr: 'Arrêté au', en: 'As of' },
    { fr: 'Instant du relevé, en UTC.', en: 'Instant of the reading, in UTC.' },
    { type: 'datetime' },
  ),
  value: text(
    { fr: 'Valeur', en: 'Value' },
    { fr: 'Valeur publiée ; vide quand elle est masquée.', en: 'Published value; empty when masked.' },
    { type: 'number', required: false },
  ),
  is_masked: text(
    { fr: 'Masqué', en: 'Masked' },
    {
      fr: 'Vrai quand trop peu de cas permettraient de reconnaître quelqu’un.',
      en: 'True when so few cases would let someone be recognised.',
    },
    { type: 'boolean' },
  ),
  source: text({ fr: 'Source', en: 'Source' }, { fr: 'D’où vient l’indicateur.', en: 'Where the figure comes from.' }),
  definition: text(
    { fr: 'Définition', en: 'Definition' },
    { fr: 'Ce que compte l’indicateur, tel que publié ce jour-là.', en: 'What the figure counts, as published that day.' },
  ),
} as const satisfies Record<string, Column>;
type MetricRow = Readonly<Record<keyof typeof metricColumns, Cell>>;

/** Words of the licence of the open data. */
export const licence = {
  name: 'etalab-2.0',
  title: 'Licence Ouverte 2.0',
  path: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
} as const;

/** What the open data pages say in the files themselves. */
export const openDataTexts = messages({
  solutions: { fr: 'Solutions référencées', en: 'Referenced solutions' },
  metrics: { fr: 'Chiffres publiés', en: 'Published figures' },
});

/** The lines of one product: one a certificate. `publicUrl` has no final slash. */
export function solutionRows({ nil, certificates }: Pick<CatalogueSolution, 'nil' | 'certificates'>, publicUrl: string): SolutionRow[] {
  return certificates.map((one: PublicCertificate) => ({
    numero_referencement: one.number,
    couloir: one.lane,
    type_logiciel: one.softwareType,
    vague: one.wave,
    dispositif: one.procedure,
    dsr_code: one.call,
    dsr_version: one.scope.map(({ code, version }) => `${code} ${version}`).join(', '),
    editeur: one.organisation,
    siren: one.siren,
    solution: one.product,
    version_referencee: one.version,
    nil,
    profils_actives: one.profile.length === 0 ? null : one.profile.join(', '),
    financable: one.financeable ? 'oui' : 'non',
    date_decision: one.decidedAt,
    date_effet: one.validFrom,
    statut: statusWords[one.status],
    date_statut: one.statusSince,
    motif_public: registerGrounds[one.ground].fr,
    lien_certificat: `${publicUrl}/verifier/${encodeURIComponent(one.number)}`,
  }));
}

/** The line of one figure. */
export function metricRow({ metric, scope, asOf, value, isMasked, source, definition }: Metric): MetricRow {
  return { metric, scope, as_of: asOf.toISOString(), value, is_masked: isMasked, source: source.fr, definition: definition.fr };
}

/** The dictionary of a file, as a Table Schema. */
export function tableSchema(name: string, title: Text, columns: Readonly<Record<string, Column>>): object {
  return {
    $schema: 'https://specs.frictionlessdata.io/schemas/table-schema.json',
    name,
    title: title.fr,
    title_en: title.en,
    licenses: [licence],
    encoding: 'utf-8',
    dialect: { delimiter: ';', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    missingValues: [''],
    fields: Object.entries(columns).map(([field, { type, title: label, description, required, values, example }]) => ({
      name: field,
      type,
      title: label.fr,
      title_en: label.en,
      description: description.fr,
      description_en: description.en,
      ...(type === 'datetime' && { format: 'default' }),
      ...(example !== undefined && { example }),
      constraints: { required, ...(values !== undefined && { enum: values }) },
    })),
  };
}
