import type { VersionDate, VersionDateKind } from '#criteria';
import { say, type Locale, type Text } from '#platform';
import { shown, versionPath } from './criteria.view.js';
import { productPages } from './product.messages.js';

const names: Readonly<Record<VersionDateKind, (count: number) => Text>> = {
  published: () => productPages['versions.published'],
  effective: () => productPages['versions.effective'],
  requirements_from: (count) => productPages[count === 1 ? 'versions.future.one' : 'versions.future.other'],
  requirements_until: (count) => productPages[count === 1 ? 'versions.until.one' : 'versions.until.other'],
};

/** Dates to come, nearest first, then those that are past, latest first. */
export function versionsView(dates: readonly VersionDate[], { now, locale }: { readonly now: Date; readonly locale: Locale }): object {
  const coming = dates.filter(({ at }) => at > now);
  const past = dates.filter(({ at }) => at <= now).reverse();
  return { coming: coming.map((one) => entryOf(one, locale)), past: past.map((one) => entryOf(one, locale)) };
}

function entryOf({ at, kind, count, code, label, title }: VersionDate, locale: Locale): object {
  const path = versionPath(code, label);
  return {
    at,
    title: `${code} ${label}`,
    href: kind === 'requirements_from' ? `${path}?etat=future` : kind === 'requirements_until' ? `${path}?etat=obsolete` : path,
    text: `${say(names[kind](count), locale, { count })} – ${shown(title, locale).text}`,
  };
}
