import type { CandidatureSummary } from '#candidatures';
import { say, type Ctx } from '#platform';
import { holderLabels, type ClockReading, type Holder, type Span } from '#review';
import type { ClockData } from '../http/clock-bar.js';
import { formatDate } from '../http/formats.js';
import { candidaturesPages } from './candidatures.messages.js';
import { words } from './words.view.js';

type Reading = ClockReading & { readonly spans: readonly Span[] };

const owners: Readonly<Record<Holder, ClockData['segments'][number]['owner']>> = {
  agency: 'agency',
  vendor: 'vendor',
  expert: 'expert',
  third_party: 'third',
};

/** The clock of a review as its vendor reads it: days used, the limit, who held the file; null before the review. */
export function clockView(ctx: Pick<Ctx, 'locale' | 'now'>, summary: CandidatureSummary, reading: Reading): object | null {
  const { spans, holder, agencyDays } = reading;
  const [first] = spans;
  if (first === undefined) return null;
  const { locale } = ctx;
  const last = spans[spans.length - 1];
  const used = { used: agencyDays, limit: summary.workflow.reviewDays };
  const isStopped = holder !== null && holder !== 'agency';
  const data: ClockData = {
    id: 'horloge',
    summary: say(candidaturesPages['review-clock.used'], locale, used),
    segments: spans.map(({ holder: owner, fromAt, toAt }) => ({
      owner: owners[owner],
      label: owner === 'vendor' ? say(candidaturesPages['messages.you'], locale) : holderLabels[owner][locale].toLowerCase(),
      from: fromAt.toISOString(),
      to: (toAt ?? ctx.now).toISOString(),
    })),
    today: {
      at: (last.toAt ?? ctx.now).toISOString(),
      label: say(candidaturesPages[last.toAt ? 'review-clock.ended' : 'review-clock.today'], locale),
    },
    end: { at: (last.toAt ?? ctx.now).toISOString(), label: formatDate(last.toAt ?? ctx.now, locale, 'day') },
  };
  const held = new Set(spans.map((span) => owners[span.holder]));
  return {
    title: candidaturesPages['review-clock.title'],
    used: words('review-clock.used', used),
    ...(isStopped && { status: { badge: 'paused', label: candidaturesPages['review-clock.stopped'] } }),
    data,
    key: [...held].map((owner) => ({ owner })),
  };
}
