import { messages, type Text } from '#platform';

/** What a published figure counts, and where it comes from. */
interface MetricFacts {
  readonly label: Text;
  readonly definition: Text;
  readonly source: Text;
}

const register: Text = { fr: 'Registre des certificats', en: 'Register of certificates' };
const files: Text = { fr: 'Candidatures déposées sur le portail', en: 'Applications filed on the portal' };
const decisions: Text = { fr: 'Décisions prises sur le portail', en: 'Decisions taken on the portal' };

/** Every figure the portal publishes. Another way to count is another figure, never a new definition of an old one. */
export const metrics = {
  'certificates.standing': {
    label: { fr: 'Référencements en vigueur', en: 'Referencings in force' },
    definition: {
      fr: 'Certificats publiés, actifs ou sous réserve, à l’instant du relevé. Un logiciel peut en avoir plusieurs : un par version et par appel.',
      en: 'Published certificates, active or under reservation, at the instant of the reading. A product may have several: one per version and call.',
    },
    source: register,
  },
  'solutions.standing': {
    label: { fr: 'Logiciels référencés', en: 'Referenced products' },
    definition: {
      fr: 'Logiciels distincts, quelle que soit la version, qui ont au moins un certificat actif ou sous réserve à l’instant du relevé.',
      en: 'Distinct products, whatever the version, with at least one certificate active or under reservation at the instant of the reading.',
    },
    source: register,
  },
  'vendors.standing': {
    label: { fr: 'Éditeurs référencés', en: 'Referenced vendors' },
    definition: {
      fr: 'Éditeurs distincts d’au moins un logiciel référencé à l’instant du relevé.',
      en: 'Distinct vendors of at least one product referenced at the instant of the reading.',
    },
    source: register,
  },
  'certificates.by-status': {
    label: { fr: 'Certificats par statut', en: 'Certificates by status' },
    definition: {
      fr: 'Certificats publiés depuis l’ouverture du registre, selon le statut qui vaut à l’instant du relevé.',
      en: 'Certificates published since the register opened, by the status that holds at the instant of the reading.',
    },
    source: register,
  },
  'candidatures.running': {
    label: { fr: 'Candidatures en cours', en: 'Applications in progress' },
    definition: {
      fr: 'Candidatures déposées qui ne sont ni décidées, ni retirées, ni irrecevables, ni expirées à l’instant du relevé. Les brouillons ne comptent pas.',
      en: 'Filed applications that are not decided, withdrawn, inadmissible or expired at the instant of the reading. Drafts do not count.',
    },
    source: files,
  },
  'candidatures.by-stage': {
    label: { fr: 'Candidatures par étape', en: 'Applications by stage' },
    definition: {
      fr: 'Candidatures selon leur étape à l’instant du relevé, brouillons exclus. Par couloir, un nombre de 1 à 4 est masqué, et un second avec lui quand le total permettrait de le retrouver.',
      en: 'Applications by stage at the instant of the reading, drafts left out. By lane, a number from 1 to 4 is masked, and a second one with it when the total would give it away.',
    },
    source: files,
  },
  'decisions.by-month': {
    label: { fr: 'Décisions par mois', en: 'Decisions by month' },
    definition: {
      fr: 'Décisions des douze derniers mois, selon leur mois (heure de Paris) et leur issue. Un ajournement est une décision.',
      en: 'Decisions of the last twelve months, by month (Paris time) and outcome. A postponement is a decision.',
    },
    source: decisions,
  },
  'delay.median': {
    label: { fr: 'Durée médiane par étape', en: 'Median duration by stage' },
    definition: {
      fr: 'Médiane, en jours calendaires, du temps passé dans l’étape par les candidatures qui l’ont terminée. Masquée quand elles sont moins de cinq.',
      en: 'Median, in calendar days, of the time spent in the stage by applications that have finished it. Masked when they are fewer than five.',
    },
    source: files,
  },
  'delay.files': {
    label: { fr: 'Candidatures qui ont terminé l’étape', en: 'Applications that have finished the stage' },
    definition: {
      fr: 'Nombre de candidatures sur lesquelles la durée médiane de l’étape est calculée. Masqué de 1 à 4.',
      en: 'Number of applications the median duration of the stage is computed on. Masked from 1 to 4.',
    },
    source: files,
  },
} as const satisfies Record<string, MetricFacts>;
export type MetricName = keyof typeof metrics;
/** The codes of the figures, in order. */
export const metricNames = Object.keys(metrics) as MetricName[]; // the keys of the table above

/** The stages a duration is measured on. */
export const phases = messages({
  admission: { fr: 'Recevabilité', en: 'Admission' },
  evidence: { fr: 'Complétude', en: 'Completeness' },
  review: { fr: 'Évaluation et décision', en: 'Review and decision' },
});
export type Phase = keyof typeof phases;
