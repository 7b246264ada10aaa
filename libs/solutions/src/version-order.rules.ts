/** Compares two version labels as people read them: 8.10 comes after 8.9, and 8.3 before 8.3.1. */
export function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true, sensitivity: 'base' });
}

/** Whether a version only raises the last figures of another (8.3.0 → 8.3.4): an ascending minor version keeps its referencing. */
export function isMinorOf(candidate: string, base: string): boolean {
  const major = (label: string): string => label.split('.').slice(0, 2).join('.');
  return major(candidate) === major(base) && compareVersions(candidate, base) > 0;
}
