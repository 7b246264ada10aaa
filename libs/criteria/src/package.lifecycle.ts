import { lifecycle, type ActionOf, type StatusOf } from '#platform';

/** Life of a package version: written, discussed, frozen with its hash, published, succeeded by a newer one, closed. */
export const packageLifecycle = lifecycle('package_version', {
  draft: {
    label: { fr: 'Brouillon', en: 'Draft' },
    badge: 'todo',
    on: {
      consult: { to: 'consultation', label: { fr: 'Ouvrir la consultation', en: 'Open the consultation' } },
      freeze: { to: 'frozen', label: { fr: 'Figer', en: 'Freeze' } },
    },
  },
  consultation: {
    label: { fr: 'En consultation', en: 'In consultation' },
    badge: 'working',
    on: {
      redraft: { to: 'draft', label: { fr: 'Reprendre la rédaction', en: 'Go back to drafting' } },
      freeze: { to: 'frozen', label: { fr: 'Figer', en: 'Freeze' } },
    },
  },
  frozen: {
    label: { fr: 'Figé', en: 'Frozen' },
    badge: 'locked',
    on: { publish: { to: 'published', label: { fr: 'Publier', en: 'Publish' } } },
  },
  published: {
    label: { fr: 'Publié', en: 'Published' },
    badge: 'done',
    on: {
      amend: { to: 'amended', label: { fr: 'Remplacer par une version plus récente', en: 'Succeed by a newer version' } },
      close: { to: 'closed', label: { fr: 'Clore', en: 'Close' } },
    },
  },
  amended: {
    label: { fr: 'Remplacé', en: 'Succeeded' },
    badge: 'neutral',
    on: { close: { to: 'closed', label: { fr: 'Clore', en: 'Close' } } },
  },
  closed: { label: { fr: 'Clos', en: 'Closed' }, badge: 'expired', on: {} },
});
/** A status of a package version. */
export type PackageStatus = StatusOf<typeof packageLifecycle>;
/** An action on a package version. */
export type PackageAction = ActionOf<typeof packageLifecycle>;

/** Statuses in which the content may still change. */
export const openStatuses = ['draft', 'consultation'] as const satisfies readonly PackageStatus[];
/** Statuses anyone may read: from publication on, for ever. */
export const publicStatuses = ['published', 'amended', 'closed'] as const satisfies readonly PackageStatus[];

/** Whether anyone may read the content. */
export function isPublic(status: PackageStatus): boolean {
  return publicStatuses.some((one) => one === status);
}

/** Whether the content may still change. */
export function isOpen(status: PackageStatus): boolean {
  return openStatuses.some((open) => open === status);
}
