import { DateTime } from 'luxon';
import { bilingual, algorithmInWords, scoreInWords } from '#criteria';
import { filled, type Params, type Text } from '#platform';
import { outcomeFacts } from '#review';
import type { DecisionOutcome, Ground } from './decision.rules.js';
import type { Dossier } from './dossier.rules.js';
import type { Issuer } from './issuer.rules.js';
import { letterMessages } from './letter.messages.js';

/** What a letter is written from. */
export interface LetterFacts {
  readonly number: string;
  readonly outcome: DecisionOutcome;
  readonly motive: string | null;
  readonly reservation: string | null;
  readonly grounds: readonly Ground[];
  readonly decidedAt: Date;
  readonly signatoryName: string;
  readonly signatoryCapacity: string;
  readonly issuer: Issuer;
  readonly dossier: Dossier;
  readonly dossierHash: string;
  readonly notifiedAt: Date | null;
}

/** One part of the letter. */
export interface LetterPart {
  readonly heading: Text;
  readonly paragraphs: readonly Text[];
}

/** A decision as the vendor reads it. */
export interface Letter {
  readonly title: Text;
  readonly warning: Text | null;
  readonly parts: readonly LetterPart[];
}

/**
 * The letter of a decision: texts, grounds per requirement (CRPA L. 211-5), outcome, signatory's name and capacity (L. 212-1), notification,
 * ways and delays of appeal, without which the delays do not run (CJA R. 421-5).
 */
export function letterOf(facts: LetterFacts): Letter {
  return {
    title: tell('title', { number: facts.number, date: day(facts.decidedAt) }),
    warning: facts.issuer.demonstration ? letterMessages.demonstration : null,
    parts: [
      { heading: letterMessages['seen.heading'], paragraphs: seen(facts) },
      { heading: letterMessages['grounds.heading'], paragraphs: grounds(facts) },
      { heading: letterMessages['decides.heading'], paragraphs: [decides(facts)] },
      { heading: letterMessages['signature.heading'], paragraphs: [signature(facts)] },
      { heading: letterMessages['notified.heading'], paragraphs: [notified(facts)] },
      {
        heading: letterMessages['appeal.heading'],
        paragraphs: [tell('appeal.court'), tell('appeal.gracious', { issuer: facts.issuer.name })],
      },
    ],
  };
}

function seen({ dossier, dossierHash }: LetterFacts): Text[] {
  return [
    letterMessages['seen.law'],
    letterMessages['seen.crpa'],
    tell('seen.call', { call: dossier.call }),
    ...dossier.packages.map(({ code, version, contentHash }) => tell('seen.package', { code, version, hash: contentHash })),
    tell('seen.candidature', {
      candidature: dossier.candidature,
      organisation: dossier.organisation.name,
      product: dossier.product.name,
      version: dossier.product.version,
      hash: dossierHash,
    }),
  ];
}

const settled = new Set<Ground['verdict']>(['conform', 'not_applicable']);

function grounds(facts: LetterFacts): Text[] {
  const gaps = facts.grounds.filter(({ verdict }) => verdict !== null && !settled.has(verdict));
  return [
    tell('grounds.conform', { total: facts.grounds.length, settled: facts.grounds.filter(({ verdict }) => settled.has(verdict)).length }),
    ...gaps.map(({ number, obligation, verdict, reason }) =>
      tell('grounds.gap', {
        number,
        obligation: letterMessages[`obligation.${obligation}`],
        verdict: verdict === null ? '' : outcomeFacts[verdict].label,
        reason: reason ?? '',
      }),
    ),
    ...facts.grounds.flatMap(({ number, acquired }) =>
      acquired === undefined ? [] : [tell('grounds.acquired', { number, date: day(new Date(acquired.at)), from: together(acquired.from) })],
    ),
    ...(facts.dossier.scores ?? []).map((score) =>
      tell('grounds.score', {
        title: bilingual(score.title),
        value: scoreInWords(score),
        algorithm: algorithmInWords(score),
      }),
    ),
    ...facts.dossier.approvals.filter(({ granted }) => !granted).map(({ kind }) => tell('grounds.approval', { kind })),
    ...(facts.motive === null ? [] : [{ fr: facts.motive, en: facts.motive }]),
  ];
}

/** Several origins in one sentence. */
function together(texts: readonly Text[]): Text {
  return { fr: texts.map(({ fr }) => fr).join(', '), en: texts.map(({ en }) => en).join(', ') };
}

function decides({ outcome, dossier, reservation }: LetterFacts): Text {
  return tell(`decides.${outcome}`, { product: dossier.product.name, version: dossier.product.version, reservation: reservation ?? '' });
}

function signature({ signatoryName, signatoryCapacity, decidedAt }: LetterFacts): Text {
  return tell('signature', { name: signatoryName, capacity: signatoryCapacity, date: day(decidedAt) });
}

function notified({ notifiedAt }: LetterFacts): Text {
  return notifiedAt === null ? letterMessages['notified.not-yet'] : tell('notified', { date: day(notifiedAt) });
}

function tell(code: keyof typeof letterMessages, params: Params = {}): Text {
  return filled(letterMessages[code], params);
}

/** An instant as a day of Paris, in both languages. */
function day(instant: Date): Text {
  const local = DateTime.fromJSDate(instant, { zone: 'Europe/Paris' });
  return { fr: local.setLocale('fr').toFormat('d MMMM yyyy').replace(/^1 /, '1er '), en: local.setLocale('en-GB').toFormat('d MMMM yyyy') };
}
