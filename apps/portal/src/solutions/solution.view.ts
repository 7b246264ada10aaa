import { approvalLifecycle, solutionLifecycle, solutionVersionLifecycle, type Solution, type SolutionSheet } from '#solutions';
import { filled } from '#platform';
import { solutionsPages } from './solutions.messages.js';

const column = (key: keyof typeof solutionsPages): object => ({ label: solutionsPages[key] });

/** The products of a vendor. */
export function solutionTable(sheets: readonly SolutionSheet[]): object {
  return {
    caption: solutionsPages['solutions.title'],
    hidden: true,
    list: true,
    columns: [
      column('solutions.column.name'),
      column('solutions.column.type'),
      column('solutions.column.version'),
      column('solutions.column.status'),
    ],
    rows: sheets.map(({ solution, versions }) => {
      const { badge, label } = solutionLifecycle.show(solution.status);
      return {
        cells: [
          { text: solution.name, href: `/solutions/${solution.id}` },
          { text: solution.softwareType },
          { text: versions[0]?.label ?? null },
          { badge, text: label },
        ],
      };
    }),
  };
}

/** What a form of the sheet starts from. */
export function sheetValues({ name, softwareType, nil, texts, version }: Solution): Readonly<Record<string, unknown>> {
  return {
    ...{ name, softwareType, nil, version, website: texts.website },
    ...{ taglineFr: texts.tagline?.fr, taglineEn: texts.tagline?.en },
    ...{ descriptionFr: texts.description?.fr, descriptionEn: texts.description?.en },
  };
}

/** The page of a product: its sheet, versions and approvals. */
export function sheetView({ solution, versions, approvals }: SolutionSheet, mayWrite: boolean): object {
  return {
    id: solution.id,
    name: solution.name,
    status: solutionLifecycle.show(solution.status),
    actions: solutionLifecycle.actionsFrom(solution.status).map((action) => ({ action, label: solutionLifecycle.action(action) })),
    mayWrite,
    versions: versions.map((version) => ({
      id: version.id,
      version: version.label,
      technical: version.technicalNumber && filled(solutionsPages['versions.technical'], { number: version.technicalNumber }),
      status: solutionVersionLifecycle.show(version.status),
      actions: mayWrite
        ? solutionVersionLifecycle.actionsFrom(version.status).map((action) => ({ action, label: solutionVersionLifecycle.action(action) }))
        : [],
      applyHref: version.status === 'obsolete' ? null : `/candidatures/nouvelle?version=${version.id}`,
      approvals: approvals
        .filter(({ solutionVersionId }) => solutionVersionId === version.id)
        .map(({ kind, number, status }) => {
          const shown = approvalLifecycle.show(status);
          return { term: `${kind} ${number}`, badge: shown.badge, text: shown.label };
        }),
      fieldSuffix: version.id,
    })),
  };
}
