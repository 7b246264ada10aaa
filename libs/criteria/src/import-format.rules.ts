/** Formats a package may be imported from; `lineage` is a file of links between two versions. */
export const importFormats = ['rem-workbook', 'rem-csv', 'convergence', 'oscal-catalog', 'ciso-assistant', 'package', 'lineage'] as const;
/** One value of `importFormats`. */
export type ImportFormat = (typeof importFormats)[number];
