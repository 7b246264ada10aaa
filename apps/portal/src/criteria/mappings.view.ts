import {
  findingLevelLabels,
  inverted,
  linkTransfer,
  mappingExports,
  mappingLifecycle,
  mappingPolicy,
  rationaleKindLabels,
  rationaleKinds,
  relationHints,
  relationLabels,
  relations,
  transferLabels,
  wholeRelation,
  type FindingLevel,
  type MappedEnd,
  type MappedPackage,
  type Mapping,
  type MappingLink,
  type MappingSummary,
  type RequirementMapping,
  type VersionSummary,
} from '#criteria';
import { formatNumber, say, type Actor, type Badge, type Locale } from '#platform';
import { formatDate, formatInstant, formatPercent } from '../http/formats.js';
import type { Choice } from '../http/forms.js';
import { requirementPath, shown } from './criteria.view.js';
import type { MappingLinkForm } from './mappings.dto.js';
import { mappingsPages } from './mappings.messages.js';

/** Links on one page, and remarks shown at most. */
const linksOnPage = 100;
const remarksShown = 200;
const levelBadges: Readonly<Record<FindingLevel, Badge>> = { error: 'error', warning: 'warning', info: 'neutral' };
/** What the person knows who reads a page of a mapping. */
interface Reading {
  readonly locale: Locale;
  /** First link shown, from 0. */
  readonly from: number;
}

/** Address of a published mapping. */
export function mappingPath({ code, version }: Pick<Mapping, 'code' | 'version'>): string {
  return `/criteres/equivalences/${encodeURIComponent(code)}/${encodeURIComponent(version)}`;
}

/** Address of the work on a mapping. */
export function agencyPath({ id }: Pick<Mapping, 'id'>, rest = ''): string {
  return `/agence/equivalences/${id}${rest}`;
}

/** Every mapping one may see; `pathOf` says where each is read. */
export function mappingsView(mappings: readonly MappingSummary[], locale: Locale, pathOf: (mapping: MappingSummary) => string): object {
  return {
    mappings: mappings.map((mapping) => ({
      href: pathOf(mapping),
      title: shown(mapping.title, locale),
      data: `${mapping.code} · ${mapping.version}`,
      status: mappingLifecycle.show(mapping.status),
      text: say(mappingsPages['mappings.line'], locale, {
        source: endName(mapping.source, locale),
        target: endName(mapping.target, locale),
        links: mapping.links,
        carriers: mapping.carriers,
      }),
    })),
  };
}

/** Choices of package versions, for the ends of a mapping. */
export function versionChoices(versions: readonly VersionSummary[], locale: Locale): Choice[] {
  return versions.map(({ id, code, label, title }) => ({ value: id, label: `${code} ${label} — ${shown(title, locale).text}` }));
}

/** A mapping as everyone reads it: its ends, its links, what each transfers. */
export function mappingView(mapping: Mapping, { locale, from }: Reading): object {
  const { content } = mapping;
  const path = mappingPath(mapping);
  return {
    code: mapping.code,
    version: mapping.version,
    title: shown(content.title, locale),
    summary: content.summary === null ? null : shown(content.summary, locale),
    status: mappingLifecycle.show(mapping.status),
    source: endName(content.source, locale),
    target: endName(content.target, locale),
    facts: factsOf(mapping, locale),
    downloads: Object.keys(mappingExports).map((format) => ({ label: format.toUpperCase(), href: `${path}/fichiers/${format}` })),
    links: content.links.slice(from, from + linksOnPage).map((link, place) => linkRow(mapping, link, { place: from + place, locale })),
    pages: pagesOf(content.links.length, from, locale),
    withoutTarget: content.withoutTarget,
    withoutSource: content.withoutSource,
  };
}

/** A mapping on the desk of the agency: the same, with its remarks and what may be done. */
export function mappingDeskView(
  mapping: Mapping,
  actor: Actor,
  reading: Reading & { readonly versions: readonly VersionSummary[] },
): object {
  const { locale } = reading;
  const isDraft = mapping.status === 'draft';
  const mayWrite = isDraft && mappingPolicy.write(actor, mapping);
  const may = (action: 'publish' | 'withdraw') => mappingLifecycle.allows(mapping.status, action) && mappingPolicy[action](actor, mapping);
  return {
    ...mappingView(mapping, reading),
    actions: agencyPath(mapping, '/actions'),
    read: isDraft ? null : mappingPath(mapping),
    add: mayWrite ? agencyPath(mapping, '/liens/nouveau') : null,
    edit: mayWrite ? agencyPath(mapping, '/liens') : null,
    bind: mayWrite
      ? {
          action: agencyPath(mapping, '/rattachement'),
          revision: mapping.revision,
          options: versionChoices(reading.versions, locale),
          source: idOf(reading.versions, mapping.content.source),
          target: idOf(reading.versions, mapping.content.target),
        }
      : null,
    publish: may('publish') ? mappingLifecycle.action('publish') : null,
    withdraw: may('withdraw') ? mappingLifecycle.action('withdraw') : null,
    account: mapping.account === null ? null : accountView(mapping.account, locale),
  };
}

/** The form of a link; `typed` is what a person typed from an older revision, shown beside what the draft says now. */
export function linkView(mapping: Mapping, place: number | null, locale: Locale, typed: MappingLinkForm | null = null): object {
  const { content, revision } = mapping;
  const link = place === null ? undefined : content.links[place];
  const choice = (value: string, label: Choice['label'], hint?: Choice['hint']) => ({ value, label, ...(hint && { hint }) });
  return {
    action: agencyPath(mapping, place === null ? '/liens/nouveau' : `/liens/${place}`),
    remove: link === undefined ? null : agencyPath(mapping, `/liens/${place}/retrait`),
    isNew: place === null,
    back: agencyPath(mapping),
    revision,
    source: endName(content.source, locale),
    target: endName(content.target, locale),
    relations: relations.map((relation) => choice(relation, relationLabels[relation], relationHints[relation])),
    kinds: [choice('', mappingsPages['mappings.link.no-kind']), ...rationaleKinds.map((kind) => choice(kind, rationaleKindLabels[kind]))],
    form: { values: typed ?? valuesOf(link), errors: [] },
    stale: typed === null ? null : { now: link === undefined ? null : linkRow(mapping, link, { place: place ?? 0, locale }) },
  };
}

/** What a requirement is worth elsewhere, for its public page. */
export function requirementMappings(found: readonly RequirementMapping[], locale: Locale): object[] {
  return found.map(({ link, isSource, source, target, ...mapping }) => {
    const [other, ends] = isSource ? [target, link.targets] : [source, link.sources];
    const relation = wholeRelation(link);
    return {
      relation: isSource ? relationLabels[relation] : relationLabels[inverted(relation)],
      others: ends.map((end) => endView(other, end, locale)),
      package: endName(other, locale),
      href: mappingPath(mapping),
      name: `${mapping.code} ${mapping.version}`,
    };
  });
}

function linkRow(mapping: Mapping, link: MappingLink, { place, locale }: { place: number; locale: Locale }): object {
  const { source, target } = mapping.content;
  const percent = (share: number) => formatPercent(share / 1000, locale);
  return {
    place,
    sources: link.sources.map((end) => endView(source, end, locale)),
    targets: link.targets.map((end) => endView(target, end, locale)),
    relation: relationLabels[link.relation],
    transfer: transferLabels[linkTransfer(link)],
    carries: linkTransfer(link) !== 'nothing',
    basis: [
      ...(link.rationaleKind === null ? [] : [say(rationaleKindLabels[link.rationaleKind], locale)]),
      ...(link.sureness === null ? [] : [say(mappingsPages['mappings.sureness'], locale, { percent: percent(link.sureness) })]),
      ...(link.coverage === null ? [] : [say(mappingsPages['mappings.coverage'], locale, { percent: percent(link.coverage) })]),
    ].join(', '),
    rationale: link.rationale === null ? null : shown(link.rationale, locale),
    conditions: link.conditions,
  };
}

function endView(end: MappedPackage, { key, part }: MappedEnd, locale: Locale): object {
  const label = part === null ? key : say(mappingsPages['mappings.part-of'], locale, { part, key });
  return { label, href: end.version === null ? null : requirementPath({ code: end.package, version: end.version }, key) };
}

function endName({ package: code, version }: Pick<MappedPackage, 'package' | 'version'>, locale: Locale): string {
  return `${code} ${version ?? `(${say(mappingsPages['mappings.any-version'], locale)})`}`;
}

function factsOf(mapping: Mapping, locale: Locale): object[] {
  const { content, publishedAt, withdrawnAt, withdrawalReason, contentHash } = mapping;
  const carriers = content.links.filter((link) => linkTransfer(link) !== 'nothing').length;
  const address = (end: MappedPackage) => (end.address === null ? {} : { note: end.address });
  return [
    { term: mappingsPages['mappings.source'], text: endName(content.source, locale), ...address(content.source) },
    { term: mappingsPages['mappings.target'], text: endName(content.target, locale), ...address(content.target) },
    { term: mappingsPages['mappings.links'], text: formatNumber(content.links.length, locale) },
    { term: mappingsPages['mappings.carriers'], text: formatNumber(carriers, locale) },
    ...(mapping.status === 'draft' ? [{ term: mappingsPages['mappings.revision'], text: String(mapping.revision) }] : []),
    ...(publishedAt === null ? [] : [{ term: mappingsPages['mappings.published'], text: formatDate(publishedAt, locale) }]),
    ...(withdrawnAt === null ? [] : [{ term: mappingsPages['mappings.withdrawn'], text: formatInstant(withdrawnAt, locale) }]),
    ...(withdrawalReason === null ? [] : [{ term: mappingsPages['mappings.reason'], text: withdrawalReason }]),
    ...(contentHash === null ? [] : [{ term: mappingsPages['mappings.hash'], text: contentHash, mono: true }]),
  ];
}

function accountView({ rows, findings }: NonNullable<Mapping['account']>, locale: Locale): object {
  return {
    rows: say(mappingsPages['mappings.findings.rows'], locale, { ...rows }),
    first: findings.length > remarksShown ? { count: remarksShown, total: findings.length } : null,
    columns: [
      { label: mappingsPages['mappings.level'] },
      { label: mappingsPages['mappings.row'], figures: true },
      { label: mappingsPages['mappings.message'] },
      { label: mappingsPages['mappings.cure'] },
    ],
    findings: findings.slice(0, remarksShown).map(({ level, row, path, message, cure }) => ({
      cells: [
        { badge: levelBadges[level], text: findingLevelLabels[level] },
        row === null ? { text: path || null, mono: true } : { text: formatNumber(row, locale) },
        { text: message },
        { text: cure },
      ],
    })),
  };
}

function pagesOf(total: number, from: number, locale: Locale): object | null {
  if (total <= linksOnPage) return null;
  const to = Math.min(from + linksOnPage, total);
  return {
    previous: from === 0 ? null : `?depuis=${Math.max(0, from - linksOnPage)}`,
    next: to === total ? null : `?depuis=${to}`,
    position: say(mappingsPages['mappings.page'], locale, { from: from + 1, to, total }),
  };
}

function valuesOf(link: MappingLink | undefined): Readonly<Record<string, unknown>> {
  if (link === undefined) return { relation: 'superset' };
  const lines = (ends: readonly MappedEnd[]) => ends.map(({ key }) => key).join('\n');
  return {
    sources: lines(link.sources),
    targets: lines(link.targets),
    relation: link.relation,
    kind: link.rationaleKind ?? '',
    rationale: link.rationale?.fr ?? '',
    sureness: link.sureness === null ? '' : Math.round(link.sureness / 10),
    conditions: link.conditions.join('\n'),
  };
}

function idOf(versions: readonly VersionSummary[], { package: code, version }: MappedPackage): string {
  return versions.find((one) => one.code === code && (version === null || one.label === version))?.id ?? '';
}
