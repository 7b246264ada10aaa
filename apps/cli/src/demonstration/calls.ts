import { DateTime } from 'luxon';
import { Call, CallService, type CreateCallInput, type MilestoneKind, type Workflow } from '#calls';
import type { Ctx } from '#platform';

/** A call of the demonstration: what it asks for and when, in days from the first start (noon, Paris). */
interface DemonstrationCall extends Omit<CreateCallInput, 'packageVersionIds' | 'workflow'> {
  readonly packages: readonly string[];
  readonly workflow: Workflow;
  readonly days: Readonly<Partial<Record<MilestoneKind, number>>>;
}

const agencyDecides: Workflow = {
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
};

const funded = { admin_file: 45, complete_evidence: 120, exchanges_end: 200, advance: 260, services_done: 420, balance: 510 };

const calls: readonly DemonstrationCall[] = [
  {
    code: 'DSR-MDV-LGC-Va2',
    title: { fr: 'Logiciels de gestion de cabinet, vague 2', en: 'Practice management software, wave 2' },
    procedure: 'segur',
    lane: 'MDV',
    softwareType: 'LGC',
    wave: 'Va2',
    validityMonths: 36,
    charterVersion: '2026.1',
    packages: ['INTEROP', 'SECURITE'],
    workflow: agencyDecides,
    days: funded,
  },
  {
    code: 'DSR-PHA-LGO-Va2',
    title: { fr: 'Logiciels de gestion d’officine, vague 2', en: 'Pharmacy software, wave 2' },
    procedure: 'segur',
    lane: 'PHA',
    softwareType: 'LGO',
    wave: 'Va2',
    validityMonths: 36,
    charterVersion: '2026.1',
    packages: ['INTEROP', 'SECURITE'],
    workflow: agencyDecides,
    days: { ...funded, admin_file: 20, complete_evidence: 60 },
  },
  {
    code: 'ETHIQUE-ECO-2026',
    title: { fr: 'Éthique et écoconception des services aux citoyens', en: 'Ethics and eco-design of services for citizens' },
    procedure: 'catalogue',
    softwareType: 'APPLI',
    validityMonths: 24,
    charterVersion: '2026.1',
    packages: ['ETHIQUE', 'ECO'],
    workflow: { ...agencyDecides, reservations: true, financing: false, silence: 'none', silenceMonths: 0 },
    days: { admin_file: 90, complete_evidence: 150, exchanges_end: 210 },
  },
];

const zone = 'Europe/Paris';

/** Creates and opens the calls of the demonstration, whose dates lie around today; a call that is already there is left as it is. */
export async function demonstrateCalls(ctx: Ctx, service: CallService): Promise<void> {
  for (const { packages, days, ...call } of calls) {
    if (await ctx.tx.existsBy(Call, { code: call.code })) continue;
    const packageVersionIds = await latestVersions(ctx, packages);
    const id = await service.create(ctx, {
      ...call,
      packageVersionIds,
      workflow: { ...call.workflow, stages: [...call.workflow.stages], requiredApprovals: [] },
    });
    for (const [kind, inDays] of Object.entries(days) as [MilestoneKind, number][]) {
      // keys of the table above
      const at = DateTime.fromJSDate(ctx.now, { zone }).plus({ days: inDays }).startOf('day').set({ hour: 12 }).toJSDate();
      await service.setMilestone(ctx, { id, code: call.code, status: 'draft' }, { kind, at, reason: 'Calendrier de démonstration' });
    }
    await service.act(ctx, id, 'open');
  }
}

async function latestVersions(ctx: Ctx, codes: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }[]>(
    `SELECT DISTINCT ON (p.code) v.id FROM package_version v JOIN package p ON p.id = v.package_id
     WHERE p.code = ANY($1) AND v.status = 'published' ORDER BY p.code, v.published_at DESC`,
    [codes],
  );
  return rows.map(({ id }) => id);
}
