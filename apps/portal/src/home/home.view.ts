import { type CallWithDates, milestoneKinds } from '#calls';
import type { PublishedFigures } from '#catalogue';
import { certificateLifecycle, type RegisterAct } from '#decisions';
import { type Locale, type Text } from '#platform';
import { keyFigures } from '../catalogue/dashboard.view.js';
import { publicHref } from '../http/chrome.js';
import type { Choice, FormView } from '../http/forms.js';
import { navigation } from '../http/navigation.js';
import { homePages } from './home.messages.js';

interface Link {
  readonly href: string;
  readonly label: Text;
}

const days = 24 * 60 * 60 * 1000;

/** The next dates of the open calls, the nearest first. */
function nextDates(calls: readonly CallWithDates[], now: Date): object[] {
  return calls
    .flatMap(({ call, milestones }) => milestones.map((milestone) => ({ call, milestone })))
    .filter(({ milestone }) => milestone.at.getTime() > now.getTime() && milestone.at.getTime() < now.getTime() + 400 * days)
    .sort((a, b) => a.milestone.at.getTime() - b.milestone.at.getTime())
    .slice(0, 4)
    .map(({ call, milestone }) => ({ at: milestone.at, withTime: true, title: milestoneKinds[milestone.kind], text: call.title }));
}

/** The last acts of the register, as dated lines. */
function lastEntries(acts: readonly RegisterAct[], locale: Locale): object[] {
  return acts.map(({ number, facts, status, decidedAt }) => {
    const { badge, label } = certificateLifecycle.show(status);
    return {
      at: decidedAt,
      title: facts.product.name,
      href: publicHref(`/verifier/${number}`, locale),
      badge,
      badgeLabel: label,
      version: facts.product.version,
      text: facts.organisation.name,
      number,
    };
  });
}

function door(name: 'find' | 'apply' | 'follow', mark: string, links: readonly Link[], locale: Locale): object {
  return {
    mark,
    title: homePages[`home.door.${name}`],
    text: homePages[`home.door.${name}.text`],
    links: links.map(({ href, label }) => ({ href: publicHref(href, locale), label })),
  };
}

function doors(locale: Locale): object[] {
  const find = [
    { href: '/catalogue', label: homePages['home.door.find.catalogue'] },
    { href: '/verifier', label: homePages['home.door.find.verify'] },
  ];
  const apply = [
    { href: '/calendrier', label: homePages['home.door.apply.calls'] },
    { href: '/criteres', label: homePages['home.door.apply.criteria'] },
    { href: '/inscription', label: homePages['home.door.apply.start'] },
  ];
  const follow = [
    { href: '/tableaux-de-bord', label: homePages['home.door.follow.dashboards'] },
    { href: '/donnees-ouvertes', label: homePages['home.door.follow.data'] },
  ];
  return [door('find', 'search', find, locale), door('apply', 'certificate', apply, locale), door('follow', 'chart', follow, locale)];
}

/** What the home page is made from. */
export interface HomeFacts {
  readonly locale: Locale;
  readonly now: Date;
  readonly calls: readonly CallWithDates[];
  readonly acts: readonly RegisterAct[];
  readonly published: PublishedFigures;
}

/** The home page: last entries of the register, three doors, four figures, next dates. */
export function homeView({ locale, now, calls, acts, published: { asOf, figures } }: HomeFacts): object {
  const key = asOf === null ? {} : { figures: keyFigures(figures, locale), figuresAt: asOf };
  return { entries: lastEntries(acts, locale), doors: doors(locale), dates: nextDates(calls, now), ...key };
}

const schemes: readonly Choice[] = [
  { value: 'system', label: homePages['display.scheme.system'], hint: homePages['display.scheme.system.hint'] },
  { value: 'light', label: homePages['display.scheme.light'] },
  { value: 'dark', label: homePages['display.scheme.dark'] },
];
const languages: readonly Choice[] = [
  { value: 'fr', label: homePages['display.language.fr'] },
  { value: 'en', label: homePages['display.language.en'] },
];

/** The form of display settings. */
export function displayView(form: FormView, back: string): object {
  return { form, back, schemes, languages };
}

/** The site map: the public menu, and what stands at the foot of each page. */
export function mapView(locale: Locale): object {
  const about: readonly Link[] = [
    { href: '/aide', label: homePages['help.title'] },
    { href: '/accessibilite', label: homePages['accessibility.title'] },
    { href: '/mentions-legales', label: homePages['legal.title'] },
    { href: '/donnees-personnelles', label: homePages['privacy.title'] },
    { href: '/parametres-affichage', label: homePages['display.title'] },
  ];
  const yours: readonly Link[] = [
    { href: '/connexion', label: homePages['sign-in.title'] },
    { href: '/inscription', label: homePages['sign-in.new.link'] },
  ];
  const home: Link = { href: '/', label: homePages['home.title'] };
  const group = (title: Text, links: readonly Link[]): object => ({
    title,
    links: links.map(({ href, label }) => ({ href: publicHref(href, locale), label })),
  });
  return {
    groups: [
      group(homePages['map.public'], [home, ...navigation.public]),
      group(homePages['map.yours'], yours),
      group(homePages['map.about'], about),
    ],
  };
}
