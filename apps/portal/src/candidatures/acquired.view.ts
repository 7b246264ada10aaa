import { lapseReasons, originText, type AcquiredPath, type AcquiredResult, type LapsedAfterDecision } from '#candidatures';
import { readNode, relationLabels, type TransferStep } from '#criteria';
import { both, say, type Locale, type Params, type Text } from '#platform';
import { formatDate } from '../http/formats.js';
import { acquiredPages } from './acquired.messages.js';

/** What may be done with an acquired result, and where. */
export interface AcquiredActions {
  readonly ask?: string;
  readonly renounce?: string;
  readonly recheck?: string;
}

/** What is shown of a requirement: the last result acquired, and what may be acquired. */
export interface AcquiredFacts {
  readonly last: AcquiredResult | null;
  readonly offer: AcquiredPath | null;
  readonly actions: AcquiredActions;
  readonly isAgency: boolean;
}

/** The panel of a requirement; null when there is nothing to tell. */
export function acquiredView({ last, offer, actions, isAgency }: AcquiredFacts): object | null {
  if (last !== null && last.lapsedAt === null) {
    const text = words(isAgency ? 'acquired.agency' : 'acquired.live', (locale) => ({ date: formatDate(last.acquiredAt, locale) }));
    const { renounce = null, recheck = null } = actions;
    return { isLive: true, text, ...pathView(last.path), ask: null, renounce, recheck };
  }
  const lapsed = last === null || last.lapsedAt === null || last.lapseReason === null ? null : lapsedText(last.lapsedAt, last.lapseReason);
  if (offer === null) return lapsed && { isLive: false, lapsed };
  return { isLive: false, lapsed, text: acquiredPages['acquired.offer'], ...pathView(offer), ask: actions.ask ?? null };
}

/** A result that lapsed after the decision, as the table of the agency shows it. */
export function afterDecisionTable(lapsed: readonly LapsedAfterDecision[], locale: Locale): object | null {
  if (lapsed.length === 0) return null;
  const column = (key: keyof typeof acquiredPages) => ({ label: acquiredPages[key] });
  return {
    caption: acquiredPages['acquired.after-decision'],
    list: true,
    columns: [column('acquired.candidature'), column('acquired.requirement'), column('acquired.reason'), column('acquired.on')],
    rows: lapsed.map(({ candidatureId, candidature, requirementId, number, reason, lapsedAt }) => ({
      cells: [
        { text: candidature, href: `/agence/candidatures/${candidatureId}/synthese`, mono: true },
        { text: number, href: `/agence/candidatures/${candidatureId}/evaluation/${requirementId}`, mono: true },
        { text: lapseReasons[reason] },
        { text: formatDate(lapsedAt, locale) },
      ],
    })),
  };
}

/** Where an acquired result comes from, in a few words. */
export function acquiredFrom({ origins }: AcquiredPath): Text {
  return both((locale) => origins.map((origin) => originText(origin)[locale]).join(say(acquiredPages['acquired.and'], locale)));
}

function pathView({ origins, steps }: AcquiredPath): object {
  return {
    origins: origins.map((origin) => ({
      text: originText(origin),
      href: `/verifier/${origin.certificate}`,
      on: words('acquired.from', (locale) => ({ date: formatDate(new Date(origin.decidedAt), locale) })),
    })),
    steps: steps.map((step) => ({ text: stepText(step), name: step.mapping, href: mappingAddress(step) })),
  };
}

function stepText({ sources, relation, target }: TransferStep): Text {
  return words('acquired.step', (locale) => ({
    sources: sources.map((node) => nodeText(node, locale)).join(say(acquiredPages['acquired.and'], locale)),
    relation: say(relationLabels[relation], locale),
    target: nodeText(target, locale),
  }));
}

function nodeText(node: string, locale: Locale): string {
  return say(acquiredPages['acquired.node'], locale, { ...readNode(node) });
}

function mappingAddress({ mapping }: TransferStep): string {
  return `/criteres/equivalences/${mapping.split(' ').map(encodeURIComponent).join('/')}`;
}

function lapsedText(at: Date, reason: keyof typeof lapseReasons): Text {
  return words('acquired.lapsed', (locale) => ({ date: formatDate(at, locale), reason: say(lapseReasons[reason], locale) }));
}

function words(key: keyof typeof acquiredPages, params: (locale: Locale) => Params): Text {
  return both((locale) => say(acquiredPages[key], locale, params(locale)));
}
