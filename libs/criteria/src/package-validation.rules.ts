import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { DateTime } from 'luxon';
import { complete, type PackageContent, type PackageDocument } from './package-content.rules.js';
import { finding, type Finding } from './finding.messages.js';
import { packageSchema } from './package-schema.rules.js';

/** What validation says: the complete content when no remark is an error, and every remark at once. */
export interface Validation {
  content: PackageContent | null;
  findings: Finding[];
}

const validator = new Ajv2020({ allErrors: true, strictTypes: false, discriminator: true }).compile(packageSchema);

/** Validates an unknown value as a package: form (JSON Schema) and meaning (keys, references), all errors at once. */
export function validatePackage(document: unknown): Validation {
  const findings = packageFindings(document);
  const isValid = findings.every(({ level }) => level !== 'error');
  // The schema has just proved the shape.
  return { content: isValid ? complete(document as PackageDocument) : null, findings };
}

/** Every remark on an unknown value held for a package; it is one when none is an error. */
export function packageFindings(document: unknown): Finding[] {
  if (!isObject(document)) return [finding('document.not_an_object')];
  const hasForm = validator(document);
  return [...(hasForm ? [] : formFindings(validator.errors ?? [])), ...meaningFindings(document)];
}

/** Keywords that only repeat what their branches say. */
const echoes = new Set(['anyOf', 'oneOf', 'if', 'not', 'propertyNames']);

/** What a JSON Schema says of a document, as remarks. */
export function formFindings(errors: ErrorObject[]): Finding[] {
  const nullable = errors.filter((e) => e.keyword === 'type' && e.params.type === 'null').map((e) => e.instancePath);
  return (
    errors
      .filter((e) => !echoes.has(e.keyword) || e.keyword === 'not')
      // "or null" is one branch of an optional member: the other branch says what is wrong.
      .filter((e) => !(nullable.includes(e.instancePath) && e.keyword === 'type' && e.params.type === 'null'))
      .map(formFinding)
  );
}

function formFinding({ keyword, instancePath, params }: ErrorObject): Finding {
  const where = { path: instancePath, column: instancePath.split('/').at(-1) ?? null };
  switch (keyword) {
    case 'required':
      return finding('schema.required', { path: instancePath, column: params.missingProperty }, { name: params.missingProperty });
    case 'additionalProperties':
      return finding(
        'schema.unknown_member',
        { path: `${instancePath}/${params.additionalProperty}`, column: params.additionalProperty },
        { name: params.additionalProperty },
      );
    case 'type':
      return finding('schema.type', where, { expected: String(params.type) });
    case 'enum':
      return finding('schema.choice', where, { allowed: params.allowedValues.join(', ') });
    case 'discriminator':
      return finding(
        'schema.unknown_kind',
        { path: `${instancePath}/${params.tag}`, column: params.tag },
        { value: String(params.tagValue) },
      );
    case 'const':
      return finding('schema.choice', where, { allowed: String(params.allowedValue) });
    case 'pattern':
      return finding('schema.pattern', where, { pattern: params.pattern });
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minimum':
    case 'maximum':
      return finding('schema.size', where, { bound: `${keyword} ${params.limit}` });
    default:
      return finding('schema.other', where, { rule: keyword });
  }
}

type Loose = Record<string, unknown>;

/** Checks that keys are unique and references resolve, on whatever part of the document has the right shape. */
function meaningFindings(document: Loose): Finding[] {
  const [sections, profiles, requirements, scenarios, evidence, scores] = [
    'sections',
    'profiles',
    'requirements',
    'scenarios',
    'evidence',
    'scores',
  ].map((name) => rowsOf(document, name));
  const known = {
    sections: keysOf(sections),
    profiles: keysOf(profiles),
    requirements: keysOf(requirements),
    scenarios: keysOf(scenarios),
  };
  const servedBy = new Map(scenarios.map(({ value }) => [value.key, new Set(strings(value.requirements))]));
  return [
    ...[sections, profiles, requirements, scenarios, evidence, scores].flatMap(repeatedKeys),
    ...requirements.flatMap((row) => [
      ...dangling(row, 'section', [row.value.section], known.sections),
      ...dangling(row, 'profile', [row.value.profile], known.profiles),
    ]),
    ...scenarios.flatMap((row) => [
      ...dangling(row, 'requirements', strings(row.value.requirements), known.requirements),
      ...stepsOutside(row),
    ]),
    ...evidence.flatMap((row) => [
      ...dangling(row, 'requirements', strings(row.value.requirements), known.requirements),
      ...dangling(row, 'scenario', [row.value.scenario], known.scenarios),
      ...evidenceOutside(row, servedBy.get(row.value.scenario)),
      ...(strings(row.value.kinds).length === 0 && row.value.referenceKind == null
        ? [finding('evidence.without_form', at(row, 'kinds'))]
        : []),
    ]),
    ...scores.flatMap((row) => [
      ...dangling(row, 'sections', strings(row.value.sections), known.sections),
      ...dangling(row, 'requirement', [row.value.requirement], known.requirements),
      ...dangling(row, 'algorithm', limitedKeys(row.value.algorithm), known.requirements),
    ]),
    ...requirements.flatMap(oddDates),
    ...unused(sections, requirements, 'section', 'section.unused'),
    ...unused(profiles, requirements, 'profile', 'profile.unused'),
  ];
}

/** Requirements for which the rule of a score gives limits. */
export function limitedKeys(algorithm: unknown): string[] {
  const rule = isObject(algorithm) && isObject(algorithm.rule) ? algorithm.rule : {};
  const inner = isObject(rule.then) ? rule.then : rule;
  return isObject(inner.limits) ? Object.keys(inner.limits) : [];
}

/** Days that no calendar knows, and an end before its beginning. */
function oddDates(row: Row): Finding[] {
  const members = ['effectiveFrom', 'effectiveUntil'] as const;
  const odd = members.filter((member) => isUnknownDay(row.value[member]));
  const [from, until] = members.map((member) => row.value[member]);
  const isReversed = odd.length === 0 && typeof from === 'string' && typeof until === 'string' && until < from;
  return [
    ...odd.map((member) => finding('date.unknown', at(row, member), { date: String(row.value[member]) })),
    ...(isReversed ? [finding('date.reversed', at(row, 'effectiveUntil'), { from, until })] : []),
  ];
}

function isUnknownDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !DateTime.fromISO(value).isValid;
}

interface Row {
  path: string;
  value: Loose;
}

function rowsOf(document: Loose, name: string): Row[] {
  const list = document[name];
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown, position) => (isObject(value) ? [{ path: `/${name}/${position}`, value }] : []));
}

function keysOf(rows: Row[]): Set<unknown> {
  return new Set(rows.map(({ value }) => value.key));
}

function repeatedKeys(rows: Row[]): Finding[] {
  const seen = new Set<unknown>();
  return rows.flatMap((row) => {
    const isRepeated = seen.has(row.value.key);
    seen.add(row.value.key);
    return isRepeated && typeof row.value.key === 'string' ? [finding('key.repeated', at(row, 'key'), { key: row.value.key })] : [];
  });
}

function dangling(row: Row, member: string, keys: unknown[], known: Set<unknown>): Finding[] {
  return keys.flatMap((key) =>
    typeof key === 'string' && !known.has(key) ? [finding('reference.dangling', at(row, member), { key })] : [],
  );
}

function stepsOutside(scenario: Row): Finding[] {
  const served = strings(scenario.value.requirements);
  return rowsOf(scenario.value, 'steps').flatMap((step) =>
    strings(step.value.requirements)
      .filter((key) => !served.includes(key))
      .map((key) =>
        finding('step.outside_scenario', { path: `${scenario.path}${step.path}/requirements`, column: 'requirements' }, { key }),
      ),
  );
}

function evidenceOutside(row: Row, served: Set<string> | undefined): Finding[] {
  if (served === undefined) return [];
  return strings(row.value.requirements)
    .filter((key) => !served.has(key))
    .map((key) => finding('evidence.outside_scenario', at(row, 'requirements'), { key }));
}

function unused(groups: Row[], requirements: Row[], member: string, code: 'section.unused' | 'profile.unused'): Finding[] {
  const used = new Set(requirements.map(({ value }) => value[member]));
  return groups.flatMap((row) =>
    typeof row.value.key === 'string' && !used.has(row.value.key) ? [finding(code, at(row, 'key'), { key: row.value.key })] : [],
  );
}

function at(row: Row, member: string): { path: string; column: string } {
  return { path: `${row.path}/${member}`, column: member };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
