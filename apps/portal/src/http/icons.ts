import type { Badge } from '#platform';

/** A mark of 16 units: `f` filled with the current ink, `n` drawn in the ground colour over a filled shape. */
const shapes = {
  done: '<circle class="f" cx="8" cy="8" r="7.2"/><path class="n" d="m4.8 8.3 2.2 2.2 4.2-4.6"/>',
  warning: '<path class="f" d="M8 1 15.4 14.5H.6z"/><path class="n" d="M8 6v4M8 12.3v.1"/>',
  error: '<path class="f" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/><path class="n" d="m5.5 5.5 5 5m0-5-5 5"/>',
  infected:
    '<rect x="5" y="5" width="6" height="8" rx="3"/><path d="M6 5a2 2 0 0 1 4 0M2 6l3 1.4M14 6l-3 1.4M1.6 10H5M11 10h3.4M2.6 14 5.4 12M13.4 14l-2.8-2"/>',
  question: '<circle class="f" cx="8" cy="8" r="7.2"/><path class="n" d="M6 6.2a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1M8 11.6v.1"/>',
  info: '<circle class="f" cx="8" cy="8" r="7.2"/><path class="n" d="M8 7.4v4M8 4.6v.1"/>',
  working: '<circle cx="8" cy="8" r="6.4"/><path class="f" d="M8 1.6a6.4 6.4 0 0 1 0 12.8z"/>',
  scan: '<path d="M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M2 8h12"/>',
  neutral: '<circle class="f" cx="8" cy="8" r="7.2"/><path class="n" d="M5 8h6"/>',
  todo: '<circle cx="8" cy="8" r="6.4" stroke-dasharray="2.5 2.5"/>',
  act: '<circle cx="8" cy="8" r="6.6"/><path d="M4.6 8h6.4M8.4 5.2 11.2 8l-2.8 2.8"/>',
  current: '<circle cx="8" cy="8" r="6.6"/><circle class="f" cx="8" cy="8" r="3.2"/>',
  paused: '<circle cx="8" cy="8" r="6.4"/><path d="M6.4 5.6v4.8M9.6 5.6v4.8"/>',
  expired: '<path d="M4 1.6h8M4 14.4h8M5 1.6c0 4 6 4.4 6 6.4 0 2-6 2.4-6 6.4M11 1.6c0 4-6 4.4-6 6.4 0 2 6 2.4 6 6.4"/>',
  locked: '<rect x="3" y="7" width="10" height="7.4" rx="1"/><path d="M5.2 7V4.8a2.8 2.8 0 0 1 5.6 0V7"/>',
  clock: '<circle cx="8" cy="8" r="6.4"/><path d="M8 4.4V8l2.6 1.6"/>',
  search: '<circle cx="7" cy="7" r="4.8"/><path d="m10.6 10.6 4 4"/>',
  certificate: '<circle cx="8" cy="6.2" r="4.6"/><path d="m6.2 6.2 1.4 1.4 2.4-2.6M5.4 10.2 4.4 15 8 13.2l3.6 1.8-1-4.8"/>',
  chart: '<path d="M2 14h12M4 11.4V8M8 11.4V3.4M12 11.4V6"/>',
  menu: '<path d="M2 4h12M2 8h12M2 12h12"/>',
  close: '<path d="m4 4 8 8m0-8-8 8"/>',
  list: '<path d="M5.4 4h9M5.4 8h9M5.4 12h9M1.8 4h.1M1.8 8h.1M1.8 12h.1"/>',
  table: '<path d="M2 2.4h12v11.2H2zM2 6.2h12M6.4 6.2v7.4"/>',
  chevron: '<path d="m6 3.4 4.6 4.6L6 12.6"/>',
  next: '<path d="M2.4 8h11M9.4 4l4 4-4 4"/>',
  up: '<path d="M8 13.6V2.6M4 6.6l4-4 4 4"/>',
  down: '<path d="M8 2.4v11M4 9.4l4 4 4-4"/>',
  previous: '<path d="M13.6 8h-11M6.6 4l-4 4 4 4"/>',
  download: '<path d="M8 2v8.6M4.6 7.4 8 10.8l3.4-3.4M2 13.8h12"/>',
  upload: '<path d="M8 11V2.4M4.6 5.6 8 2.2l3.4 3.4M2 11.4v3h12v-3"/>',
  file: '<path d="M3.4 1.4h6l3.2 3.2v10H3.4zM9.2 1.4v3.4h3.4M5.6 8h4.8M5.6 10.8h4.8"/>',
  image: '<path d="M1.6 2.8h12.8v10.4H1.6zM1.6 10.6l3.6-3.4 3 2.8 2.4-2.2 3.8 3.2"/><circle cx="10.8" cy="5.8" r="1.1"/>',
  video: '<rect x="1.4" y="3.4" width="13.2" height="9.2" rx="1"/><path d="m6.6 6 3.4 2-3.4 2z"/>',
  link: '<path d="M6.6 9.4 9.4 6.6M7 4.6l1.6-1.6a3 3 0 0 1 4.4 4.4L11.4 9M9 11.4l-1.6 1.6A3 3 0 0 1 3 8.6L4.6 7"/>',
  code: '<path d="m5.4 4.4-3.6 3.6 3.6 3.6M10.6 4.4l3.6 3.6-3.6 3.6M9.2 3 6.8 13"/>',
  send: '<path d="M1.6 8 14.4 1.8 11.4 14.2 7.4 9.8zM7.4 9.8l7-8"/>',
  feed: '<path d="M3 7.4a5.6 5.6 0 0 1 5.6 5.6M3 3a10 10 0 0 1 10 10"/><circle class="f" cx="4" cy="12" r="1.2"/>',
  add: '<path d="M8 2.6v10.8M2.6 8h10.8"/>',
  swap: '<path d="M3 5.4h10M10 2.4l3 3-3 3M13 10.8H3M6 7.8l-3 3 3 3"/>',
  people:
    '<circle cx="6" cy="5" r="2.8"/><path d="M1.2 13.8a4.8 4.8 0 0 1 9.6 0M10.8 2.6a2.8 2.8 0 0 1 0 4.8M12.4 9.6a4.8 4.8 0 0 1 2.4 4.2"/>',
  view: '<path d="M1.2 8S3.6 3.4 8 3.4 14.8 8 14.8 8 12.4 12.6 8 12.6 1.2 8 1.2 8z"/><circle cx="8" cy="8" r="2"/>',
  folder: '<path d="M1.6 3h4.6l1.6 2h6.6v8H1.6z"/>',
  mail: '<path d="M1.6 3.4h12.8v9.2H1.6zM1.6 3.8 8 8.8l6.4-5"/>',
  money: '<circle cx="8" cy="8" r="6.4"/><path d="M10.6 5.6a3.2 3.2 0 1 0 0 4.8M4.6 7.2h4M4.6 8.8h4"/>',
} as const;

/** The marks a template may ask for. */
export type IconName = keyof typeof shapes;

/** Whether a mark of this name is drawn. */
export function isIcon(name: string): name is IconName {
  return Object.hasOwn(shapes, name);
}

/** The mark as SVG, decorative: the words stand beside it. */
export function drawIcon(name: IconName): string {
  return `<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}

/** What a badge may show: the statuses of the lifecycles, and a transfer that is running. */
export type BadgeKind = Badge | 'uploading';

/** Colour class and mark of each kind of badge: the shape alone tells them apart. */
export const badges: Readonly<Record<BadgeKind, { readonly tone: string; readonly icon: IconName }>> = {
  done: { tone: 'fr-badge--success', icon: 'done' },
  warning: { tone: 'fr-badge--warning', icon: 'warning' },
  error: { tone: 'fr-badge--error', icon: 'error' },
  infected: { tone: 'fr-badge--error', icon: 'infected' },
  question: { tone: 'fr-badge--info', icon: 'question' },
  working: { tone: 'fr-badge--info', icon: 'working' },
  scan: { tone: 'fr-badge--info', icon: 'scan' },
  neutral: { tone: 'g-badge--neutral', icon: 'neutral' },
  todo: { tone: 'g-badge--dash', icon: 'todo' },
  act: { tone: 'g-badge--act', icon: 'act' },
  paused: { tone: 'g-badge--neutral', icon: 'paused' },
  expired: { tone: 'fr-badge--warning', icon: 'expired' },
  locked: { tone: 'g-badge--neutral', icon: 'locked' },
  uploading: { tone: 'g-badge--act', icon: 'upload' },
};

/** Whether a badge of this kind exists. */
export function isBadge(kind: string): kind is BadgeKind {
  return Object.hasOwn(badges, kind);
}
