/** The members of an unknown value read from a document; none when it is not an object. */
export function membersOf(value: unknown): Record<string, unknown> {
  // an object read from YAML or JSON has string keys; anything else has no members for us
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The items of an unknown value; none when it is not a list. */
export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text of an unknown value; empty when it is neither a text nor a number. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim() : '';
}
