import { ecoindexVersions } from './scores-ecoindex.rules.js';

const whole = (minimum: number, maximum: number, description: string) => ({ type: 'integer', minimum, maximum, description });
const closed = (required: string[], properties: object, description: string) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
  description,
});
const key = { $ref: '#/$defs/key' };
const share = (description: string) => whole(0, 1000, `${description}, in thousandths.`);
const rule = (kind: string, members: Record<string, object>, description: string) =>
  closed(['kind', ...Object.keys(members)], { kind: { const: kind }, ...members }, description);

const limit = closed(
  ['atMost', 'credit'],
  {
    atMost: whole(0, Number.MAX_SAFE_INTEGER, 'Largest measure of this step.'),
    credit: share('What it earns'),
  },
  'One step: a measure at or below `atMost` earns `credit`; steps go upwards, above the last one nothing is earned.',
);

const byKind = (rules: object[], description: string) => ({
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: rules,
  description,
});

/** Rules that may stand inside another one. */
const simpleRules = [
  rule('weighted-credit', {}, 'Weighted mean of the credits.'),
  rule(
    'thresholds',
    {
      limits: {
        type: 'object',
        propertyNames: key,
        additionalProperties: { type: 'array', minItems: 1, maxItems: 100, items: limit },
        description: 'Steps by key of requirement.',
      },
    },
    'Each mark is a measure, held against the steps of its requirement; shares are averaged by weight.',
  ),
  rule(
    'product-of-shares',
    { floor: share('What the musts alone are worth'), rest: share('What the mays add') },
    'Per section: (floor + rest × share of mays) × share of musts.',
  ),
  rule(
    'scale',
    { from: whole(-1000, 1000, 'Lowest mark.'), to: whole(-1000, 1000, 'Highest mark.') },
    'Weighted mean of marks on a scale.',
  ),
];

const credit = {
  anyOf: [whole(0, 1000, 'Thousandths.'), { type: 'null' }],
  description: 'In thousandths, or null: it leaves the denominator.',
};

const algorithm = closed(
  ['id', 'version', 'rule'],
  {
    id: {
      type: 'string',
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      maxLength: 80,
      description: 'Name of the algorithm, kept with every score.',
    },
    version: { type: 'string', pattern: '^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$', description: 'Its version, kept with every score.' },
    rule: byKind(
      [
        rule('all-must', {}, 'The maximum when every must is fully credited, otherwise nothing.'),
        ...simpleRules,
        rule('tiers', { cap: whole(0, 100, 'Percentage a tier not complete may not pass.') }, 'Tiers climbed in order.'),
        rule('knock-out', { then: byKind(simpleRules, 'Applied to the mays.') }, 'Nothing unless every must is credited.'),
      ],
      'How marks become one number.',
    ),
    credits: closed(
      ['met', 'partial', 'unmet', 'in_progress', 'not_assessed', 'not_applicable'],
      {
        met: share('Credit'),
        partial: share('Credit'),
        unmet: share('Credit'),
        in_progress: share('Credit'),
        not_assessed: share('Credit'),
        not_applicable: credit,
      },
      'What each mark is worth; left out: met 1000, all else 0, not applicable leaves the denominator.',
    ),
    maximum: whole(1, 1000000, 'Value of a full score; 100 when left out.'),
    rounding: {
      type: 'object',
      required: ['mode'],
      discriminator: { propertyName: 'mode' },
      oneOf: [
        closed(['mode'], { mode: { const: 'exact' } }, 'As computed.'),
        closed(
          ['mode', 'decimals'],
          { mode: { enum: ['half-away', 'half-even', 'down'] }, decimals: whole(0, 6, 'Decimals kept.') },
          'Rounded to some decimals.',
        ),
      ],
      description: 'How the value is rounded; to the nearest tenth when left out.',
    },
    bands: {
      type: 'array',
      maxItems: 100,
      items: closed(
        ['from', 'label'],
        {
          from: whole(-1000000, 1000000, 'Least value.'),
          label: { type: 'string', minLength: 1, maxLength: 80, pattern: '^[^\\p{C}]+$', description: 'Name of the band.' },
          isStrict: { type: 'boolean', description: 'True: strictly above `from`.' },
        },
        'From a value on, a label.',
      ),
      default: [],
      description: 'Labels, from the highest band down.',
    },
  },
  'A score algorithm as data.',
);

const label = { $ref: '#/$defs/text', description: 'Name of the score.' };
const own = { $ref: '#/$defs/key', description: 'Unique among scores.' };

/** The part of the schema that says how a package declares its scores: computed from results, or measured on the product. */
export const scoreSchema = {
  type: 'object',
  // One or the other by a member, so that an error speaks of the one that was meant.
  if: { required: ['measure'] },
  then: closed(
    ['key', 'label', 'measure', 'version', 'requirement'],
    {
      key: own,
      label,
      measure: { const: 'ecoindex', description: 'EcoIndex of a page: elements, requests, kilobytes.' },
      version: { enum: ecoindexVersions, description: 'Edition of the formula.' },
      requirement: { $ref: '#/$defs/key', description: 'Requirement that asks for the measure.' },
    },
    'A score measured on the product itself.',
  ),
  else: closed(
    ['key', 'label', 'algorithm'],
    {
      key: own,
      label,
      sections: {
        type: 'array',
        items: key,
        uniqueItems: true,
        default: [],
        description: 'Sections whose requirements count; left out: all.',
      },
      algorithm,
    },
    'A score computed from results. Weights and tiers are those of the requirements; one that forbids "not applicable" counts as unmet when set aside.',
  ),
  description: 'A score given beside the verdict, which it never changes.',
};
