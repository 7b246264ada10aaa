/** Formats a package may be imported from. */
export const importFormats = ['rem-workbook', 'rem-csv', 'convergence', 'oscal-catalog', 'ciso-assistant', 'package'] as const;
/** One value of `importFormats`. */
export type ImportFormat = (typeof importFormats)[number];
