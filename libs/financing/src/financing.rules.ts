import { formatMoney, type Locale, messages, type Text } from '#platform';
import { type Amount, split, sum } from './amounts.rules.js';

/** When a rule is looked at. */
export type Stage = 'order' | 'advance' | 'balance';

/** What a rule may find. `broken` refuses; `to_check` is left to the officers; `not_concerned` says why it does not count. */
export const findings = messages({
  met: { fr: 'Respectée', en: 'Met' },
  broken: { fr: 'Non respectée', en: 'Not met' },
  to_check: { fr: 'À vérifier', en: 'To check' },
  not_concerned: { fr: 'Sans objet', en: 'Not concerned' },
} as const satisfies Record<string, Text>);
export type Finding = keyof typeof findings;

/** What the client had before, as the order declares it (R3). */
export const waveOneStates = messages({
  none: { fr: 'ni SONS ni mise à jour payée de la vague 1', en: 'neither funding nor a paid update of wave 1' },
  funded: { fr: 'financement SONS de la vague 1', en: 'funding of wave 1' },
  own_paid: { fr: 'mise à jour de la vague 1 payée par le client', en: 'update of wave 1 paid by the client' },
} as const satisfies Record<string, Text>);
export type WaveOneState = keyof typeof waveOneStates;

/** The two prestations of a second wave (R3). */
export const prestations = messages({
  wave: { fr: 'Prestation de la vague', en: 'Prestation of the wave' },
  both_waves: { fr: 'Vague 1 + vague 2', en: 'Wave 1 + wave 2' },
} as const satisfies Record<string, Text>);
export type Prestation = keyof typeof prestations;

/** Everything the rules look at; amounts in cents. Read from the database by the service, so that the rules stay pure. */
export interface Facts {
  readonly scheme: {
    readonly advanceBasisPoints: number;
    readonly vatBasisPoints: number;
    /** The client must have put in service a radiology system of the wave (R4). */
    readonly needsImaging: boolean;
    /** The deployment indicator is mandatory at the balance (R7). */
    readonly needsIndicator: boolean;
    /** When the report of the pilot sites was validated; null when it is awaited; undefined when the scheme asks for none. */
    readonly pilotReportAt?: Date | null;
  };
  readonly ceiling: { readonly ht: number; readonly source: string } | null;
  readonly order: Amount & {
    readonly prestation: Prestation;
    readonly mention: boolean;
    readonly waveOne: WaveOneState;
    readonly imagingInService: boolean;
    /** Another programme pays for the same thing (R11); null when the client did not say. */
    readonly otherProgramme: boolean | null;
  };
  /** A live order of the same beneficiary under the previous scheme. */
  readonly hadPreviousScheme: boolean;
  /** Another live order for the same beneficiary and scheme. */
  readonly hasOtherOrder: boolean;
  readonly funded: Amount;
  /** Where the advance stands: a claim still open, or an amendment of it, is `in_progress`. */
  readonly advance: 'none' | 'in_progress' | 'paid';
  /** The instant after which the claim is too late; null when the calendar has none. */
  readonly milestone: { readonly at: Date; readonly isPast: boolean } | null;
  readonly invoice: { readonly ht: number; readonly signer: string } | null;
  readonly fitness: { readonly signer: string; readonly signedOn: string; readonly indicator: string | null } | null;
  /** The indicator the claim gives (R7). */
  readonly indicator: string | null;
}

/** What one rule found. */
export interface RuleResult {
  readonly id: string;
  readonly title: Text;
  readonly source: string;
  readonly finding: Finding;
  readonly text: Text;
}

type Verdict = readonly [Finding, Text];

interface Rule {
  /** Number of the domain study (3.4), or V for what a check of the payment agency asks. */
  readonly id: string;
  readonly title: Text;
  /** The text the rule comes from. */
  readonly source: string;
  /** Day the rule starts to hold; null when it always did. */
  readonly since: string | null;
  readonly stages: readonly Stage[];
  readonly check: (facts: Facts, stage: Stage) => Verdict;
}

/** Version of the table: stored with each claim, raised when a rule changes. */
export const rulesVersion = '2026-10-01';

const both = (make: (locale: Locale) => string): Text => ({ fr: make('fr'), en: make('en') });
const met = (text: Text): Verdict => ['met', text];
const broken = (text: Text): Verdict => ['broken', text];
const notConcerned: Verdict = ['not_concerned', { fr: 'dispositif non concerné', en: 'scheme not concerned' }];
/** A claim always brings its invoice; before it, there is nothing to say yet. */
const invoiceAwaited: Verdict = ['to_check', { fr: 'facture attendue', en: 'invoice awaited' }];
const always: readonly Stage[] = ['order', 'advance', 'balance'];
const claims: readonly Stage[] = ['advance', 'balance'];

/** Two signatures are the same when only case, accents and spaces differ. */
export function sameSigner(left: string, right: string): boolean {
  const fold = (name: string) =>
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}]+/gu, ' ')
      .trim();
  return fold(left) === fold(right);
}

/** The rules of the financing, R1 to R12 of the domain study, and two checks of the payment agency. */
export const financingRules: readonly Rule[] = [
  {
    id: 'R1',
    title: { fr: 'Avance 30 %, solde 70 %', en: 'Advance 30%, balance 70%' },
    source: 'ANS, G_NIUS',
    since: null,
    stages: claims,
    check: ({ funded, scheme }) => {
      const { advance, balance } = split(funded, scheme.advanceBasisPoints);
      return met(both((l) => `${formatMoney(advance.ttc, l)} + ${formatMoney(balance.ttc, l)} = ${formatMoney(funded.ttc, l)}`));
    },
  },
  {
    id: 'R2',
    title: { fr: 'Une seule prestation par bénéficiaire et dispositif', en: 'One prestation per beneficiary and scheme' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: always,
    check: ({ hasOtherOrder }) =>
      hasOtherOrder
        ? broken({ fr: 'ce bénéficiaire est déjà financé', en: 'this beneficiary is already funded' })
        : met({ fr: 'aucune autre commande vivante', en: 'no other live order' }),
  },
  {
    id: 'R3',
    title: { fr: 'Prestation cohérente avec la vague 1', en: 'Prestation consistent with wave 1' },
    source: 'ANS, FAQ du 16/12/2024',
    since: '2024-12-16',
    stages: always,
    check: ({ order, hadPreviousScheme }) => {
      if (order.prestation !== 'both_waves') return met({ fr: 'prestation de la vague seule', en: 'prestation of the wave alone' });
      if (hadPreviousScheme)
        return broken({ fr: 'la vague 1 a déjà été financée pour ce bénéficiaire', en: 'wave 1 was already funded for this beneficiary' });
      if (order.waveOne !== 'none') return broken(waveOneStates[order.waveOne]);
      return met({ fr: 'aucune aide de vague 1 connue', en: 'no wave 1 funding known' });
    },
  },
  {
    id: 'R4',
    title: { fr: 'Système d’imagerie de la vague en service', en: 'Radiology system of the wave in service' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: always,
    check: ({ scheme, order }) => {
      if (!scheme.needsImaging) return notConcerned;
      return order.imagingInService
        ? met({ fr: 'commandé et mis en service', en: 'ordered and put in service' })
        : broken({
            fr: 'le client n’a pas mis en service un système d’imagerie de la vague',
            en: 'the client has not put a radiology system of the wave in service',
          });
    },
  },
  {
    id: 'R5',
    title: { fr: 'Montant sous le plafond, TVA 20 %', en: 'Amount under the ceiling, VAT 20%' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: always,
    check: ({ ceiling, order, funded }) => {
      if (ceiling === null)
        return broken({ fr: 'aucun plafond pour ce type de client à cette date', en: 'no ceiling for this kind of client on that day' });
      const amounts = both(
        (l) => `${formatMoney(order.ht, l)} HT ${l === 'fr' ? 'pour un plafond de' : 'for a ceiling of'} ${formatMoney(ceiling.ht, l)}`,
      );
      if (order.ht <= ceiling.ht) return met(amounts);
      return ['to_check', both((l) => `${amounts[l]}${l === 'fr' ? ' : pris en charge' : ': paid'} ${formatMoney(funded.ht, l)}`)];
    },
  },
  {
    id: 'R6',
    title: { fr: 'Montant non nul', en: 'Amount above zero' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: ['order', 'balance'],
    check: ({ order, invoice }, stage) => {
      const ht = stage === 'order' ? order.ht : (invoice?.ht ?? 0);
      if (stage === 'balance' && invoice === null) return invoiceAwaited;
      return (ht > 0 ? met : broken)(both((l) => `${formatMoney(ht, l)} HT`));
    },
  },
  {
    id: 'R7',
    title: { fr: 'Indicateur de déploiement, médico-social', en: 'Deployment indicator, social care' },
    source: 'ASP',
    since: '2024-09-12',
    stages: ['balance'],
    check: ({ scheme, indicator, fitness }) => {
      if (!scheme.needsIndicator) return notConcerned;
      if (indicator === null) return broken({ fr: 'indicateur absent', en: 'indicator missing' });
      return indicator === fitness?.indicator
        ? met({ fr: 'le même que sur la vérification d’aptitude', en: 'the same as on the fitness verification' })
        : broken({ fr: 'différent de la vérification d’aptitude', en: 'differs from the fitness verification' });
    },
  },
  {
    id: 'R8',
    title: { fr: 'Avance et avenants décidés et payés', en: 'Advance and amendments decided and paid' },
    source: 'ASP',
    since: null,
    stages: ['balance'],
    check: ({ advance }) => {
      if (advance === 'paid') return met({ fr: 'avance payée', en: 'advance paid' });
      return advance === 'none'
        ? broken({ fr: 'aucune avance n’a été payée', en: 'no advance was paid' })
        : broken({ fr: 'l’avance n’est pas « Décidée et payée »', en: 'the advance is not “Décidée et payée”' });
    },
  },
  {
    id: 'R9',
    title: { fr: 'Dépôt avant l’échéance', en: 'Claimed before the deadline' },
    source: 'Guichet',
    since: null,
    stages: claims,
    check: ({ milestone }) => {
      if (milestone === null) return ['not_concerned', { fr: 'aucune échéance fixée', en: 'no deadline is set' }];
      return milestone.isPast ? broken({ fr: 'échéance passée', en: 'deadline passed' }) : met({ fr: 'dans les délais', en: 'in time' });
    },
  },
  {
    id: 'R10',
    title: { fr: 'Origine du plafond', en: 'Source of the ceiling' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: always,
    check: ({ ceiling }) =>
      ceiling === null ? broken({ fr: 'aucun plafond', en: 'no ceiling' }) : met({ fr: ceiling.source, en: ceiling.source }),
  },
  {
    id: 'R11',
    title: { fr: 'Pas d’autre programme pour le même objet', en: 'No other programme for the same thing' },
    source: 'Guichet',
    since: null,
    stages: always,
    check: ({ order }) => {
      if (order.otherProgramme === null) return ['to_check', { fr: 'le client ne l’a pas dit', en: 'the client did not say' }];
      return order.otherProgramme
        ? ['to_check', { fr: 'un autre programme est déclaré', en: 'another programme is declared' }]
        : met({ fr: 'aucun autre programme déclaré', en: 'no other programme declared' });
    },
  },
  {
    id: 'R12',
    title: { fr: 'Arrondi au centime, somme exacte', en: 'Rounded to the cent, exact sum' },
    source: 'Guichet',
    since: null,
    stages: claims,
    check: ({ funded, scheme }) => {
      const { advance, balance } = split(funded, scheme.advanceBasisPoints);
      const total = sum([advance, balance]);
      const isExact = total.ht === funded.ht && total.vat === funded.vat && total.ttc === funded.ttc;
      return (isExact ? met : broken)(
        both((l) => `${formatMoney(advance.ht, l)} + ${formatMoney(balance.ht, l)} = ${formatMoney(funded.ht, l)} HT`),
      );
    },
  },
  {
    id: 'V1',
    title: { fr: 'Mention de la prise en charge sur le bon de commande', en: 'Mention of the funding on the purchase order' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: ['order'],
    check: ({ order }) => (order.mention ? met({ fr: 'présente', en: 'present' }) : broken({ fr: 'absente', en: 'missing' })),
  },
  {
    id: 'V2',
    title: { fr: 'Facture et vérification portent le même signataire', en: 'Invoice and verification have the same signatory' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: ['balance'],
    check: ({ invoice, fitness }) => {
      if (invoice === null) return invoiceAwaited;
      if (fitness === null) return broken({ fr: 'vérification d’aptitude absente', en: 'fitness verification missing' });
      const isSame = sameSigner(invoice.signer, fitness.signer);
      return isSame
        ? met({ fr: 'même signataire', en: 'same signatory' })
        : broken({ fr: 'signataires différents', en: 'different signatories' });
    },
  },
  {
    id: 'V3',
    title: { fr: 'Premières installations réussies', en: 'First installations succeeded' },
    source: 'ANS, FAQ industriels',
    since: null,
    stages: ['balance'],
    check: ({ scheme }) => {
      if (scheme.pilotReportAt === undefined) return notConcerned;
      return scheme.pilotReportAt === null
        ? broken({ fr: 'procès-verbal des sites pilotes attendu', en: 'report of the pilot sites awaited' })
        : met({ fr: 'procès-verbal des sites pilotes validé', en: 'report of the pilot sites validated' });
    },
  },
];

const order: readonly Finding[] = ['broken', 'to_check', 'met', 'not_concerned'];

/** Looks at every rule of a stage that holds on a day (civil date); what is not met comes first. */
export function checkRules(stage: Stage, day: string, facts: Facts): RuleResult[] {
  return financingRules
    .filter(({ stages, since }) => stages.includes(stage) && (since === null || since <= day))
    .map(({ id, title, source, check }) => {
      const [finding, text] = check(facts, stage);
      return { id, title, source, finding, text };
    })
    .sort((left, right) => order.indexOf(left.finding) - order.indexOf(right.finding));
}

/** The rules that refuse. */
export const brokenRules = (results: readonly RuleResult[]): readonly RuleResult[] => results.filter(({ finding }) => finding === 'broken');
