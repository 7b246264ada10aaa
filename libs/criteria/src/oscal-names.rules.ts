import type { Requirement } from './package-content.rules.js';

/** The name space of the properties and parts that only Guichet writes in an OSCAL document. */
export const oscalNamespace = 'urn:guichet:ns:criteria:1';

/** Members of a requirement that are one word or one whole number, and the property each is written as. */
export const plainMembers = [
  { member: 'domain', property: 'domain' },
  { member: 'obligation', property: 'obligation' },
  { member: 'naPolicy', property: 'na-policy' },
  { member: 'criticality', property: 'criticality' },
  { member: 'profile', property: 'profile' },
  { member: 'life', property: 'life' },
  { member: 'effectiveFrom', property: 'effective-from' },
  { member: 'effectiveUntil', property: 'effective-until' },
  { member: 'block', property: 'block' },
  { member: 'feature', property: 'feature' },
  { member: 'weight', property: 'weight' },
  { member: 'tier', property: 'tier' },
] as const satisfies readonly { member: keyof Requirement; property: string }[];

/** An object of an OSCAL document. */
export type OscalMembers = Record<string, unknown>;

/** A value when it is a text. */
export function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
