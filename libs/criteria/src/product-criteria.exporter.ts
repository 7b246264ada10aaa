import { canonical, say, sha256, type Locale } from '#platform';
import { strToU8 } from 'fflate';
import writeWorkbook from 'write-excel-file/node';
import type { ProfileAnswers } from './applicability.rules.js';
import { bilingual, type OperatorText, type Profile, type Requirement } from './package-content.rules.js';
import { criticalityLabels, evidenceFormLabels, naPolicyLabels, obligationLabels } from './package.messages.js';
import { kitMessages } from './product-criteria.messages.js';
import { stableWorkbook, stableZip } from './zip.rules.js';
import type { AskedRequirement, ProductCriteria } from './product-criteria.rules.js';

/** What a kit is made from. */
export interface KitFacts {
  /** Code and title of the call. */
  readonly call: { readonly code: string; readonly title: string };
  readonly packages: readonly ProductCriteria[];
  readonly questions: readonly Profile[];
  readonly answers: ProfileAnswers;
  readonly locale: Locale;
}

interface Column {
  readonly name: keyof typeof kitMessages;
  /** In characters. */
  readonly width: number;
  readonly cell: (asked: AskedRequirement, criteria: ProductCriteria, locale: Locale) => string;
}

const columns: readonly Column[] = [
  { name: 'kit.package', width: 18, cell: (_, { content }) => `${content.code} ${content.version}` },
  { name: 'kit.chapter', width: 24, cell: ({ section }, _, locale) => `${section.key} ${told(section.title, locale)}` },
  { name: 'kit.number', width: 14, cell: ({ requirement }) => requirement.number },
  { name: 'kit.obligation', width: 14, cell: ({ requirement }, _, locale) => obligationLabels[requirement.obligation][locale] },
  {
    name: 'kit.criticality',
    width: 12,
    cell: ({ requirement: { criticality } }, _, locale) => (criticality === null ? '' : criticalityLabels[criticality][locale]),
  },
  { name: 'kit.requirement', width: 36, cell: ({ requirement }, _, locale) => (requirement.title ? told(requirement.title, locale) : '') },
  { name: 'kit.statement', width: 60, cell: ({ requirement }, _, locale) => told(requirement.statement, locale) },
  {
    name: 'kit.scenarios',
    width: 60,
    cell: ({ scenarios }, _, locale) =>
      scenarios
        .map(({ key, number, statement, steps }) =>
          [
            `${number ?? key}\u00a0– ${told(statement, locale)}`,
            ...steps.map(({ text }, index) => `${index + 1}. ${told(text, locale)}`),
          ].join('\n'),
        )
        .join('\n\n'),
  },
  { name: 'kit.evidence', width: 44, cell: (asked, _, locale) => expectedLines(asked, locale).join('\n') },
  { name: 'kit.na', width: 24, cell: ({ requirement }, _, locale) => naPolicyLabels[requirement.naPolicy][locale] },
  { name: 'kit.sources', width: 30, cell: ({ requirement }) => sourcesOf(requirement) },
  { name: 'kit.answer', width: 50, cell: () => '' },
  { name: 'kit.files', width: 30, cell: () => '' },
];

/** What applies as a workbook of one sheet, with two empty columns to prepare one's answers; every cell is text. */
export async function productWorkbook({ packages, locale }: Pick<KitFacts, 'packages' | 'locale'>): Promise<Buffer> {
  const head = columns.map(({ name }) => ({ value: kitMessages[name][locale], type: String, fontWeight: 'bold' as const, wrap: true }));
  const rows = packages.flatMap((criteria) =>
    criteria.asked.map((asked) =>
      columns.map(({ cell }) => ({ value: cell(asked, criteria, locale), type: String, wrap: true, alignVertical: 'top' as const })),
    ),
  );
  const sheet = { sheet: kitMessages['kit.sheet'][locale], columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 };
  return stableWorkbook(await writeWorkbook([head, ...rows], sheet).toBuffer());
}

/** What applies as data: call, profile, and each package with its hash and its requirements. */
export function productDocument({ call, packages, questions, answers }: Omit<KitFacts, 'locale'>): object {
  return {
    format: 1,
    call: call.code,
    profile: questions.map(({ key }) => ({ key, answer: answers[key] ?? null })),
    packages: packages.map(({ content: { code, version }, contentHash, asked, leftOut, undecided }) => ({
      code,
      version,
      contentHash,
      leftOut,
      undecided,
      requirements: asked.map(({ requirement: { verificationPoints: _, ...requirement }, scenarios, evidence }) => ({
        ...requirement,
        scenarios,
        evidence,
      })),
    })),
  };
}

/** Everything needed to prepare a file without the network, as a zip: workbook, data, a folder for each requirement, hashes of it all. */
export async function offlineKit(facts: KitFacts): Promise<Buffer> {
  const { locale } = facts;
  const word = (name: keyof typeof kitMessages) => kitMessages[name][locale];
  const taken = new Map<string, number>();
  const folders = facts.packages.flatMap((criteria) =>
    criteria.asked
      .filter(({ evidence }) => evidence.length > 0)
      .map((asked): readonly [string, Uint8Array] => {
        const place = [criteria.content.code, asked.section.key, asked.requirement.key].map(fileSafe).join('/');
        const times = (taken.get(place) ?? 0) + 1;
        taken.set(place, times);
        const lines = [told(asked.requirement.statement, locale), '', ...expectedLines(asked, locale)];
        return [`${word('kit.folder')}/${place}${times > 1 ? `~${times}` : ''}/${word('kit.expected.file')}`, textFile(lines)];
      }),
  );
  const files: (readonly [string, Uint8Array])[] = [
    [word('kit.readme.file'), textFile(readmeLines(facts))],
    [word('kit.workbook.file'), await productWorkbook(facts)],
    ['criteria.json', strToU8(`${JSON.stringify(productDocument(facts), null, 2)}\n`)],
    ...folders,
  ];
  const manifest = files.map(([path, bytes]) => ({ path, size: bytes.byteLength, sha256: sha256(bytes) }));
  const all = [...files, ['manifest.json', strToU8(`${canonical({ format: 1, files: manifest })}\n`)] as const];
  return stableZip(all);
}

function readmeLines({ call, packages, questions, answers, locale }: KitFacts): string[] {
  const asked = packages.flatMap((criteria) => criteria.asked);
  const count = asked.length;
  const musts = asked.filter(({ requirement }) => requirement.obligation === 'must').length;
  const undecided = packages.reduce((total, one) => total + one.undecided, 0);
  const tell = (name: keyof typeof kitMessages, params = {}) => say(kitMessages[name], locale, params);
  return [
    tell('kit.readme.title', { call: `${call.code} – ${call.title}` }),
    '',
    tell(count === 1 ? 'kit.readme.count.one' : 'kit.readme.count.other', { count, musts }),
    ...(undecided > 0 ? [tell('kit.readme.undecided', { count: undecided })] : []),
    '',
    ...packages.map(({ content: { code, version }, contentHash: hash }) => tell('kit.readme.package', { code, version, hash })),
    ...questions.flatMap(({ key, question }) => {
      const answer = answers[key];
      if (answer === undefined) return [];
      return [tell('kit.readme.profile', { question: told(question, locale), answer: kitMessages[answer ? 'kit.yes' : 'kit.no'] })];
    }),
    '',
    tell('kit.readme.use'),
    tell('kit.readme.check'),
  ];
}

function expectedLines({ evidence }: Pick<AskedRequirement, 'evidence'>, locale: Locale): string[] {
  return evidence.map(({ key, number, label, kinds, referenceKind }) => {
    const forms = [...kinds, ...(referenceKind === null ? [] : [referenceKind])].map((kind) => evidenceFormLabels[kind][locale]);
    return `${number ?? key}\u00a0– ${told(label, locale)} (${forms.join(', ')})`;
  });
}

function sourcesOf({ externalReferences }: Requirement): string {
  return externalReferences.map(({ document, id }) => [document, id].filter(Boolean).join(', ')).join('\n');
}

function told(text: OperatorText, locale: Locale): string {
  return bilingual(text)[locale];
}

/** Lines as a text file every system opens. */
function textFile(lines: readonly string[]): Uint8Array {
  return strToU8(`${lines.join('\r\n')}\r\n`);
}

/** A name no system refuses and no path escapes. */
function fileSafe(name: string): string {
  const safe = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._~-]+/g, '-')
    .replace(/^\.+|\.+$/g, '');
  return safe === '' ? '-' : safe.slice(0, 80);
}
