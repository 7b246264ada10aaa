import {
  criticalityLabels,
  findingLevelLabels,
  lifeLabels,
  obligationLabels,
  packageLifecycle,
  packagePolicy,
  type Finding,
  type FindingLevel,
  type PackageContent,
  type PackageVersion,
  type Removal,
  type Requirement,
} from '#criteria';
import { say, type Actor, type Locale, type Text } from '#platform';
import { holdsWords } from '../http/search-words.js';
import { countByLevel } from './authoring-form.view.js';
import { authoringPages } from './authoring.messages.js';
import { draftPath, elementPath, placeOf } from './authoring-places.view.js';
import { relationLabel } from './authoring-requirement.view.js';
import { anchor, requirementPath, searchTexts, shown } from './criteria.view.js';
import { levelBadges } from './packages.view.js';

/** What the tree is asked to show: words looked for, or one section. */
export interface TreeAsked {
  readonly q: string;
  readonly section: string;
}

/** What is known of a draft when one of its pages is printed. */
export interface DraftFrame {
  readonly draft: PackageVersion;
  readonly findings: readonly Finding[];
  readonly actor: Actor;
  readonly locale: Locale;
}

function contains(one: Requirement, q: string): boolean {
  return holdsWords(q, [...searchTexts(one), one.block]);
}

/** The head common to the pages of a draft: what it is, how it stands, and its menu. */
export function frameView({ draft, findings, actor, locale }: DraftFrame, current: string): object {
  const { id, content, version, status } = draft;
  const page = authoringPages;
  const { errors, warnings } = countByLevel(findings);
  const entry = (label: Text, rest: string, more: object = {}) => ({
    label,
    href: draftPath(id, rest),
    current: current === rest,
    ...more,
  });
  return {
    title: shown(content.title, locale),
    reference: `${content.code} ${draft.label}`,
    status: packageLifecycle.show(status),
    life: `/agence/referentiels/${id}`,
    version,
    errors,
    warnings,
    remarks: draftPath(id, '/remarques'),
    mayWrite: packagePolicy.write(actor, draft),
    views: [
      entry(page['authoring.menu.requirements'], ''),
      ...(packagePolicy.write(actor, draft) ? [entry(page['authoring.menu.facts'], '/reperes')] : []),
      entry(page['authoring.menu.sections'], '/sections'),
      entry(page['authoring.menu.profiles'], '/profils'),
      entry(page['authoring.menu.remarks'], '/remarques'),
      entry(page['authoring.menu.changes'], '/changements'),
      entry(page['authoring.menu.revisions'], '/revisions'),
    ],
  };
}

/** Sections and requirements: one section at a time, or what contains the words looked for. */
export function treeView(frame: DraftFrame, { q, section: wanted }: TreeAsked): object {
  const { draft, findings, locale } = frame;
  const { id, content } = draft;
  const isSearch = q.trim() !== '';
  const section = content.sections.find(({ key }) => key === wanted) ?? content.sections[0];
  const found = content.requirements.filter((one) => (isSearch ? contains(one, q) : one.section === section.key));
  const remarked = remarkedPlaces(findings);
  const row = rowOf(frame, remarked);
  const wrong = new Set([...remarked].flatMap(([place, level]) => (level === 'error' ? [content.requirements[place]?.section] : [])));
  return {
    ...frameView(frame, ''),
    q,
    path: draftPath(id),
    isSearch,
    found: found.length,
    menu: content.sections.map(({ key, title }) => ({
      key,
      label: shown(title, locale).text,
      href: draftPath(id, `?section=${encodeURIComponent(key)}`),
      current: !isSearch && key === section.key,
      count: content.requirements.filter((one) => one.section === key).length,
      ...(wrong.has(key) && { badge: 'error', badgeLabel: findingLevelLabels.error }),
    })),
    section: { key: section.key, title: shown(section.title, locale), edit: elementPath(id, 'sections', section.key) },
    add: draftPath(id, `/exigences/nouvelle?section=${encodeURIComponent(section.key)}`),
    addSection: draftPath(id, '/sections'),
    move: draftPath(id, '/exigences/deplacer'),
    requirements: found.map(row),
  };
}

/** The weightiest remark on each requirement, by its place. */
function remarkedPlaces(findings: readonly Finding[]): ReadonlyMap<number, FindingLevel> {
  const places = new Map<number, FindingLevel>();
  for (const { path, level } of findings) {
    const [, list, place] = path.split('/');
    // Errors come first in the list.
    if (list === 'requirements' && place !== undefined && !places.has(Number(place))) places.set(Number(place), level);
  }
  return places;
}

function rowOf({ draft, actor, locale }: DraftFrame, remarked: ReadonlyMap<number, FindingLevel>) {
  const { id, content } = draft;
  const mayWrite = packagePolicy.write(actor, draft);
  const place = new Map(content.requirements.map((one, at) => [one, at]));
  const profiles = new Map(content.profiles.map(({ key, label }) => [key, shown(label, locale).text]));
  return (one: Requirement) => {
    const level = remarked.get(place.get(one) ?? -1);
    const relation = one.derivedFrom.find((link) => link.package === content.code)?.relation;
    return {
      id: anchor(one.key),
      key: one.key,
      href: mayWrite ? elementPath(id, 'exigences', one.key) : requirementPath(content, one.key),
      title: shown(one.title ?? { fr: one.number, en: one.number }, locale),
      text: shown(one.statement, locale),
      tags: [
        ...(relation === undefined || relation === 'unchanged' ? [] : [relationLabel(relation)]),
        obligationLabels[one.obligation],
        ...(one.criticality === null ? [] : [criticalityLabels[one.criticality]]),
        ...(one.profile === null ? [] : [profiles.get(one.profile) ?? one.profile]),
        ...(one.life === 'current' ? [] : [lifeLabels[one.life]]),
      ],
      ...(level !== undefined && { badge: levelBadges[level], level: findingLevelLabels[level] }),
    };
  };
}

/** What goes with an element about to be removed. */
export function removalView(
  { id, content, version, label }: PackageVersion,
  { folder, key }: { readonly folder: 'exigences' | 'scenarios' | 'preuves'; readonly key: string },
  { scenarios, evidence, steps }: Removal,
  locale: Locale,
): object {
  const page = authoringPages;
  const gone = folder === 'scenarios' ? 'authoring.remove.yielded' : 'authoring.remove.evidence';
  const others = [
    ...scenarios.map((one) => say(page['authoring.remove.scenario'], locale, { key: one.key })),
    ...evidence.map((one) => say(page[gone], locale, { key: one.key })),
    ...(steps === 0
      ? []
      : [say(page[steps === 1 ? 'authoring.remove.steps.one' : 'authoring.remove.steps.other'], locale, { count: steps })]),
  ];
  const hasOrigin = content.requirements.some((one) => one.key === key && one.derivedFrom.length > 0);
  return {
    reference: `${content.code} ${label}`,
    heading: say(page['authoring.remove.of'], locale, { key }),
    action: `${elementPath(id, folder, key)}/retirer`,
    back: elementPath(id, folder, key),
    version,
    effects: [
      ...(others.length === 0 ? [say(page['authoring.remove.alone'], locale)] : others),
      ...(folder === 'exigences' && hasOrigin ? [say(page['authoring.remove.dropped'], locale)] : []),
      say(page['authoring.remove.undo'], locale),
    ],
  };
}

const levels: readonly FindingLevel[] = ['error', 'warning', 'info'];

/** Every remark on a draft, each leading to its field. */
export function remarksView(frame: DraftFrame, wanted: string): object {
  const { draft, findings, locale } = frame;
  const page = authoringPages;
  const level = levels.find((one) => one === wanted) ?? null;
  const path = draftPath(draft.id, '/remarques');
  const count = (one: FindingLevel) => findings.filter((found) => found.level === one).length;
  const label = (one: FindingLevel) => say(page['authoring.changes.kind'], locale, { kind: findingLevelLabels[one], count: count(one) });
  return {
    ...frameView(frame, '/remarques'),
    tabs: [
      { href: path, label: say(page['authoring.changes.all'], locale, { count: findings.length }), current: level === null },
      ...levels
        .filter((one) => count(one) > 0)
        .map((one) => ({ href: `${path}?niveau=${one}`, label: label(one), current: level === one })),
    ],
    columns: [
      { label: page['authoring.remarks.level'] },
      { label: page['authoring.remarks.where'] },
      { label: page['authoring.remarks.what'] },
      { label: page['authoring.remarks.cure'] },
    ],
    rows: findings.filter((found) => level === null || found.level === level).map((found) => remarkRow(draft, found)),
  };
}

function remarkRow({ id, content }: PackageVersion, { level, path, message, cure }: Finding): object {
  const place = placeOf(id, content, path);
  return {
    cells: [
      { badge: levelBadges[level], text: findingLevelLabels[level] },
      { text: place.name, href: place.href, mono: true },
      { text: message },
      { text: cure },
    ],
  };
}

/** The sections or the profiles of a draft, in order, with what uses each. */
export function partsView(frame: DraftFrame, list: 'sections' | 'profiles'): object {
  const { draft, locale } = frame;
  const { id, content } = draft;
  const folder = list === 'sections' ? 'sections' : 'profils';
  const used = (key: string) => content.requirements.filter((one) => (list === 'sections' ? one.section : one.profile) === key).length;
  return {
    ...frameView(frame, `/${folder}`),
    isSections: list === 'sections',
    move: draftPath(id, `/${folder}/deplacer`),
    remove: draftPath(id, `/${folder}/retirer`),
    items: partsOf(content, list).map(({ key, name, note }, place, all) => ({
      key,
      name: shown(name, locale),
      note: note === null ? null : shown(note, locale),
      href: elementPath(id, folder, key),
      count: used(key),
      isFirst: place === 0,
      isLast: place === all.length - 1,
      mayRemove: used(key) === 0 && (list === 'profiles' || all.length > 1),
    })),
  };
}

function partsOf(content: PackageContent, list: 'sections' | 'profiles') {
  if (list === 'sections') return content.sections.map(({ key, title }) => ({ key, name: title, note: null }));
  return content.profiles.map(({ key, label, question }) => ({ key, name: label, note: question }));
}
