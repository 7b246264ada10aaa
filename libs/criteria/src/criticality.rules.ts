import type { Criticality } from './package-content.rules.js';
import { headerForm } from './rem-columns.rules.js';

/** Printed names of the criticalities. */
export const criticalityNames: Readonly<Record<Criticality, string>> = { minor: 'Mineure', major: 'Majeure', critical: 'Critique' };

const byForm = new Map<string, Criticality>([
  ...(['minor', 'major', 'critical'] as const).flatMap((one): [string, Criticality][] => [
    [one, one],
    [headerForm(criticalityNames[one]), one],
  ]),
]);

/** The criticality a cell says, in French or in English; null when it says none. */
export function criticalityOf(printed: string): Criticality | null {
  return byForm.get(headerForm(printed)) ?? null;
}
