import { rationaleKinds, relations } from './mapping.rules.js';

const line = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength, pattern: '^[^\\p{C}]+$' });
const words = { type: 'string', minLength: 1, maxLength: 4000 };
const text = { type: 'object', additionalProperties: false, required: ['fr'], properties: { fr: words, en: words } };
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const share = orNull({ type: 'integer', minimum: 0, maximum: 1000 });
const code = { type: 'string', pattern: '^[A-Z0-9][A-Z0-9-]{1,39}$' };
const label = { type: 'string', pattern: '^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$' };
const keys = { type: 'array', items: line(160), maxItems: 20_000 };
const named = {
  type: 'object',
  additionalProperties: false,
  required: ['package'],
  properties: { package: code, version: orNull(label), address: orNull(line(500)) },
};
const end = {
  anyOf: [
    line(160),
    { type: 'object', additionalProperties: false, required: ['key', 'part'], properties: { key: line(160), part: orNull(line(160)) } },
  ],
};
const ends = { type: 'array', minItems: 1, maxItems: 200, items: end };
const link = {
  type: 'object',
  additionalProperties: false,
  required: ['sources', 'targets', 'relation'],
  properties: {
    sources: ends,
    targets: ends,
    relation: { enum: relations },
    rationaleKind: orNull({ enum: rationaleKinds }),
    rationale: orNull(text),
    sureness: share,
    coverage: share,
    conditions: { type: 'array', maxItems: 20, items: { type: 'string', minLength: 1, maxLength: 1000 } },
  },
};

/** The format of a mapping (JSON Schema 2020-12): a relation reads source first; shares are in thousandths. */
export const mappingSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:guichet:schema:mapping:1',
  title: 'Equivalences between two criteria packages',
  type: 'object',
  additionalProperties: false,
  required: ['format', 'code', 'version', 'title', 'source', 'target', 'links'],
  properties: {
    $schema: { type: 'string' },
    format: { const: 1 },
    code,
    version: label,
    title: text,
    summary: orNull(text),
    source: named,
    target: named,
    links: { type: 'array', maxItems: 20_000, items: link },
    withoutTarget: keys,
    withoutSource: keys,
  },
} as const;
