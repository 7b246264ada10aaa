import { licence, metricColumns, openDataTexts, solutionColumns } from '#catalogue';
import { type Locale, say } from '#platform';
import { publicHref } from '../http/chrome.js';
import { cataloguePages } from './catalogue.messages.js';

const files = { solutions: solutionColumns, metrics: metricColumns } as const;
const addresses = { solutions: 'solutions', metrics: 'metriques' } as const;

/** The page of the open data: each file with its forms and its columns. */
export function openDataView(locale: Locale): object {
  return {
    files: (['solutions', 'metrics'] as const).map((name) => {
      const address = `/donnees-ouvertes/${addresses[name]}`;
      return {
        title: cataloguePages[`data.${name}`],
        text: cataloguePages[`data.${name}.text`],
        csv: `${address}.csv`,
        json: `${address}.json`,
        schema: `${address}.schema.json`,
        columnsTitle: say(cataloguePages['data.columns'], locale, { file: openDataTexts[name] }),
        columns: (['column', 'meaning', 'type'] as const).map((column) => ({ label: cataloguePages[`data.${column}`] })),
        rows: Object.entries(files[name]).map(([column, { title, description, type }]) => ({
          cells: [{ text: column, mono: true, note: title }, { text: description }, { text: type, mono: true }],
        })),
      };
    }),
    register: publicHref('/registre', locale),
    roots: publicHref('/journal', locale),
    licence: licence.path,
  };
}
