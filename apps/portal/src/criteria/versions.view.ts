import type { VersionDate, VersionDateKind } from '#criteria';
import { say, type Locale, type Text } from '#platform';
import { shown, versionPath } from './criteria.view.js';
import { productPages } from './product.messages.js';

const names: Readonly<Record<VersionDateKind, (count: number) => Text>> = {
  published: () => productPages['agenda.published'],
  effective: () => productPages['agenda.effective'],
  consultation_opens: () => productPages['agenda.consultation-opens'],
  consultation_closes: () => productPages['agenda.consultation-closes'],
  requirements_from: (count) => productPages[count === 1 ? 'agenda.future.one' : 'agenda.future.other'],
  requirements_until: (count) => productPages[count === 1 ? 'agenda.until.one' : 'agenda.until.other'],
};

/** Where each kind of date is told in full, after the address of its version. */
const places: Readonly<Record<VersionDateKind, string>> = {
  published: '',
  effective: '',
  consultation_opens: '/consultation',
  consultation_closes: '/consultation',
  requirements_from: '?etat=future',
  requirements_until: '?etat=obsolete',
};

/** Dates to come, nearest first, then those that are past, latest first. */
export function versionsView(dates: readonly VersionDate[], { now, locale }: { readonly now: Date; readonly locale: Locale }): object {
  const coming = dates.filter(({ at }) => at > now);
  const past = dates.filter(({ at }) => at <= now).reverse();
  return { coming: coming.map((one) => entryOf(one, locale)), past: past.map((one) => entryOf(one, locale)) };
}

function entryOf({ at, kind, count, code, label, title }: VersionDate, locale: Locale): object {
  return {
    at,
    title: `${code} ${label}`,
    href: `${versionPath(code, label)}${places[kind]}`,
    text: `${say(names[kind](count), locale, { count })} – ${shown(title, locale).text}`,
  };
}
