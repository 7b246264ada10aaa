import { lifecycle, type ActionOf, type StatusOf } from '#platform';

/** Life of a mapping: written, published with its hash, withdrawn; results it carried lapse with it. */
export const mappingLifecycle = lifecycle('mapping', {
  draft: {
    label: { fr: 'Brouillon', en: 'Draft' },
    badge: 'todo',
    on: { publish: { to: 'published', label: { fr: 'Publier', en: 'Publish' } } },
  },
  published: {
    label: { fr: 'Publiée', en: 'Published' },
    badge: 'done',
    on: { withdraw: { to: 'withdrawn', label: { fr: 'Retirer', en: 'Withdraw' } } },
  },
  withdrawn: { label: { fr: 'Retirée', en: 'Withdrawn' }, badge: 'expired', on: {} },
});
/** A status of a mapping. */
export type MappingStatus = StatusOf<typeof mappingLifecycle>;
/** An action on a mapping. */
export type MappingAction = ActionOf<typeof mappingLifecycle>;
