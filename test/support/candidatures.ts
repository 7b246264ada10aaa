import {
  AdmissionService,
  AnswerService,
  Candidature,
  CandidatureQueries,
  CandidatureService,
  CandidaturesModule,
  ChapterService,
  CompletionService,
  DossierQueries,
  OverviewQueries,
  ProfileService,
  RecusalService,
  RequirementQueries,
  ThreadService,
} from '#candidatures';
import { CallQueries, CallService, CallsModule, type MilestoneKind, type Workflow, type WorkflowInput } from '#calls';
import { CriteriaModule, PackagesQueries, PackagesService, type PackageDocument } from '#criteria';
import { EvidenceItem, EvidenceVersion, type ItemKind, type VersionStatus } from '#evidence';
import { newId, sha256, system, transact, type Actor, type Ctx } from '#platform';
import { SolutionQueries, SolutionService } from '#solutions';
import type { DataSource } from 'typeorm';
import { openRooms } from './rooms.js';

let count = 0;
const text = (fr: string): { fr: string; en: string } => ({ fr, en: fr });

/** A workflow as Ségur's, without any approval. */
export const segurWorkflow: WorkflowInput = {
  stages: ['admission', 'evidence', 'review', 'clarification', 'decision', 'publication'],
  decider: 'agency',
  fourEyes: true,
  reservations: false,
  silence: 'none',
  silenceMonths: 0,
  reviewDays: 60,
  clarificationDays: 15,
  financing: true,
  requiredApprovals: [],
};

/** A small package: two chapters, a piece that serves two requirements, a recommendation, a conditional requirement. */
export function makePackage(code: string, more: Partial<PackageDocument> = {}): PackageDocument {
  const must = { domain: 'security', obligation: 'must' as const };
  return {
    format: 1,
    code,
    version: '1.0',
    domain: 'security',
    title: text(code),
    sections: [
      { key: 'ACC', title: text('Accès') },
      { key: 'JOU', title: text('Journaux') },
    ],
    profiles: [{ key: 'saas', label: text('Hébergement'), question: text('Hébergez-vous la solution ?') }],
    requirements: [
      { ...must, key: 'ACC.01', section: 'ACC', statement: text('Authentifier'), verificationPoints: [text('Point réservé')] },
      { ...must, key: 'ACC.02', section: 'ACC', statement: text('Révoquer'), naPolicy: 'allowed_with_reason' },
      { ...must, key: 'ACC.03', section: 'ACC', statement: text('Recommander'), obligation: 'may' },
      { ...must, key: 'JOU.01', section: 'JOU', statement: text('Journaliser') },
      { ...must, key: 'JOU.02', section: 'JOU', statement: text('Héberger'), profile: 'saas' },
    ],
    scenarios: [{ key: 'ACC.01.01', statement: text('Se connecter'), requirements: ['ACC.01', 'ACC.02'] }],
    evidence: [
      { key: 'P1', scenario: 'ACC.01.01', requirements: ['ACC.01', 'ACC.02'], kinds: ['document', 'screenshot'], label: text('Rapport') },
      { key: 'P2', requirements: ['JOU.02'], kinds: ['document'], label: text('Contrat') },
    ],
    ...more,
  };
}

/** What matters of a call to a test. */
export interface CallFacts {
  readonly code?: string;
  readonly document?: PackageDocument;
  /** Package versions already published; a small package of its own unless told. */
  readonly packageVersionIds?: string[];
  readonly workflow?: Partial<Workflow>;
  /** Last instants, ISO 8601; far away unless told. */
  readonly dates?: Partial<Record<MilestoneKind, string>>;
}

/** The rooms a candidature goes through, wired as in the applications, on one database. */
export async function candidatureRooms(database: DataSource) {
  const room = await openRooms([CandidaturesModule, CriteriaModule, CallsModule]);
  const as = <T>(actor: Actor, use: (ctx: Ctx) => Promise<T>): Promise<T> => transact(database, { actor }, use);
  const asPortal = <T>(use: (ctx: Ctx) => Promise<T>): Promise<T> => as(system('test'), use);
  const rooms = {
    ...{ candidatures: room(CandidatureService), admission: room(AdmissionService), profile: room(ProfileService) },
    ...{ answers: room(AnswerService), chapters: room(ChapterService), completion: room(CompletionService), threads: room(ThreadService) },
    ...{
      recusals: room(RecusalService),
      lists: room(CandidatureQueries),
      dossiers: room(DossierQueries),
      overviews: room(OverviewQueries),
      requirements: room(RequirementQueries),
    },
    ...{
      calls: room(CallService),
      callQueries: room(CallQueries),
      solutions: room(SolutionService),
      solutionQueries: room(SolutionQueries),
    },
    ...{ packages: room(PackagesService), packageQueries: room(PackagesQueries) },
  };

  const loaded = async (ctx: Ctx, document: PackageDocument): Promise<string> => {
    const path = `security/${document.code}-${document.version}.json`;
    await rooms.packages.loadFolder(ctx, [{ path, bytes: Buffer.from(JSON.stringify(document)) }]);
    return (await rooms.packageQueries.byCode(ctx, document.code, document.version)).id;
  };

  /** An open call on a published package. @returns its id. */
  const makeCall = async ({
    code = `CALL${++count}`,
    document = makePackage(code),
    packageVersionIds,
    workflow,
    dates,
  }: CallFacts = {}): Promise<string> =>
    asPortal(async (ctx) => {
      const asked = packageVersionIds ?? [await loaded(ctx, document)];
      const names = { code, title: text(code), procedure: 'segur', softwareType: 'LGC', validityMonths: 36, charterVersion: '1.0' };
      const id = await rooms.calls.create(ctx, {
        ...names,
        packageVersionIds: asked,
        workflow: { ...segurWorkflow, ...workflow } as WorkflowInput,
      });
      const all = { admin_file: '2090-01-01T11:00:00Z', complete_evidence: '2099-02-01T11:00:00Z', ...dates };
      for (const [kind, at] of Object.entries(all)) {
        const change = { kind: kind as MilestoneKind, at: new Date(at), reason: 'ouverture' };
        await rooms.calls.setMilestone(ctx, { id, code, status: 'draft' }, change);
      }
      await rooms.calls.act(ctx, id, 'open');
      return id;
    });

  /** A version of a new product of the vendor. @returns its id. */
  const makeVersion = (vendor: Actor, label = '1.0.0'): Promise<string> =>
    as(vendor, async (ctx) => {
      const id = await rooms.solutions.create(ctx, { name: 'Corvane Cabinet', softwareType: 'LGC' });
      return rooms.solutions.addVersion(ctx, id, { label });
    });

  /** A filed candidature of the vendor (its administrator). @returns its id. */
  const makeFiled = async (vendor: Actor, callId: string): Promise<string> => {
    const solutionVersionId = await makeVersion(vendor);
    return as(vendor, async (ctx) => {
      const id = await rooms.candidatures.create(ctx, { callId, solutionVersionId });
      const people = { signatoryName: 'Inès Karadec', signatoryCapacity: 'Présidente', contactName: 'Inès Karadec' };
      await rooms.candidatures.saveFile(ctx, id, { version: 1, nie: 'NIE-1', nil: 'NIL-1', ...people, contactEmail: 'ines@example.fr' });
      await rooms.candidatures.acceptCharter(ctx, id, { charterVersion: '1.0', capacity: 'Présidente', accepted: true });
      await rooms.candidatures.file(ctx, id);
      return id;
    });
  };

  /** A candidature open for evidence. @returns its id. */
  const makeOpen = async (vendor: Actor, callId: string): Promise<string> => {
    const id = await makeFiled(vendor, callId);
    await asPortal((ctx) => rooms.admission.decide(ctx, id, { outcome: 'admit' }));
    return id;
  };

  /** An item of the vendor with one version in a status. @returns the ids. */
  const makeEvidence = (
    vendor: Actor,
    { status = 'clean', kind = 'document', receivedAt }: { status?: VersionStatus; kind?: ItemKind; receivedAt?: Date } = {},
  ): Promise<{ itemId: string; versionId: string }> =>
    asPortal(async (ctx) => {
      const [itemId, versionId] = [newId(), newId()];
      const owner = { organisationId: vendor.organisationId ?? '', createdBy: vendor.accountId ?? '' };
      await ctx.tx.insert(EvidenceItem, { id: itemId, ...owner, kind, title: 'Pièce', declaredFictitious: true, createdAt: ctx.now });
      const file = { storageKey: `${owner.organisationId}/${itemId}/${versionId}`, fileName: 'piece.pdf', size: 1200 };
      const hash = status === 'uploading' || status === 'received' || status === 'scanning' ? null : sha256(versionId);
      await ctx.tx.insert(EvidenceVersion, {
        ...{ id: versionId, itemId, ...owner, number: 1, status, ...file, sha256: hash, startedAt: ctx.now },
        receivedAt: status === 'uploading' ? null : (receivedAt ?? ctx.now),
      });
      return { itemId, versionId };
    });

  /** Numbers of the requirements of a file, each with its id and answer version. */
  const answersOf = async (vendor: Actor, id: string) =>
    new Map((await as(vendor, (ctx) => rooms.dossiers.answers(ctx, id))).map((answer) => [answer.number, answer]));

  /** Claims every applicable requirement conform and attaches a piece to everything expected. */
  const answerAll = (vendor: Actor, id: string, itemId: string): Promise<void> =>
    as(vendor, async (ctx) => {
      for (const { requirementId, version } of await rooms.dossiers.answers(ctx, id)) {
        await rooms.answers.save(ctx, id, requirementId, { version, claim: 'conform', text: 'Oui.' });
      }
      const expected = await ctx.tx.query<{ id: string }[]>(
        `SELECT DISTINCT link.expected_evidence_id AS id FROM answer
         JOIN expected_evidence_requirement link ON link.requirement_id = answer.requirement_id
         WHERE answer.candidature_id = $1 AND answer.is_applicable`,
        [id],
      );
      for (const one of expected) await rooms.answers.attach(ctx, id, { expectedEvidenceId: one.id, evidenceItemId: itemId });
    });

  /** Submits every chapter, in order. @returns the candidature as it became. */
  const submitAll = (vendor: Actor, id: string): Promise<Candidature> =>
    as(vendor, async (ctx) => {
      for (const chapter of await rooms.dossiers.chapters(ctx, id)) await rooms.chapters.submit(ctx, id, chapter.id);
      return ctx.tx.findOneByOrFail(Candidature, { id });
    });

  return { ...rooms, as, asPortal, makeCall, makeVersion, makeFiled, makeOpen, makeEvidence, answersOf, answerAll, submitAll };
}
