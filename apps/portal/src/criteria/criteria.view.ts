import {
  bilingual,
  algorithmInWords,
  criticalityLabels,
  domainLabels,
  evidenceFormLabels,
  lifeLabels,
  naPolicyLabels,
  obligationLabels,
  packageLifecycle,
  type ExpectedEvidence,
  type MeasuredScore,
  type Obligation,
  type OperatorText,
  type PackageContent,
  type PackageVersion,
  type Requirement,
  type RequirementLife,
  type Scenario,
  type VersionSummary,
} from '#criteria';
import { say, type Ctx, type Locale, type Text } from '#platform';
import { holdsWords } from '../http/search-words.js';
import { formatDate } from '../http/formats.js';
import type { Choice } from '../http/forms.js';
import { authoringPages } from './authoring.messages.js';
import { criteriaPages } from './criteria.messages.js';

/** A text of a package in the language of the page, or in French with its language told. */
export interface Shown {
  readonly text: string;
  readonly lang: 'fr' | null;
}

/** What the reader asks to see of a version. */
export interface CriteriaFilters {
  readonly q: string;
  readonly obligation: Obligation | '';
  /** Key of a profile, or `general`. */
  readonly profile: string;
  readonly domain: string;
  readonly life: RequirementLife | '';
}

/** An operator text as printed. */
export function shown(text: OperatorText, locale: Locale): Shown {
  const isMissing = locale === 'en' && text.en === undefined;
  return { text: bilingual(text)[locale], lang: isMissing ? 'fr' : null };
}

/** Address of a version. */
export function versionPath(code: string, label: string): string {
  return `/criteres/${encodeURIComponent(code)}/${encodeURIComponent(label)}`;
}

/** Address of a requirement. */
export function requirementPath(content: Pick<PackageContent, 'code' | 'version'>, key: string): string {
  return `${versionPath(content.code, content.version)}/exigences/${encodeURIComponent(key)}`;
}

/** An id in the page, from a key. */
export function anchor(key: string): string {
  return key.replace(/[^A-Za-z0-9._-]+/g, '-');
}

/** Label of a domain; one the portal does not know is shown by its code. */
export function domainLabel(domain: string): Text {
  return Object.hasOwn(domainLabels, domain) ? domainLabels[domain] : { fr: domain, en: domain };
}

function countsOf({ requirements, musts }: Pick<VersionSummary, 'requirements' | 'musts'>, locale: Locale): string {
  const key = requirements > 1 ? 'criteria.counts.other' : 'criteria.counts.one';
  return say(criteriaPages[key], locale, { count: requirements, musts });
}

/** The day on which a published version takes effect, while it is to come. */
export function announced({ effectiveFrom }: Pick<VersionSummary, 'effectiveFrom'>, now: Date, locale: Locale): string[] {
  if (effectiveFrom === null || effectiveFrom <= now) return [];
  return [`${say(authoringPages['authoring.effective.from'], locale)} ${formatDate(effectiveFrom, locale)}`];
}

/** The published packages, by domain. */
export function listView(versions: readonly VersionSummary[], { now, locale }: Pick<Ctx, 'now' | 'locale'>): object {
  const domains = [...new Set(versions.map(({ domain }) => domain))];
  return {
    domains: domains.map((domain) => ({
      name: domainLabel(domain),
      hits: versions
        .filter((version) => version.domain === domain)
        .map((version) => ({
          href: versionPath(version.code, version.label),
          title: shown(version.title, locale).text,
          data: `${version.code} · ${version.label} · ${countsOf(version, locale)}`,
          status: packageLifecycle.show(version.status),
          notes: announced(version, now, locale),
          sha256: version.contentHash?.slice('sha256:'.length) ?? null,
        })),
    })),
  };
}

/** A version: what it is, its chapters, and the requirements that answer the filters. */
export function versionView(version: PackageVersion, filters: CriteriaFilters, locale: Locale): object {
  const { content } = version;
  const found = content.requirements.filter((requirement) => answers(requirement, filters));
  const musts = content.requirements.filter(({ obligation, life }) => obligation === 'must' && life === 'current').length; // as lists count them
  const profiles = new Map(content.profiles.map((profile) => [profile.key, shown(profile.label, locale).text]));
  const chapters = content.sections
    .map((section) => ({
      id: anchor(section.key),
      key: section.key,
      title: shown(section.title, locale),
      requirements: found
        .filter((requirement) => requirement.section === section.key)
        .map((one) => rowOf(content, one, { profiles, locale })),
    }))
    .filter(({ requirements }) => requirements.length > 0);
  return {
    title: shown(content.title, locale),
    code: content.code,
    version: content.version,
    path: versionPath(content.code, content.version),
    status: packageLifecycle.show(version.status),
    summary: content.summary === null ? null : shown(content.summary, locale),
    counts: countsOf({ requirements: content.requirements.length, musts }, locale),
    publishedAt: version.publishedAt,
    effectiveFrom: version.effectiveFrom,
    hash: version.contentHash,
    json: `/api/v1/packages/${encodeURIComponent(content.code)}/${encodeURIComponent(content.version)}`,
    form: { values: filters, errors: [] },
    q: filters.q,
    isFiltered: filters.q !== '' || filters.obligation !== '' || filters.profile !== '' || filters.domain !== '' || filters.life !== '',
    obligations: [{ value: '', label: criteriaPages['criteria.every'] }, ...choices(obligationLabels)],
    profileChoices: profileChoices(content, locale),
    domains: domainChoices(content),
    lives: lifeChoices(content),
    files: `${versionPath(content.code, content.version)}/fichiers`,
    scores: content.scores.map((score) => ({
      term: shown(score.label, locale).text,
      text:
        'measure' in score
          ? ecoindexOf(score, locale)
          : algorithmInWords({ algorithm: score.algorithm.id, version: score.algorithm.version }),
    })),
    questions: content.profiles.map((profile) => ({
      term: shown(profile.label, locale).text,
      text: shown(profile.question, locale).text,
    })),
    found: found.length,
    chapters,
    menu: chapters.map((chapter) => ({
      href: `#${chapter.id}`,
      key: chapter.key,
      label: chapter.title.text,
      end: String(chapter.requirements.length),
    })),
  };
}

/** What is searched of a requirement. */
export function searchTexts({ key, number, title, statement, feature }: Requirement): (string | null | undefined)[] {
  return [key, number, title?.fr, title?.en, statement.fr, statement.en, feature];
}

function answers(requirement: Requirement, { q, obligation, profile, domain, life }: CriteriaFilters): boolean {
  if (obligation !== '' && requirement.obligation !== obligation) return false;
  if (profile !== '' && (requirement.profile ?? 'general') !== profile) return false;
  if (domain !== '' && requirement.domain !== domain) return false;
  if (life !== '' && requirement.life !== life) return false;
  return holdsWords(q, [...searchTexts(requirement), ...requirement.externalReferences.map(({ id }) => id)]);
}

interface RowContext {
  readonly profiles: ReadonlyMap<string, string>;
  readonly locale: Locale;
}

function rowOf(content: PackageContent, requirement: Requirement, { profiles, locale }: RowContext): object {
  const { obligation, criticality, life, profile } = requirement;
  return {
    id: anchor(requirement.key),
    key: requirement.number,
    href: requirementPath(content, requirement.key),
    title: titleOf(requirement, locale),
    text: excerptOf(requirement, locale),
    tags: [
      obligationLabels[obligation],
      ...(criticality === null ? [] : [criticalityLabels[criticality]]),
      ...(profile === null ? [] : [profiles.get(profile) ?? profile]),
      ...(life === 'current' ? [] : [lifeLabels[life]]),
    ],
  };
}

/** The title of a requirement; an imported one has none, and goes by its feature. */
export function titleOf(requirement: Requirement, locale: Locale): Shown {
  if (requirement.title !== null) return shown(requirement.title, locale);
  const { feature } = requirement;
  return feature === null ? excerptOf(requirement, locale) : shown({ fr: feature }, locale);
}

/** The first words of a statement, on one line. */
function excerptOf(requirement: Requirement, locale: Locale): Shown {
  const { text, lang } = shown(requirement.statement, locale);
  const words = text.replace(/\s+/g, ' ');
  return { text: words.length <= 240 ? words : `${words.slice(0, words.lastIndexOf(' ', 237))}…`, lang };
}

function choices(labels: Readonly<Record<string, Text>>): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

/** The domains its requirements count in; nothing to choose when there is one. */
function domainChoices(content: PackageContent): Choice[] | null {
  const domains = [...new Set(content.requirements.map(({ domain }) => domain))].sort();
  if (domains.length < 2) return null;
  return [{ value: '', label: criteriaPages['criteria.every-profile'] }, ...domains.map((value) => ({ value, label: domainLabel(value) }))];
}

/** Current, announced, obsolete; nothing to choose when all are current. */
function lifeChoices(content: PackageContent): Choice[] | null {
  if (content.requirements.every(({ life }) => life === 'current')) return null;
  return [{ value: '', label: criteriaPages['criteria.every-profile'] }, ...choices(lifeLabels)];
}

function ecoindexOf({ version, requirement }: MeasuredScore, locale: Locale): string {
  return `${algorithmInWords({ algorithm: 'EcoIndex', version })[locale]} (${requirement})`;
}

function profileChoices(content: PackageContent, locale: Locale): Choice[] {
  return [
    { value: '', label: criteriaPages['criteria.every-profile'] },
    { value: 'general', label: criteriaPages['criteria.profile.general'] },
    ...content.profiles.map((profile) => ({ value: profile.key, label: shown(profile.label, locale).text })),
  ];
}

/** One requirement with its scenarios, its expected evidence and its neighbours. */
export function requirementView(content: PackageContent, requirement: Requirement, locale: Locale): object {
  const position = content.requirements.indexOf(requirement);
  const scenarios = content.scenarios.filter(({ requirements }) => requirements.includes(requirement.key));
  const evidence = content.evidence.filter(({ requirements }) => requirements.includes(requirement.key));
  const statement = shown(requirement.statement, locale);
  return {
    key: requirement.number,
    title: titleOf(requirement, locale),
    tags: [
      obligationLabels[requirement.obligation],
      ...(requirement.criticality === null ? [] : [criticalityLabels[requirement.criticality]]),
    ],
    paragraphs: statement.text.split(/\n+/),
    lang: statement.lang,
    why: requirement.why === null ? null : shown(requirement.why, locale).text,
    scenarios: scenarios.map((scenario) => scenarioLine(content, scenario, { requirement, locale })),
    evidence: evidence.map((item) => evidenceLine(content, item, { requirement, locale })),
    facts: factsOf(content, requirement, locale),
    references: requirement.externalReferences.map(({ document, id, url }) => ({ document, id, url })),
    points: requirement.verificationPoints.map((point) => shown(point, locale)),
    previous: neighbour(content, position - 1, { direction: criteriaPages['criteria.previous'], locale }),
    next: neighbour(content, position + 1, { direction: criteriaPages['criteria.next'], locale }),
  };
}

interface LineContext {
  readonly requirement: Requirement;
  readonly locale: Locale;
}

function scenarioLine(content: PackageContent, scenario: Scenario, { requirement, locale }: LineContext): object {
  const statement = shown(scenario.statement, locale);
  return {
    number: scenario.number ?? scenario.key,
    title: scenario.title === null ? null : shown(scenario.title, locale).text,
    paragraphs: statement.text.split(/\n+/),
    lang: statement.lang,
    // Every step is shown, for each is understood by the others; those of other requirements step back.
    steps: scenario.steps.map((step) => ({
      ...shown(step.text, locale),
      isOwn: step.requirements.length === 0 || step.requirements.includes(requirement.key),
      serves: step.requirements,
    })),
    also: others(content, scenario.requirements, requirement),
  };
}

function evidenceLine(content: PackageContent, item: ExpectedEvidence, { requirement, locale }: LineContext): object {
  const forms = item.kinds.map((kind) => evidenceFormLabels[kind][locale]).join(', ');
  const reference = item.referenceKind === null ? '' : evidenceFormLabels[item.referenceKind][locale];
  const orReference = forms === '' ? reference : say(criteriaPages['criteria.evidence.or-reference'], locale, { reference });
  return {
    number: item.number ?? item.key,
    name: shown(item.label, locale),
    forms: [forms, reference === '' ? '' : orReference].filter(Boolean).join(' '),
    also: others(content, item.requirements, requirement),
  };
}

function others(content: PackageContent, keys: readonly string[], requirement: Requirement): object[] {
  return keys.filter((key) => key !== requirement.key).map((key) => ({ key, href: requirementPath(content, key) }));
}

function factsOf(content: PackageContent, requirement: Requirement, locale: Locale): object[] {
  const section = content.sections.find(({ key }) => key === requirement.section);
  const profile = content.profiles.find(({ key }) => key === requirement.profile);
  const { criticality, life } = requirement;
  return [
    { term: criteriaPages['criteria.chapter'], text: section ? shown(section.title, locale).text : requirement.section },
    { term: criteriaPages['criteria.domain'], text: domainLabel(requirement.domain) },
    { term: criteriaPages['criteria.obligation'], text: obligationLabels[requirement.obligation] },
    ...(criticality === null ? [] : [{ term: criteriaPages['criteria.criticality'], text: criticalityLabels[criticality] }]),
    {
      term: criteriaPages['criteria.applies'],
      text: profile ? shown(profile.question, locale).text : criteriaPages['criteria.applies.always'],
    },
    { term: criteriaPages['criteria.na'], text: naPolicyLabels[requirement.naPolicy] },
    ...(life === 'current' ? [] : [{ term: criteriaPages['criteria.life'], text: lifeLabels[life] }]),
    ...dated('criteria.effective-from', requirement.effectiveFrom, locale),
    ...dated('criteria.effective-until', requirement.effectiveUntil, locale),
  ];
}

function dated(term: 'criteria.effective-from' | 'criteria.effective-until', day: string | null, locale: Locale): object[] {
  return day === null ? [] : [{ term: criteriaPages[term], text: formatDate(day, locale) }];
}

function neighbour(content: PackageContent, position: number, { direction, locale }: { direction: Text; locale: Locale }): object | null {
  const requirement = content.requirements.at(position);
  if (position < 0 || requirement === undefined) return null;
  return { href: requirementPath(content, requirement.key), key: requirement.number, label: titleOf(requirement, locale).text, direction };
}
