import { rehearsalPolicy } from '#candidatures';
import {
  findingLevelLabels,
  packageLifecycle,
  packagePolicy,
  type Finding,
  type FindingLevel,
  type ImportReport,
  type PackageAction,
  type PackageVersion,
  type VersionSummary,
} from '#criteria';
import { formatNumber, say, type Actor, type Badge, type Ctx, type Locale, type Text } from '#platform';
import { formatDate, formatInstant } from '../http/formats.js';
import { authoringPages } from './authoring.messages.js';
import { criteriaPages } from './criteria.messages.js';
import { lineagePages } from './lineage.messages.js';
import { announced, shown, versionPath } from './criteria.view.js';
import { rehearsalPath } from './rehearsal.view.js';

const formats: Readonly<Record<ImportReport['format'], Text>> = {
  'rem-workbook': criteriaPages['packages.format.rem-workbook'],
  'rem-csv': criteriaPages['packages.format.rem-csv'],
  convergence: criteriaPages['packages.format.convergence'],
  'oscal-catalog': criteriaPages['packages.format.oscal-catalog'],
  'ciso-assistant': criteriaPages['packages.format.ciso-assistant'],
  package: criteriaPages['packages.format.package'],
  lineage: criteriaPages['packages.format.lineage'],
};
const levels: readonly FindingLevel[] = ['error', 'warning', 'info'];
/** Badge of each level of remark. */
export const levelBadges: Readonly<Record<FindingLevel, Badge>> = { error: 'error', warning: 'warning', info: 'neutral' };
/** What each action changes; `amend` follows a publication by itself, `consult` is done with dates on the page of the consultation. */
const effects: Readonly<Record<Exclude<PackageAction, 'amend' | 'consult'>, Text>> = {
  redraft: criteriaPages['packages.act.redraft'],
  freeze: criteriaPages['packages.act.freeze'],
  publish: criteriaPages['packages.act.publish'],
  close: criteriaPages['packages.act.close'],
};

/** Every version, and the latest imports. */
export function packagesView(
  versions: readonly VersionSummary[],
  reports: readonly ImportReport[],
  { now, locale }: Pick<Ctx, 'now' | 'locale'>,
): object {
  return {
    columns: [
      { label: criteriaPages['packages.name'] },
      { label: criteriaPages['packages.version'] },
      { label: criteriaPages['packages.requirements'], figures: true },
      { label: criteriaPages['packages.status'] },
      { label: criteriaPages['packages.published'] },
    ],
    rows: versions.map((version) => ({
      cells: [
        { text: shown(version.title, locale).text, href: `/agence/referentiels/${version.id}`, note: version.code },
        { text: version.label, mono: true },
        { text: formatNumber(version.requirements, locale) },
        { badge: packageLifecycle.show(version.status).badge, text: packageLifecycle.show(version.status).label },
        { text: version.publishedAt === null ? null : formatDate(version.publishedAt, locale), note: announced(version, now, locale)[0] },
      ],
    })),
    reportColumns: [
      { label: criteriaPages['packages.report.date'] },
      { label: criteriaPages['packages.report.format'] },
      { label: criteriaPages['packages.report.read'], figures: true },
      { label: criteriaPages['packages.report.kept'], figures: true },
      { label: criteriaPages['packages.report.rejected'], figures: true },
      { label: criteriaPages['packages.report.remarks'], figures: true },
    ],
    reports: reports.map((report) => ({
      cells: [
        { text: formatInstant(report.importedAt, locale, { style: 'short' }), href: `/agence/referentiels/imports/${report.id}` },
        { text: formats[report.format] },
        ...[report.rowsRead, report.rowsKept, report.rowsRejected, report.findings.length].map((n) => ({ text: formatNumber(n, locale) })),
      ],
    })),
  };
}

/** One version and what may be done to it by this person. */
export function packageView(version: PackageVersion, actor: Actor, locale: Locale): object {
  const { content, status } = version;
  const shownStatus = packageLifecycle.show(status);
  return {
    title: shown(content.title, locale),
    code: content.code,
    version: version.label,
    status: shownStatus,
    read: versionPath(content.code, version.label),
    lineage: packagePolicy.write(actor, version) ? `/agence/referentiels/${version.id}/filiation` : null,
    rehearsal: rehearsalPolicy.rehearse(actor, undefined) ? rehearsalPath(version.id) : null,
    facts: [
      { term: criteriaPages['packages.status'], text: shownStatus.label, badge: shownStatus.badge },
      { term: criteriaPages['packages.requirements'], text: formatNumber(content.requirements.length, locale) },
      { term: criteriaPages['packages.created'], text: formatInstant(version.createdAt, locale) },
      ...(version.frozenAt === null ? [] : [{ term: criteriaPages['packages.frozen'], text: formatInstant(version.frozenAt, locale) }]),
      ...(version.publishedAt === null
        ? []
        : [{ term: criteriaPages['packages.published'], text: formatInstant(version.publishedAt, locale) }]),
      ...(version.effectiveFrom === null
        ? []
        : [{ term: authoringPages['authoring.effective'], text: formatDate(version.effectiveFrom, locale) }]),
      ...(version.contentHash === null ? [] : [{ term: criteriaPages['criteria.hash'], text: version.contentHash, mono: true }]),
    ],
    actions: packageLifecycle.actionsFrom(status).flatMap((action) =>
      action === 'amend' || action === 'consult' || !packagePolicy[action](actor, version)
        ? []
        : [
            {
              action,
              address: `/agence/referentiels/${version.id}/actions`,
              name: packageLifecycle.action(action),
              effect: effects[action],
            },
          ],
    ),
  };
}

/** The account of an import: rows, then every remark, or those of one level. */
export function reportView(report: ImportReport, wanted: string, locale: Locale): object {
  const level = levels.find((one) => one === wanted) ?? null;
  const path = `/agence/referentiels/imports/${report.id}`;
  const count = (one: FindingLevel) => report.findings.filter((found) => found.level === one).length;
  const findings = report.findings.filter((found) => level === null || found.level === level);
  return {
    outcome: outcomeOf(report),
    figures: [
      { label: criteriaPages['packages.report.read'], value: formatNumber(report.rowsRead, locale) },
      { label: criteriaPages['packages.report.kept'], value: formatNumber(report.rowsKept, locale) },
      { label: criteriaPages['packages.report.rejected'], value: formatNumber(report.rowsRejected, locale) },
    ],
    facts: [
      { term: criteriaPages['packages.report.date'], text: formatInstant(report.importedAt, locale) },
      { term: criteriaPages['packages.report.format'], text: formats[report.format] },
      { term: criteriaPages['packages.report.file'], text: report.fileSha256, mono: true },
    ],
    tabs: [
      {
        href: path,
        label: say(criteriaPages['packages.report.all-levels'], locale, { count: report.findings.length }),
        current: level === null,
      },
      ...levels.map((one) => ({
        href: `${path}?niveau=${one}`,
        label: say(criteriaPages['packages.report.level-count'], locale, { level: findingLevelLabels[one], count: count(one) }),
        current: level === one,
      })),
    ],
    columns: [
      { label: criteriaPages['packages.report.level'] },
      { label: criteriaPages['packages.report.row'], figures: true },
      { label: criteriaPages['packages.report.column'] },
      { label: criteriaPages['packages.report.message'] },
      { label: criteriaPages['packages.report.cure'] },
    ],
    rows: findings.map((found) => findingRow(found, locale)),
  };
}

/** What an import left behind: a draft, links in a draft, or its report only. */
function outcomeOf({ packageVersionId, format, rowsKept }: ImportReport): object {
  if (packageVersionId === null) return { kind: 'error', text: criteriaPages['packages.report.not-saved'], href: null };
  const draft = `/agence/referentiels/${packageVersionId}`;
  if (format !== 'lineage') {
    return { kind: 'success', text: criteriaPages['packages.report.saved'], href: draft, link: criteriaPages['packages.report.draft'] };
  }
  const text = lineagePages[rowsKept > 0 ? 'lineage.report.kept' : 'lineage.report.none'];
  return { kind: rowsKept > 0 ? 'success' : 'error', text, href: `${draft}/filiation`, link: lineagePages['lineage.report.back'] };
}

function findingRow({ level, row, column, message, cure }: Finding, locale: Locale): object {
  return {
    cells: [
      { badge: levelBadges[level], text: findingLevelLabels[level] },
      { text: row === null ? null : formatNumber(row, locale) },
      { text: column },
      { text: message },
      { text: cure },
    ],
  };
}
