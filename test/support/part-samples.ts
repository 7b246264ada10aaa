import type { Chrome } from '../../apps/portal/src/http/chrome.js';
import { chromeOf, type ChromeInput } from '../../apps/portal/src/http/chrome.js';
import { conflictView } from '../../apps/portal/src/http/conflict.js';
import type { Locale, Text } from '../../libs/platform/src/index.js';

const text = (fr: string, en: string): Text => ({ fr, en });
const fingerprint = '9f3c1b77a2045d1e68c0f4b2913de7a5540b7c1f22e96d83ab1706fc35d8e1d8';
const done = { badge: 'done', label: text('Référencée', 'Referenced') };
const warned = { badge: 'warning', label: text('Correction demandée', 'Correction requested') };
const link = { href: '#', label: text('Voir les corrections', 'See the corrections') };
const noErrors = { values: {}, errors: [] };

/** A form that was refused, as the pages show it again. */
export const refused = {
  values: { email: 'ines.karadec@atelier-corvane.example', kind: 'b', chapters: ['a', 'c'], reason: 'Un motif\n  sur deux lignes' },
  errors: [
    { field: 'email', message: 'Saisissez une adresse de la forme nom@exemple.fr.' },
    { field: 'kind', message: 'Choisissez une réponse.' },
  ],
};

const options = [
  { value: 'a', label: text('Première', 'First') },
  { value: 'b', label: text('Deuxième', 'Second'), hint: text('avec une aide', 'with a hint') },
  { value: 'c', label: 'Troisième' },
];

/** Figures of a dashboard. */
const decisionsChart = {
  id: 'decisions',
  kind: 'columns',
  summary: 'Décisions par mois, de décembre à novembre',
  categories: ['déc.', 'janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.'],
  series: [
    { label: 'Référencées', tone: 1, values: [7, 10, 8, 14, 9, 12, 18, 11, 3, 13, 16, 9] },
    { label: 'Non retenues, ajournées ou sans suite', tone: 4, values: [2, 4, 3, 3, 3, 3, 4, 2, 1, 3, 3, 2] },
  ],
};
const stages = {
  id: 'etapes',
  kind: 'bars',
  summary: 'Jours ouvrés médians par étape et par acteur',
  unit: ' j',
  categories: ['Recevabilité', 'Complétude', 'Évaluation', 'Avis d’expert', 'Décision'],
  series: [
    { label: 'Agence', tone: 1, values: [4, 2, 22, null, 7] },
    { label: 'Éditeur', tone: 3, values: [3, 19, 12, null, null] },
    { label: 'Expert', tone: 2, values: [null, null, null, 9, null] },
  ],
};
const money = {
  id: 'enveloppe',
  kind: 'lines',
  summary: 'Montants engagés et payés, cumul en millions d’euros',
  unit: ' M€',
  reference: { label: 'enveloppe, 82 M€', value: 82 },
  categories: ['déc.', 'janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.'],
  series: [
    { label: 'engagés', tone: 1, values: [2, 5, 9, 14, 21, 27, 36, 43, 46, 54, 63, 70] },
    { label: 'payés', tone: 2, values: [0, 1, 3, 6, 10, 15, 20, 26, 29, 34, 41, 47] },
  ],
};
const kinds = {
  ...stages,
  id: 'types',
  categories: ['Logiciel de cabinet', 'Dossier hospitalier', 'Imagerie'],
  series: [{ label: 'Certificats', tone: 1, values: [54, 31, 26] }],
  highlight: 0,
  unit: '',
};

const clock = {
  id: 'horloge',
  summary: 'Du 2 octobre au 8 décembre : agence 22 jours ouvrés, expert 9 jours, éditeur 12 jours (horloge suspendue)',
  segments: [
    { owner: 'agency', label: 'agence', from: '2026-10-02', to: '2026-10-16' },
    { owner: 'vendor', label: 'vous', from: '2026-10-16', to: '2026-10-24' },
    { owner: 'agency', label: 'agence', from: '2026-10-24', to: '2026-11-05' },
    { owner: 'expert', label: 'expert', from: '2026-11-05', to: '2026-11-14' },
    { owner: 'agency', label: 'agence', from: '2026-11-14', to: '2026-11-17' },
    { owner: 'vendor', label: 'vous', from: '2026-11-17', to: '2026-11-20' },
  ],
  today: { at: '2026-11-20', label: 'aujourd’hui, horloge suspendue' },
  end: { at: '2026-12-08T12:00:00+01:00', label: 'échéance de réponse : 8 déc., 12 h' },
};

const evidence = [
  {
    piece: 'P1',
    label: 'Rapport de test d’intrusion',
    file: 'pentest-2025.pdf',
    version: 1,
    size: 18_400_000,
    received: '2026-09-28T14:01:05+02:00',
    cause: 'Valable douze mois : plus recevable depuis le 9 octobre 2026.',
    state: { badge: 'expired', label: text('Expirée', 'Expired') },
    actions: [{ href: '#', label: text('Ouvrir', 'Open') }],
  },
  {
    piece: 'P2',
    label: 'Attestation de version testée',
    file: 'attestation-8.3.pdf',
    size: 412_000,
    received: '2026-11-20T14:01:00+01:00',
    state: { badge: 'scan', label: text('Analyse antivirus', 'Virus scan') },
    actions: [{ href: '#', label: text('Retirer', 'Remove') }],
  },
  {
    piece: 'P3',
    label: 'Plan de correction',
    file: 'plan-correction.xlsx',
    size: 96_000,
    cause: 'Le fichier contient un programme malveillant (macro). Il a été isolé : il n’est ni lisible ni compté.',
    state: { badge: 'infected', label: text('Fichier infecté', 'Infected file') },
    actions: [{ href: '#', label: text('Remplacer', 'Replace') }],
  },
  {
    piece: 'P4',
    mark: 'video',
    label: 'Démonstration du cloisonnement',
    file: 'demo-cloisonnement.mp4',
    version: 3,
    size: 1_200_000_000,
    received: '2026-11-12T09:30:00+01:00',
    also: [{ href: '#', key: 'SEC/ECH.07' }],
    sha256: fingerprint,
    state: { badge: 'done', label: text('Saine', 'Clean') },
    actions: [{ href: '#', label: text('Ouvrir', 'Open') }],
  },
  {
    piece: 'P5',
    mark: 'upload',
    label: 'Lien vers l’exécution sur le banc de test',
    expected: 'identifiant d’exécution, format EX-000000',
    state: { badge: 'todo', label: text('À fournir', 'To provide') },
    actions: [{ href: '#', label: text('Ajouter', 'Add'), primary: true }],
  },
];

const verdicts = [
  { value: 'conform', label: text('Conforme', 'Conform'), badge: 'done', shortcut: '1' },
  { value: 'minor', label: text('Écart mineur', 'Minor gap'), badge: 'warning', shortcut: '2' },
  { value: 'major', label: text('Écart majeur', 'Major gap'), badge: 'error', shortcut: '3' },
  { value: 'not_applicable', label: text('Sans objet', 'Not applicable'), badge: 'neutral', shortcut: '4' },
  { value: 'clarify', label: text('À clarifier', 'To clarify'), badge: 'question', shortcut: '5' },
];

const chapters = {
  caption: text('Chapitres', 'Chapters'),
  scope: '112 exigences prêtes sur 126',
  list: true,
  columns: [
    { label: text('Chapitre', 'Chapter') },
    { label: text('Exigences prêtes', 'Ready') },
    { label: text('État', 'State') },
    { label: text('Montant (€)', 'Amount (€)'), figures: true },
  ],
  rows: [
    {
      cells: [
        { text: 'Identité et accès', href: '#' },
        { value: 18, of: 18, text: '18 exigences prêtes sur 18' },
        { badge: 'done', text: text('Validé', 'Approved') },
        { text: '1 250,00' },
      ],
    },
    {
      cells: [
        { text: 'Écoconception', href: '#', note: 'hier, 18 h 20' },
        { value: 4, of: 15, text: '4 exigences prêtes sur 15' },
        { badge: 'todo', text: text('En cours', 'Under way') },
        { text: null },
      ],
    },
  ],
  total: [{ text: 'Total' }, { text: '' }, { text: '' }, { text: '1 250,00' }],
};

const menu = [
  { href: '#a', label: text('Sommaire', 'Summary'), current: true },
  { href: '#b', label: text('Exigences', 'Requirements'), end: '112 / 126' },
  { href: '#c', label: text('Corrections', 'Corrections'), count: 3 },
  {
    href: '#d',
    label: 'Test d’intrusion',
    key: 'ECH.04',
    badge: 'warning',
    badgeLabel: text('à corriger', 'to correct'),
    isNew: true,
    under: true,
  },
];

/** One set of parameters for every part, as the pages would give them. */
export const partSamples: Readonly<Record<string, object>> = {
  acquired: {
    isLive: true,
    lapsed: null,
    text: text('Tenue pour conforme depuis le 2 octobre.', 'Held as conform since 2 October.'),
    origins: [
      {
        on: text('Jugé conforme le 4 mai', 'Found conform on 4 May'),
        text: text('INS.01, certificat REP-2026-00012', 'INS.01, certificate REP-2026-00012'),
        href: '#',
      },
    ],
    steps: [{ text: text('INS.01 couvre ID.04', 'INS.01 covers ID.04'), name: 'INTEROP-TO-SECURITE 1', href: '#' }],
    ask: null,
    renounce: '/renoncement',
    recheck: '/verification',
  },
  accordion: { title: text('Pourquoi cette exigence ?', 'Why this requirement?'), note: '18 sur 18', body: 'Texte', open: true },
  'active-filters': {
    filters: [
      { text: '« ordonnance »', href: '#' },
      { text: done.label, href: '#' },
    ],
  },
  alert: {
    kind: 'warning',
    title: text('L’agence demande une correction', 'The agency requests a correction'),
    text: 'Le rapport a plus de douze mois.',
  },
  ball: {
    yours: true,
    title: text(
      'À vous : 3 corrections à transmettre avant le mardi 8 décembre 2026 à 12 h',
      'Your turn: 3 corrections to send before Tuesday 8 December 2026 at 12:00',
    ),
    text: text('Heure de Paris. L’évaluation reprend dès la transmission.', 'Paris time. The review resumes once they are sent.'),
    action: link,
  },
  certificate: {
    number: 'REP-2026-0041',
    status: { badge: 'done', label: text('Actif', 'Active') },
    version: '8.2.0',
    scope: 'Général, Suivi de l’enfant',
    decidedAt: '2026-03-03',
    validFrom: '2026-03-03',
    validUntil: '2029-03-03',
    sha256: fingerprint,
    verify: '#',
    links: [{ href: '#', label: text('PDF signé', 'Signed PDF'), size: 214_000 }],
  },
  channel: { kind: 'vendor', recipient: 'Atelier Corvane', action: '#', form: noErrors },
  chart: {
    title: text('Quatre candidatures sur cinq aboutissent', 'Four applications in five succeed'),
    measure: text('Décisions par mois, en nombre', 'Decisions per month, in number'),
    data: decisionsChart,
    csv: '#',
    definition: '#',
    source: 'registre, au 20 nov. 2026, 6 h',
  },
  'chart-cell': { value: 4000 },
  clock: {
    title: text('Horloge de l’évaluation', 'Clock of the review'),
    status: { badge: 'paused', label: text('Suspendue depuis le 17 nov.', 'Stopped since 17 Nov') },
    used: '22 jours ouvrés consommés par l’agence sur 60.',
    usual: 'Durées usuelles : 38 jours dans la moitié des cas.',
    data: clock,
    key: [{ owner: 'agency', text: 'Agence, 22 jours' }, { owner: 'expert' }, { owner: 'vendor' }],
  },
  'clock-key': { owner: 'vendor' },
  confirm: {
    action: '#',
    title: text('Transmettre le chapitre', 'Submit the chapter'),
    text: 'Vos réponses seront figées.',
    effects: ['Le dossier passe à l’agence'],
    check: text('Je transmets ce chapitre', 'I submit this chapter'),
    submit: text('Transmettre', 'Submit'),
    back: '#',
    form: noErrors,
    version: 4,
  },
  csrf: {},
  cycle: {
    steps: [
      { label: text('Déposée', 'Filed'), state: 'done', note: '28 sept.' },
      { label: text('Recevable', 'Admissible'), state: 'done', note: '2 oct.' },
      { label: text('Complète', 'Complete'), state: 'done', note: '16 oct., rang 14' },
      { label: text('Évaluation', 'Review'), state: 'current', note: 'compléments demandés' },
      { label: text('Commission', 'Commission'), state: 'todo', note: 'séance du 15 déc.' },
      { label: text('Décision', 'Decision'), state: 'todo', note: 'au plus tôt le 18 déc.' },
    ],
  },
  definitions: {
    items: [
      { term: text('Décision', 'Decision'), text: 'REP-2026-0041', href: '#', mono: true },
      { term: text('État', 'State'), badge: 'done', text: text('Actif', 'Active') },
    ],
  },
  difference: {
    parts: [
      { kind: 'same', text: 'sur la version ' },
      { kind: 'added', text: '8.3.0' },
      { kind: 'removed', text: '8.1' },
    ],
  },
  'draft-field': {
    kind: 'textarea',
    name: 'statementFr',
    label: text('Énoncé en français', 'Statement in French'),
    value: 'Le système DOIT…',
  },
  'draft-head': {
    frame: {
      reference: 'INTEROP 2027.1',
      life: '#',
      status: done,
      version: 12,
      title: { text: 'Interopérabilité', lang: null },
      errors: 2,
      warnings: 1,
      remarks: '#',
      mayWrite: true,
      views: [{ label: 'Exigences', href: '#', current: true }],
    },
  },
  empty: {
    title: text('Aucune preuve pour l’instant', 'No evidence yet'),
    text: text('Les fichiers déposés arrivent ici avec leur empreinte.', 'Files you send arrive here with their fingerprint.'),
    action: { href: '#', label: text('Déposer une preuve', 'Send evidence'), mark: 'upload' },
    who: text('Mandataires et contributeurs peuvent déposer.', 'Administrators and contributors may send files.'),
  },
  'error-foot': { reference: 'G7-20261120-4F2A', at: '2026-11-20T14:09:00+01:00' },
  'error-summary': { form: refused },
  evidence: { items: evidence },
  'field/checkbox': {
    form: refused,
    name: 'confirmed',
    label: text('J’ai lu la charte', 'I have read the charter'),
    hint: 'Version du 2 octobre',
    required: true,
  },
  'field/checkboxes': { form: refused, name: 'chapters', label: text('Chapitres', 'Chapters'), options, optional: true },
  'field/choices': {
    kind: 'radio',
    id: 'f-x',
    name: 'x',
    label: 'Choix',
    options: [{ id: 'f-x', value: 'a', label: 'Un', selected: true }],
  },
  'field/file': { form: refused, name: 'file', label: text('Fichier', 'File'), hint: 'PDF, 5 Go au plus', accept: '.pdf' },
  'field/input': {
    form: refused,
    name: 'email',
    type: 'email',
    label: text('Adresse électronique', 'Email address'),
    hint: 'nom@exemple.fr',
    required: true,
    autocomplete: 'email',
  },
  'field/label': { id: 'f-y', text: 'Libellé', optional: true },
  'field/message': { id: 'f-y', error: 'À corriger' },
  'field/radios': { form: refused, name: 'kind', label: text('Position', 'Position'), options, row: true },
  'field/select': { form: refused, name: 'wave', label: text('Vague', 'Wave'), options, empty: true },
  'field/textarea': { form: refused, name: 'reason', label: text('Explication', 'Explanation'), hint: '4 000 caractères au plus', rows: 4 },
  figures: {
    figures: [
      { label: text('Solutions référencées', 'Referenced solutions'), value: '168', note: '+4 depuis le 1er novembre' },
      { label: text('Candidatures en évaluation', 'Applications under review'), value: '73', note: 'dont 21 chez l’éditeur' },
      { label: text('Délai médian de l’agence', 'Median delay of the agency'), value: '38 j', note: 'ouvrés, pauses déduites' },
      { label: text('Complets au premier dépôt', 'Complete at first filing'), value: '61 %', note: '54 % un an plus tôt' },
    ],
  },
  filters: {
    facets: [
      {
        name: 'status',
        label: text('Statut', 'Status'),
        options: [
          { value: 'active', label: done.label, count: 51, selected: true },
          { value: 'withdrawn', label: text('Retirée', 'Withdrawn'), count: 4, selected: false },
        ],
      },
      {
        name: 'kind',
        label: text('Type de logiciel', 'Kind of software'),
        options: [{ value: 'lgc', label: 'Logiciel de cabinet', count: 54, selected: true }],
      },
    ],
    active: 2,
    clear: '#',
  },
  folio: {
    entries: [
      {
        at: '2026-11-19',
        title: 'Corvane Officine',
        href: '#',
        badge: 'done',
        badgeLabel: done.label,
        version: '12.4.0',
        text: 'Atelier Corvane',
        number: 'REP-2026-0168',
      },
      {
        at: '2026-12-01T12:00:00+01:00',
        withTime: true,
        title: text('Fin de dépôt des preuves', 'End of evidence'),
        text: 'heure de Paris',
      },
    ],
  },
  'folio-title': { title: 'Corvane Officine', href: '#' },
  hit: {
    title: 'Corvane Cabinet',
    href: '#',
    data: 'Version 8.2.0 · par Atelier Corvane',
    text: 'Dossier et ordonnance numérique.',
    tags: ['Logiciel de cabinet', 'Vague 2'],
    status: done,
    notes: ['décision du 3 mars 2026'],
    sha256: fingerprint,
  },
  kept: { typed: [{ name: 'reason', value: 'Ce que j’avais écrit' }] },
  'layout/breadcrumb': {},
  'layout/container': {},
  'layout/flash': {},
  'layout/footer': {},
  'layout/header': {},
  'layout/mark': {},
  'layout/menu': {},
  pagination: { first: '#', previous: '#', next: '#', position: '51–75' },
  panel: { title: text('Ce qui bloque', 'What blocks'), note: '4', body: 'Texte' },
  progress: { value: 20, of: 22, text: '20 exigences prêtes sur 22' },
  rail: {
    stages: [
      { state: 'done', badge: 'done', label: text('Commandée', 'Ordered'), value: '750,00 €', note: 'TTC' },
      { state: 'current', badge: 'warning', label: text('VA à corriger', 'Fitness check to correct'), value: '3 nov. 2026' },
      { state: 'todo', badge: 'todo', label: text('Solde', 'Balance'), value: '525,00 €' },
    ],
  },
  requirement: {
    key: 'SEC/ECH.04',
    title: text('Les échanges résistent à un test d’intrusion récent', 'Exchanges resist a recent intrusion test'),
    status: warned,
    tags: [text('Obligatoire', 'Mandatory'), 'Sécurité'],
  },
  'requirement-nav': {
    name: text('Exigence précédente et suivante', 'Previous and next requirement'),
    previous: { href: '#', direction: text('Précédente', 'Previous'), key: 'SEC/ECH.03', label: 'Journal des échanges' },
    next: { href: '#', direction: text('Suivante à corriger', 'Next to correct'), key: 'ORD/GEN.02', label: 'Statut de dispensation' },
  },
  saved: {
    at: '2026-11-20T14:03:12+01:00',
    revision: 7,
    revisions: { href: '#', label: text('revenir à une révision', 'go back to a revision') },
  },
  score: {
    name: text('Interopérabilité', 'Interoperability'),
    value: 97,
    threshold: 90,
    text: '64 exigences applicables : 62 conformes.',
    href: '#',
    link: text('Voir le calcul', 'See the computation'),
  },
  'solution-fields': { form: refused },
  'workflow-fields': { form: noErrors, stages: options, deciders: options, silences: options },
  'search-bar': {
    id: 'recherche',
    label: text('Rechercher dans le catalogue', 'Search the catalogue'),
    value: 'ordonnance',
    submit: text('Chercher', 'Search'),
  },
  segmented: {
    name: text('Présentation', 'Display'),
    items: [
      { href: '#', label: text('Fiches', 'Cards'), current: true, mark: 'list' },
      { href: '#', label: text('Tableau', 'Table'), mark: 'table' },
    ],
  },
  sidemenu: {
    name: text('Candidature C-2026-0187', 'Application C-2026-0187'),
    title: text('Candidature', 'Application'),
    reference: 'C-2026-0187',
    items: menu,
  },
  since: {
    title: text('4 changements depuis votre visite', '4 changes since your visit'),
    changes: [{ href: '#', key: 'SEC/ECH.04', text: 'rapport remplacé' }],
  },
  statement: {
    paragraphs: ['Le système doit avoir fait l’objet d’un test d’intrusion mené depuis moins de douze mois.'],
    why: 'Un test indépendant est la façon la plus directe de le montrer.',
    open: true,
    steps: [{ text: 'L’évaluateur ouvre le rapport.', pieces: 'Preuve P1' }],
  },
  table: chapters,
  'table-cell': { first: true, text: 'Cellule', column: { label: 'Colonne' } },
  'table-value': { text: 'Valeur', mono: true },
  tabs: {
    name: text('Preuves', 'Evidence'),
    items: [
      { href: '#', label: 'P1 Rapport', mark: 'file', current: true, isNew: true },
      { href: '#', label: 'P5 Banc de test', mark: 'link' },
    ],
  },
  tag: { text: text('Obligatoire', 'Mandatory') },
  upload: {
    action: '#',
    label: text('Fichier à déposer', 'File to send'),
    submit: text('Déposer', 'Send'),
    form: noErrors,
    tus: '/envois',
    metadata: '{}',
    deadline: '2026-12-08T12:00:00+01:00',
    maxBytes: 5_368_709_120,
  },
  verdict: {
    action: '#',
    form: noErrors,
    options: verdicts,
    chosen: 'clarify',
    pins: ['P1 v2, p. 12', 'P1 v2, p. 31'],
    second: 'contre-lecture : C. Duvernois',
    preview: { href: '#', label: text('Aperçu éditeur', 'Vendor preview') },
  },
};

/** More charts, to look at. */
export const moreCharts: readonly object[] = [
  {
    title: 'C’est la complétude qui prend le plus de temps aux éditeurs',
    measure: 'Durée médiane par étape, en jours ouvrés',
    data: stages,
    csv: '#',
    definition: '#',
    source: 'registre',
  },
  {
    title: 'Le logiciel de cabinet reste le type le plus référencé',
    measure: 'Certificats actifs ou sous réserve, en nombre',
    data: kinds,
    csv: '#',
    definition: '#',
    source: 'registre',
  },
  {
    title: '85 % de l’enveloppe est engagée, 57 % est payée',
    measure: 'Financement cumulé, en millions d’euros TTC',
    data: money,
    csv: '#',
    definition: '#',
    source: 'registre',
  },
];

const vendor = { name: 'Inès Karadec', role: text('mandataire', 'administrator'), organisation: 'Atelier Corvane' };
const error = { reference: 'G7-20261120-4F2A', at: '2026-11-20T14:09:00+01:00', back: '/candidatures', typed: [], fields: [] };

/** One view for every page that has no controller of its own: errors, and what stands in `home/`. */
export const pageSamples: Readonly<
  Record<string, { readonly view: object; readonly space: 'public' | 'vendor'; readonly layout?: 'full' }>
> = {
  'errors/403': {
    space: 'vendor',
    view: {
      ...error,
      status: 403,
      right: text('suivre les demandes de paiement', 'follow payment claims'),
      grantors: [{ name: 'Noémie Valmier', role: text('représentante légale', 'legal representative'), href: '#' }],
      canSwitch: true,
    },
  },
  'errors/404': { space: 'public', view: { ...error, status: 404 } },
  'errors/409': {
    space: 'vendor',
    view: {
      ...error,
      status: 409,
      message: 'Cette action n’est plus possible : « Déposée ».',
      typed: [{ name: 'reason', value: 'Ce que j’avais écrit' }],
    },
  },
  'errors/422': {
    space: 'vendor',
    view: {
      ...error,
      status: 422,
      message: 'Certaines valeurs ne conviennent pas.',
      fields: [{ field: 'siren', message: 'Le SIREN a neuf chiffres.' }],
    },
  },
  'errors/429': { space: 'public', view: { ...error, status: 429, message: 'Réessayez dans 60 s.' } },
  'errors/500': { space: 'public', view: { ...error, status: 500 } },
  'errors/503': { space: 'public', view: { ...error, status: 503 } },
  'errors/conflict': {
    space: 'vendor',
    view: conflictView({
      action: '#',
      field: 'answer',
      subject: 'SEC/ECH.04',
      base: 'Le test a été conduit du 2 au 6 novembre 2026 sur la version 8.3.0. Des vulnérabilités majeures ont été relevées puis corrigées ; le contre-test figure en page 31.',
      mine: {
        revision: 7,
        text: 'Le test a été conduit du 2 au 6 novembre 2026 sur la version 8.3.0. Trois vulnérabilités majeures ont été relevées puis corrigées ; le contre-test figure en page 31, annexe B comprise.',
      },
      theirs: {
        revision: 8,
        name: 'Bastien Ollier',
        at: new Date('2026-11-20T13:06:00Z'),
        text: 'Le test a été conduit du 2 au 6 novembre 2026 sur la version 8.3.0 (build 8.3.0.5120). Deux vulnérabilités majeures ont été relevées (pages 12 et 19) puis corrigées ; le contre-test figure en page 31.',
      },
      reference: error.reference,
      at: new Date(error.at),
    }),
  },
  'home/accessibility': { space: 'public', view: {} },
  'home/display': {
    space: 'public',
    view: { back: '/', form: { values: { scheme: 'dark', locale: 'fr' }, errors: [] }, schemes: options, languages: options },
  },
  'home/help': { space: 'public', view: {} },
  'home/index': {
    space: 'public',
    layout: 'full',
    view: {
      often: [
        { text: 'Cabinet médical', href: '#' },
        { text: 'Officine', href: '#' },
        { text: 'Imagerie', href: '#' },
      ],
      entries: [
        {
          at: '2026-11-19',
          title: 'Corvane Officine',
          href: '#',
          badge: 'done',
          badgeLabel: done.label,
          version: '12.4.0',
          text: 'Atelier Corvane',
          number: 'REP-2026-0168',
        },
        {
          at: '2026-11-17',
          title: 'Halimède Domicile',
          href: '#',
          badge: 'warning',
          badgeLabel: text('Sous réserve', 'Under reservation'),
          version: '5.1.3',
          text: 'Halimède Soins',
          number: 'REP-2026-0167',
        },
        {
          at: '2026-11-12',
          title: 'Orfauve RIS',
          href: '#',
          badge: 'error',
          badgeLabel: text('Retirée', 'Withdrawn'),
          version: '3.9.0',
          text: 'Orfauve Imagerie',
          number: 'REP-2025-0094',
        },
        {
          at: '2026-11-10',
          title: 'Tessalune Dossier',
          href: '#',
          badge: 'done',
          badgeLabel: done.label,
          version: '2026.2',
          text: 'Tessalune Logiciels',
          number: 'REP-2026-0166',
        },
      ],
      feed: '#',
      doors: [
        {
          mark: 'search',
          title: text('Trouver une solution', 'Find a solution'),
          text: 'Comparer les logiciels référencés, voir leur périmètre et vérifier un certificat.',
          links: [link, link, link],
        },
        {
          mark: 'certificate',
          title: text('Référencer ma solution', 'Have my solution referenced'),
          text: 'Savoir ce qui vous sera demandé, déposer vos preuves et suivre l’évaluation.',
          links: [link, link, link],
        },
        {
          mark: 'chart',
          title: text('Suivre le dispositif', 'Follow the scheme'),
          text: 'Délais, volumes, financement et évolution des critères, avec les données ouvertes.',
          links: [link, link, link],
        },
      ],
      figures: (partSamples['figures'] as { figures: object[] }).figures,
      figuresAt: '2026-11-20T06:00:00+01:00',
      dates: [
        {
          at: '2026-11-24T14:00:00+01:00',
          withTime: true,
          title: 'Commission de référencement',
          text: '6 dossiers à l’ordre du jour, relevé public sous 8 jours',
        },
        {
          at: '2026-12-08T12:00:00+01:00',
          withTime: true,
          title: 'Fin de dépôt des preuves – Imagerie, vague 2',
          text: 'un envoi commencé avant et terminé après 12 h est hors délai',
        },
        { at: '2027-01-15', title: 'Critères Officine 3.0 applicables', text: '14 exigences reformulées, 6 nouvelles' },
      ],
    },
  },
  'home/legal': { space: 'public', view: {} },
  'home/map': { space: 'public', view: { groups: [{ title: text('Pages publiques', 'Public pages'), links: [link] }] } },
  'home/privacy': { space: 'public', view: {} },
  'home/sign-in': { space: 'public', view: { action: '/connexion', form: refused, register: '#', forgotten: '#', next: '/candidatures' } },
};

/** The frame of a sample page. */
export function sampleChrome(locale: Locale, input: Partial<ChromeInput> = {}): Chrome {
  const signed = input.space !== undefined && input.space !== 'public';
  return chromeOf({
    locale,
    path: signed ? '/candidatures' : '/catalogue',
    title: 'Page',
    demonstration: true,
    assets: { stylesheets: ['/assets/guichet.css'], scripts: [] },
    formToken: () => 'jeton',
    counts: { '/a-faire': 4 },
    actor: signed ? vendor : null,
    breadcrumb: signed ? [{ label: text('Candidatures', 'Applications'), href: '#' }, { label: 'Page' }] : [],
    ...input,
  });
}
