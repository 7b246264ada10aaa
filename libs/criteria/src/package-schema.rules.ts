import {
  criticalities,
  derivations,
  evidenceKinds,
  naPolicies,
  obligations,
  referenceKinds,
  requirementLives,
} from './package-content.rules.js';
import { scoreSchema } from './score-schema.rules.js';

const ref = (name: string, description: string) => ({ $ref: `#/$defs/${name}`, description });
const orNull = (schema: object, description: string) => ({ anyOf: [schema, { type: 'null' }], default: null, description });
const list = (items: object, description: string) => ({ type: 'array', items, default: [], description });
const object = (required: string[], properties: object, description: string) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
  description,
});

const line = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength, pattern: '^[^\\p{C}]+$' });
const key = { $ref: '#/$defs/key' };
const text = { $ref: '#/$defs/text' };
const day = { type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' };

const requirement = object(
  ['key', 'section', 'domain', 'obligation', 'statement'],
  {
    key: ref('key', 'Assigned once, kept through versions, unique in the package.'),
    number: { ...line(80), description: 'Printed label; the key when left out. May repeat in a real file.' },
    section: ref('key', 'Key of the section (chapter) it belongs to.'),
    block: orNull(line(300), 'Grouping inside the section (bloc).'),
    feature: orNull(line(300), 'Grouping inside the block (fonction).'),
    domain: ref('domain', 'Domain the requirement counts in; may differ from that of the package.'),
    obligation: { enum: obligations, description: 'must: needed for a favourable verdict; may: recommended.' },
    criticality: orNull({ enum: criticalities }, 'Printed criticality, when the source gives one.'),
    naPolicy: { enum: naPolicies, default: 'forbidden', description: 'Whether the vendor may claim that it does not apply.' },
    profile: orNull(key, 'Key of a profile; left out: the implied profile general, always applicable.'),
    life: { enum: requirementLives, default: 'current', description: 'future: shown, not counted; obsolete: kept for reading only.' },
    effectiveFrom: orNull(day, 'Day announced for a future requirement; life alone decides what counts.'),
    effectiveUntil: orNull(day, 'Last day of an obsolete one.'),
    weight: { type: 'integer', minimum: 0, maximum: 1000000, default: 1000, description: 'In thousandths: 1000 is one.' },
    tier: orNull({ type: 'integer', minimum: 0, maximum: 99 }, 'Tier, from 0, where a score climbs tiers.'),
    title: orNull(text, 'Short title.'),
    statement: ref('text', 'What the product must or may do.'),
    why: orNull(text, 'Why it is asked.'),
    verificationPoints: list(text, 'What the reviewer checks; never shown to vendors.'),
    externalReferences: list(ref('externalReference', 'A rule it rests on.'), 'Rules of other documents on which the requirement rests.'),
    derivedFrom: list(ref('derivation', 'One origin.'), 'Requirements of earlier or shared packages it comes from.'),
    translations: {
      type: 'object',
      default: {},
      propertyNames: { pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' },
      additionalProperties: object(
        ['statement'],
        { title: { $ref: '#/$defs/words' }, statement: { $ref: '#/$defs/words' }, why: { $ref: '#/$defs/words' } },
        'Texts of the requirement in that language.',
      ),
      description: 'Languages other than French and English, by BCP 47 tag.',
    },
  },
  'One requirement.',
);

const scenario = object(
  ['key', 'statement', 'requirements'],
  {
    key: ref('key', 'Unique among the scenarios of the package.'),
    number: orNull(line(160), 'Printed label.'),
    title: orNull(text, 'Short title.'),
    statement: ref('text', 'What is shown, and what must be seen.'),
    requirements: {
      type: 'array',
      items: key,
      minItems: 1,
      uniqueItems: true,
      description: 'Keys of the requirements it verifies: one or several.',
    },
    steps: list(
      object(
        ['text'],
        {
          text: ref('text', 'What is done in this step.'),
          requirements: {
            type: 'array',
            items: key,
            uniqueItems: true,
            default: [],
            description: 'Keys it serves; left out: all those of the scenario.',
          },
        },
        'One step.',
      ),
      'Steps, in order.',
    ),
  },
  'How one or several requirements are verified.',
);

const evidence = object(
  ['key', 'requirements', 'label'],
  {
    key: ref('key', 'Unique among the expected evidence of the package.'),
    number: orNull(line(160), 'Printed label.'),
    scenario: orNull(key, 'Key of the scenario that yields it, if any.'),
    requirements: {
      type: 'array',
      items: key,
      minItems: 1,
      uniqueItems: true,
      description: 'Keys of the requirements it serves: one deposit may serve several.',
    },
    kinds: { type: 'array', items: { enum: evidenceKinds }, uniqueItems: true, default: [], description: 'Accepted forms of file.' },
    referenceKind: orNull({ enum: referenceKinds }, 'A reference to another system that may stand instead of a file.'),
    label: ref('text', 'What is to be deposited.'),
  },
  'One thing to deposit: a file of one of the kinds, or a reference; either satisfies it.',
);

/** The public description of a criteria package: JSON Schema draft 2020-12, printed as `criteria/criteria-package.schema.json`. */
export const packageSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:guichet:criteria-package:1',
  title: 'Criteria package',
  ...object(
    ['format', 'code', 'version', 'domain', 'title', 'sections', 'requirements'],
    {
      $schema: { type: 'string', description: 'Address of this schema, for editors; no part of the content.' },
      format: { const: 1, description: 'Version of this format.' },
      code: { type: 'string', pattern: '^[A-Z0-9][A-Z0-9-]{1,39}$', description: 'Code of the package, the same in all its versions.' },
      version: { type: 'string', pattern: '^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$', description: 'Label of this version.' },
      domain: ref('domain', 'Main domain of the package.'),
      title: ref('text', 'Title.'),
      summary: orNull(text, 'What the package is for, in a few sentences.'),
      sections: {
        type: 'array',
        minItems: 1,
        items: ref('section', 'A chapter.'),
        description: 'Chapters, in printed order: the unit of submission and validation.',
      },
      profiles: list(ref('profile', 'A profile.'), 'Profiles other than general, which is implied.'),
      requirements: { type: 'array', minItems: 1, maxItems: 5000, items: requirement, description: 'Requirements, in printed order.' },
      scenarios: { type: 'array', maxItems: 20000, items: scenario, default: [], description: 'Conformity scenarios, in printed order.' },
      evidence: { type: 'array', maxItems: 50000, items: evidence, default: [], description: 'Expected evidence, in printed order.' },
      scoring: object(
        ['rule', 'version'],
        {
          rule: { const: 'all-must', description: 'Favourable when every applicable must is conform.' },
          version: { const: 1, description: 'Version of the algorithm.' },
        },
        'How results become a verdict; all-must version 1 when left out.',
      ),
      scores: { type: 'array', maxItems: 100, items: scoreSchema, default: [], description: 'Scores given beside the verdict.' },
    },
    'Content document of one version of a criteria package, written in YAML or JSON. Its hash is the SHA-256 of its RFC 8785 form: text in NFC with LF line ends, members equal to their default left out, whole numbers only, lists in printed order.',
  ),
  $defs: {
    key: {
      type: 'string',
      pattern: '^[^\\s\\p{C}]([^\\p{C}]{0,158}[^\\s\\p{C}])?$',
      description: 'Stable name, without leading or trailing space.',
    },
    domain: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$', description: 'interoperability, security, ethics, eco, or another.' },
    words: { type: 'string', minLength: 1, maxLength: 12000, pattern: '\\S', not: { pattern: '[\\u0000\\p{Cs}]' } },
    text: object(['fr'], { fr: { $ref: '#/$defs/words' }, en: { $ref: '#/$defs/words' } }, 'French, and English when it exists.'),
    section: object(['key', 'title'], { key: ref('key', 'Unique among sections.'), title: ref('text', 'Title.') }, 'A chapter.'),
    profile: object(
      ['key', 'label', 'question'],
      {
        key: {
          type: 'string',
          pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
          maxLength: 80,
          not: { const: 'general' },
          description: 'Unique among profiles.',
        },
        label: ref('text', 'Name of the profile.'),
        question: ref('text', 'Asked to the vendor; yes makes its requirements applicable.'),
      },
      'A group of requirements switched on by a yes/no question.',
    ),
    externalReference: object(
      ['document'],
      {
        document: { ...line(300), description: 'Name and version of the document.' },
        id: orNull(line(120), 'Number of the rule in it.'),
        url: orNull({ type: 'string', maxLength: 500, pattern: '^https?://[^\\s]+$' }, 'Public address.'),
      },
      'A rule of another document.',
    ),
    derivation: object(
      ['key', 'relation'],
      {
        package: orNull(line(40), 'Code of the package it comes from.'),
        version: orNull(line(40), 'Version of that package.'),
        key: ref('key', 'Key of the requirement there.'),
        relation: { enum: derivations, description: 'How the text changed.' },
      },
      'An origin.',
    ),
  },
} as const;
