import { mkdir } from 'node:fs/promises';
import type { Role } from '#platform';
import { Camera } from './camera.js';
import { crawl, isHtml } from './crawl.js';
import type { StoryCertificate } from './decision.act.js';
import type { StoryCandidature } from './filing.act.js';
import type { Person } from './person.js';
import { hold, type Stage } from './stage.js';

/** What the story left to look at. */
export interface Played {
  readonly candidature: StoryCandidature;
  readonly certificate: StoryCertificate;
}

/** A draft that an editor starts from the criteria in force, so that the pages where criteria are written have something to show. */
async function startDraft({ theatre }: Stage): Promise<string> {
  const editor = await theatre.enter('criteria_editor');
  const versions = await editor.api<{ id: string; code: string; version: string; status: string }[]>('GET', '/api/v1/packages');
  const begun = versions.find(({ code, status }) => code === 'INTEROP' && status === 'draft');
  if (begun !== undefined) return `/agence/referentiels/${begun.id}`;
  const inForce = versions.find(({ code, version }) => code === 'INTEROP' && version === '2026.2');
  if (inForce === undefined) throw new Error('INTEROP 2026.2 is published');
  const { id } = await editor.api<{ id: string }>('POST', `/api/v1/packages/${inForce.id}/next-version`, { version: '2027.1' });
  return `/agence/referentiels/${id}`;
}

/** A picture of each main page, as the person it is for. */
export async function photograph(stage: Stage, { candidature, certificate }: Played): Promise<void> {
  stage.begin('pictures');
  const { id } = candidature;
  const draft = await startDraft(stage);
  const main: readonly (readonly [string, Role | null, string])[] = [
    ['home', null, '/'],
    ['catalogue', null, '/catalogue'],
    ['register', null, '/registre'],
    ['certificate', null, `/verifier/${certificate.number}`],
    ['criteria', null, '/criteres'],
    ['criteria-version', null, '/criteres/INTEROP/2026.2'],
    ['criteria-requirement', null, '/criteres/INTEROP/2026.2/exigences/INS.02'],
    ['criteria-difference', null, '/criteres/INTEROP/differences?de=2026.1&a=2026.2'],
    ['criteria-files', null, '/criteres/INTEROP/2026.2/fichiers'],
    ['criteria-calendar', null, '/criteres/calendrier'],
    ['criteria-for-my-product', null, '/criteres/pour-mon-produit'],
    ['criteria-equivalences', null, '/criteres/equivalences'],
    ['calendar', null, '/calendrier'],
    ['dashboards', null, '/tableaux-de-bord'],
    ['open-data', null, '/donnees-ouvertes'],
    ['vendor-to-do', 'vendor_admin', '/a-faire'],
    ['vendor-candidature', 'vendor_admin', `/candidatures/${id}`],
    ['vendor-evidence', 'vendor_admin', '/preuves'],
    ['vendor-funding', 'vendor_finance', '/financement'],
    ['agency-queue', 'verifier', '/agence'],
    ['agency-candidatures', 'agency_officer', '/agence/candidatures'],
    ['editor-packages', 'criteria_editor', '/agence/referentiels'],
    ['editor-new-package', 'criteria_editor', '/agence/referentiels/nouveau'],
    ['editor-equivalences', 'criteria_editor', '/agence/equivalences'],
    ['editor-version', 'criteria_editor', draft],
    ['editor-draft', 'criteria_editor', `${draft}/redaction`],
    ['editor-requirement', 'criteria_editor', `${draft}/redaction/exigences/INS.02`],
    ['editor-changes', 'criteria_editor', `${draft}/redaction/changements`],
    ['editor-lineage', 'criteria_editor', `${draft}/filiation`],
    ['editor-consultation', 'criteria_editor', `${draft}/consultation`],
    ['editor-rehearsal', 'criteria_editor', `${draft}/repetition`],
    ['agency-decisions', 'decider', '/agence/decisions'],
    ['payment-claims', 'payment_officer', '/paiement'],
    ['service-state', 'operator', '/exploitation'],
  ];
  await mkdir(stage.path('pages'), { recursive: true });
  const camera = await Camera.open(stage.theatre.config, stage.theatre.base);
  try {
    for (const [name, role, path] of main) {
      const person = role === null ? stage.theatre.visitor() : await stage.theatre.enter(role);
      const { status } = await person.send('GET', path);
      hold(status === 200, `${path} opens for ${role ?? 'everyone'} (was ${status})`);
      await camera.shoot(person, path, { file: stage.path('pages', `${name}.png`), width: 1280, scheme: 'light' });
    }
  } finally {
    await camera.close();
  }
  stage.tell('Anyone', `finds a picture of ${main.length} main pages in ${stage.path('pages')}`);
}

/** Everyone who looks at pages, and the organisation when the role has several. */
const lookers: readonly (Role | null)[] = [
  null,
  'vendor_admin',
  'vendor_contributor',
  'vendor_finance',
  'agency_officer',
  'verifier',
  'lead',
  'decider',
  'criteria_editor',
  'commission_member',
  'payment_officer',
  'regional_viewer',
  'operator',
];

/** One page, as one person reaches it. */
export interface ReachedPage {
  readonly role: Role | 'visitor';
  readonly person: Person;
  readonly path: string;
  readonly kind: string;
}

/** Every kind of page each role can reach by links; public pages are given once, for the visitor. */
export async function everyPage(stage: Stage, { candidature, certificate }: Played): Promise<ReachedPage[]> {
  const found: ReachedPage[] = [];
  const seenByAll = new Set<string>();
  const draft = await startDraft(stage);
  for (const role of lookers) {
    const person = role === null ? stage.theatre.visitor() : await stage.theatre.enter(role);
    const file = `/agence/candidatures/${candidature.id}`;
    const own =
      role === null
        ? ['/en', `/verifier/${certificate.number}`, '/nulle-part']
        : [
            ...(role === 'criteria_editor' ? [draft, `${draft}/redaction`] : []),
            '/espace',
            `/candidatures/${candidature.id}`,
            file,
            `${file}/evaluation`,
            `${file}/synthese`,
            `${file}/decision`,
          ];
    const visited = await crawl(person, { from: ['/', ...own], perKind: 1, atMost: 300 });
    const pages = visited.filter(({ answer }) => isHtml(answer) && (answer.status === 200 || answer.status === 404));
    for (const { path, kind } of pages) {
      if (seenByAll.has(kind)) continue;
      if (role === null) seenByAll.add(kind);
      found.push({ role: role ?? 'visitor', person, path, kind });
    }
  }
  return found;
}
