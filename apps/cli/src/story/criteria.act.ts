import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DateTime } from 'luxon';
import type { MilestoneKind } from '#calls';
import type { Person } from './person.js';
import { hold, type Stage } from './stage.js';

/** The call of the story. */
export interface StoryCall {
  readonly id: string;
  readonly code: string;
  readonly milestones: ReadonlyMap<MilestoneKind, Date>;
}

/** What the story reads of a package. */
interface Package {
  readonly id: string;
  readonly code: string;
  readonly version: string;
  readonly status: string;
  readonly requirements: number;
  readonly hash: string | null;
}

/** What the story reads of an import. */
interface ImportReport {
  readonly draftId: string | null;
  readonly rows: { readonly read: number; readonly kept: number; readonly rejected: number };
  readonly findings: readonly unknown[];
}

/** The dates of the story, noon in Paris, in months from its beginning. */
const months: Readonly<Record<MilestoneKind, number>> = {
  admin_file: 1,
  complete_evidence: 4,
  exchanges_end: 8,
  advance: 10,
  services_done: 20,
  balance: 24,
};

/** The criteria a story is played on: packages of the house by code, in force that day, or a workbook that is imported and published. */
export type StoryCriteria = { readonly packages: readonly string[] } | { readonly rem: string };

/** Chooses or imports the criteria of the story, then opens a call on them. */
export async function prepareCall(stage: Stage, criteria: StoryCriteria): Promise<StoryCall> {
  stage.begin('criteria');
  const packageVersionIds =
    'rem' in criteria ? [await importedPackage(stage, criteria.rem)] : await housePackages(stage, criteria.packages);
  return openCall(stage, packageVersionIds);
}

async function housePackages(stage: Stage, codes: readonly string[]): Promise<string[]> {
  const editor = await stage.theatre.enter('criteria_editor');
  const packages = await published(editor);
  const chosen = packages.filter(({ code, status }) => status === 'published' && codes.includes(code));
  hold(chosen.length === codes.length, 'the packages of the house are published');
  for (const { code, version, requirements, hash } of chosen)
    stage.tell(editor, `reads ${code} ${version}: ${requirements} requirements, ${hash}`);
  return chosen.map(({ id }) => id);
}

const published = (person: Person): Promise<Package[]> => person.api<Package[]>('GET', '/api/v1/packages');

async function importedPackage(stage: Stage, rem: string): Promise<string> {
  const editor = await stage.theatre.enter('criteria_editor');
  const bytes = await readFile(rem);
  const fields = { code: 'REM-IMPORT', version: '1.0' };
  const file = { fields, name: basename(rem), type: 'application/octet-stream', bytes };
  const report = await editor.sendFile<ImportReport>('/api/v1/packages/imports', file);
  const { read, kept, rejected } = report.rows;
  hold(read === kept + rejected, 'every row read is kept or rejected');
  const { draftId } = report;
  hold(draftId !== null, 'the workbook gives a package');
  await editor.api('POST', `/api/v1/packages/${draftId}/actions`, { action: 'publish' });
  const made = (await published(editor)).find(({ id }) => id === draftId);
  hold(made !== undefined, 'the package is published');
  stage.tell(editor, `imports ${basename(rem)}: ${read} rows read, ${kept} kept, ${rejected} rejected, ${report.findings.length} findings`);
  stage.tell(editor, `publishes it: ${made.requirements} requirements, frozen as ${made.hash}`);
  return draftId;
}

async function openCall(stage: Stage, packageVersionIds: readonly string[]): Promise<StoryCall> {
  const officer = await stage.theatre.enter('agency_officer');
  const code = 'DSR-DEMO-LGC-Va2';
  const { id } = await officer.api<{ id: string }>('POST', '/api/v1/calls', {
    code,
    title: { fr: 'Logiciels de gestion de cabinet, démonstration', en: 'Practice management software, demonstration' },
    procedure: 'segur',
    lane: 'MDV',
    softwareType: 'LGC',
    wave: 'Va2',
    validityMonths: 36,
    charterVersion: '2026.1',
    packageVersionIds,
    workflow: {
      stages: ['admission', 'evidence', 'review', 'clarification', 'decision', 'publication'],
      decider: 'agency',
      fourEyes: true,
      reservations: false,
      silence: 'refusal',
      silenceMonths: 6,
      reviewDays: 60,
      clarificationDays: 20,
      financing: true,
      requiredApprovals: [],
    },
  });
  const milestones = new Map<MilestoneKind, Date>();
  for (const [kind, inMonths] of Object.entries(months) as [MilestoneKind, number][]) {
    // keys of the table above
    const noon = DateTime.fromJSDate(stage.theatre.now, { zone: 'Europe/Paris' })
      .plus({ months: inMonths })
      .set({ hour: 12, minute: 0, second: 0, millisecond: 0 });
    await officer.api('POST', `/api/v1/calls/${id}/milestones`, {
      kind,
      day: noon.toFormat('yyyy-MM-dd'),
      time: '12:00',
      reason: 'Calendrier de démonstration',
    });
    milestones.set(kind, noon.toJSDate());
  }
  await officer.api('POST', `/api/v1/calls/${id}/actions`, { action: 'open' });
  stage.tell(officer, `opens the call ${code} with its six milestones`);
  return { id, code, milestones };
}
