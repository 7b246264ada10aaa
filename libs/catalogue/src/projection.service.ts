import { Injectable } from '@nestjs/common';
import { Organisation } from '#accounts';
import { announce, record } from '#audit';
import { Call } from '#calls';
import { type RegisterEntry, RegisterQueries } from '#decisions';
import { authorize, type Ctx } from '#platform';
import { Solution, SolutionVersion } from '#solutions';
import { In } from 'typeorm';
import { CatalogueSolution } from './catalogue.entity.js';
import { catalogueEvents } from './catalogue.events.js';
import { laneLabel, softwareTypeLabel } from './catalogue.messages.js';
import { cataloguePolicy } from './catalogue.policy.js';
import { type ChapterSummary, inOrderOfUse, isStanding, type PublicCertificate } from './catalogue.rules.js';

/** What an event was about: the projection finds the products concerned. */
export interface EventSubject {
  readonly subjectType: string;
  readonly subjectId: string;
}

const solutionsOf: Readonly<Record<string, string>> = {
  solution: 'SELECT s.id FROM solution s WHERE s.id = $1',
  solution_version: 'SELECT v.solution_id AS id FROM solution_version v WHERE v.id = $1',
  certificate: 'SELECT v.solution_id AS id FROM certificate c JOIN solution_version v ON v.id = c.solution_version_id WHERE c.id = $1',
  organisation: 'SELECT s.id FROM solution s WHERE s.organisation_id = $1 ORDER BY s.id',
};

/** Keeps the public catalogue in step with products and register. Reads the present state: done twice, or out of order, it ends the same. */
@Injectable()
export class ProjectionService {
  constructor(private readonly register: RegisterQueries) {}

  /** Projects the products an event concerns. */
  async follow(ctx: Ctx, { subjectType, subjectId }: EventSubject): Promise<void> {
    authorize(ctx.actor, cataloguePolicy.project, undefined);
    const statement = solutionsOf[subjectType];
    if (statement === undefined) throw new TypeError(`No product follows from ${subjectType}`);
    const found = await ctx.tx.query<{ id: string }[]>(statement, [subjectId]);
    for (const { id } of found) await this.project(ctx, id);
    await announce(ctx); // public pages show the names of products and vendors, whose events are not public
  }

  /** Asks the worker to make the whole catalogue again. */
  async askRebuild(ctx: Ctx): Promise<void> {
    authorize(ctx.actor, cataloguePolicy.askRebuild, undefined);
    await record(ctx, catalogueEvents, 'catalogue.rebuild', { subject: { type: 'catalogue', id: 'all' }, organisationId: null });
  }

  /** Makes the whole catalogue again, and removes what no longer belongs to it. @returns how many products it holds. */
  async rebuild(ctx: Ctx): Promise<number> {
    authorize(ctx.actor, cataloguePolicy.project, undefined);
    const certified = await ctx.tx.query<{ id: string }[]>(
      `SELECT DISTINCT v.solution_id AS id FROM certificate c JOIN solution_version v ON v.id = c.solution_version_id
       UNION SELECT known.solution_id FROM catalogue_solution known ORDER BY 1`,
    );
    for (const { id } of certified) await this.project(ctx, id);
    await announce(ctx);
    return ctx.tx.count(CatalogueSolution);
  }

  /** Two projections of one product follow each other, so that the later one reads the later state. */
  private async project(ctx: Ctx, solutionId: string): Promise<void> {
    await ctx.tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('catalogue/' || $1, 0))`, [solutionId]);
    const solution = await ctx.tx.findOneByOrFail(Solution, { id: solutionId });
    const certificates = await this.certificates(ctx, solutionId);
    const [first] = certificates;
    if (first === undefined) {
      await ctx.tx.delete(CatalogueSolution, { solutionId });
      return;
    }
    const { name: vendor } = await ctx.tx.findOneByOrFail(Organisation, { id: solution.organisationId });
    await save(ctx, solution, vendor, certificates);
  }

  private async certificates(ctx: Ctx, solutionId: string): Promise<PublicCertificate[]> {
    const versions = await ctx.tx.findBy(SolutionVersion, { solutionId });
    const entries = await this.register.list(ctx, { solutionVersionIds: versions.map(({ id }) => id), limit: 1_000 });
    if (entries.length === 0) return [];
    const calls = new Map((await ctx.tx.findBy(Call, { id: In(entries.map(({ callId }) => callId)) })).map((call) => [call.id, call]));
    const ids = entries.map(({ id }) => id);
    const [files, chapters] = [await decisionFiles(ctx, ids), await chapterSummaries(ctx, ids)];
    return inOrderOfUse(
      entries.flatMap((entry) => {
        const [call, file] = [calls.get(entry.callId), files.get(entry.id)];
        if (call === undefined || file === undefined) return [];
        const isObsolete = versions.some(({ id, status }) => id === entry.solutionVersionId && status === 'obsolete');
        return [{ ...published(entry, call), ...file, isObsolete, chapters: chapters.get(entry.id) ?? [] }];
      }),
    );
  }
}

type FromRegister = Omit<PublicCertificate, 'pdfSha256' | 'profile' | 'isObsolete' | 'chapters'>;

function published({ facts, ...entry }: RegisterEntry, call: Call): FromRegister {
  return {
    number: entry.number,
    status: entry.status,
    statusSince: (entry.status === 'expired' ? entry.validUntil : entry.effectiveFrom).toISOString(),
    statusDecidedAt: entry.decidedAt.toISOString(),
    ground: entry.status === 'expired' ? 'end_of_validity' : entry.ground,
    product: facts.product.name,
    version: facts.product.version,
    technicalNumber: facts.product.technicalNumber,
    softwareType: facts.product.softwareType,
    organisation: facts.organisation.name,
    siren: facts.organisation.siren,
    procedure: call.procedure,
    call: call.code,
    callTitle: call.title,
    lane: call.lane,
    wave: call.wave,
    scope: facts.scope.map(({ code, version }) => ({ code, version })),
    decisionNumber: facts.decision.number,
    decidedAt: facts.decision.decidedAt,
    validFrom: facts.validFrom,
    validUntil: facts.validUntil,
    fingerprint: entry.fingerprint,
    financeable: call.workflow.financing && isStanding(entry),
    isDemonstration: entry.issuer.demonstration,
  };
}

/** What the decision file adds: the profile answered yes, and the hash of the PDF once it is made. */
async function decisionFiles(
  ctx: Ctx,
  certificateIds: readonly string[],
): Promise<Map<string, Pick<PublicCertificate, 'pdfSha256' | 'profile'>>> {
  const rows = await ctx.tx.query<{ id: string; pdfSha256: string | null; profile: string[] }[]>(
    `SELECT c.id, i.pdf_sha256 AS "pdfSha256",
            ARRAY(SELECT p->>'key' FROM jsonb_array_elements(d.dossier->'profile') p WHERE (p->>'answer')::boolean ORDER BY 1) AS profile
       FROM certificate c JOIN decision d ON d.id = c.decision_id LEFT JOIN certificate_issue i ON i.certificate_id = c.id
      WHERE c.id = ANY ($1)`,
    [certificateIds],
  );
  return new Map(rows.map(({ id, ...file }) => [id, file]));
}

/** The verdicts each certificate rests on, counted by chapter; their reasons stay in the file. */
async function chapterSummaries(ctx: Ctx, certificateIds: readonly string[]): Promise<Map<string, ChapterSummary[]>> {
  const rows = await ctx.tx.query<(ChapterSummary & { certificateId: string })[]>(
    `SELECT c.id AS "certificateId", p.code AS package, v.label AS version, r.section_key AS section, section.value->'title' AS title,
            count(*)::int AS total, count(*) FILTER (WHERE g.obligation = 'must')::int AS mandatory,
            count(*) FILTER (WHERE g.verdict = 'conform')::int AS conform, count(*) FILTER (WHERE g.verdict = 'minor')::int AS minor,
            count(*) FILTER (WHERE g.verdict = 'major')::int AS major,
            count(*) FILTER (WHERE g.verdict = 'not_applicable')::int AS not_applicable
       FROM certificate c
       JOIN decision d ON d.id = c.decision_id
       CROSS JOIN LATERAL jsonb_to_recordset(d.grounds) AS g ("packageCode" text, "requirementKey" text, obligation text, verdict text)
       JOIN package p ON p.code = g."packageCode"
       JOIN candidature_pin held ON held.candidature_id = c.candidature_id
       JOIN package_version v ON v.id = held.package_version_id AND v.package_id = p.id
       JOIN requirement r ON r.package_version_id = v.id AND r.key = g."requirementKey"
       JOIN LATERAL jsonb_array_elements(v.content->'sections') WITH ORDINALITY AS section (value, position)
         ON section.value->>'key' = r.section_key
      WHERE c.id = ANY ($1)
      GROUP BY c.id, p.code, v.label, r.section_key, section.value, section.position
      ORDER BY c.id, p.code, section.position`,
    [certificateIds],
  );
  const byCertificate = new Map<string, ChapterSummary[]>();
  for (const { certificateId, ...chapter } of rows)
    byCertificate.set(certificateId, [...(byCertificate.get(certificateId) ?? []), chapter]);
  return byCertificate;
}

/** Words of the sheet by weight: name; vendor and numbers; type, lane and identifier; what the vendor says. */
function wordsByWeight(solution: Solution, vendor: string, certificates: readonly PublicCertificate[]): string[] {
  const { texts } = solution;
  const type = softwareTypeLabel(solution.softwareType);
  const lanes = certificates.flatMap(({ lane }) => (lane === null ? [] : [lane, laneLabel(lane).fr, laneLabel(lane).en]));
  const sheet = [texts.tagline?.fr, texts.tagline?.en, texts.description?.fr, texts.description?.en];
  return [
    solution.name,
    [vendor, ...certificates.map(({ number }) => number)].join(' '),
    [solution.softwareType, type.fr, type.en, solution.nil ?? '', ...lanes].join(' '),
    sheet.filter((text) => text !== undefined).join(' '),
  ];
}

async function save(ctx: Ctx, solution: Solution, vendor: string, certificates: readonly PublicCertificate[]): Promise<void> {
  const [first] = certificates;
  const [lanes, waves] = (['lane', 'wave'] as const).map((name) => [...new Set(certificates.flatMap((one) => one[name] ?? []))].sort());
  const row = [
    ...[solution.id, solution.slug, solution.name, vendor, solution.softwareType, solution.nil, JSON.stringify(solution.texts)],
    ...[first.status, first.version, first.number, first.fingerprint, first.decidedAt, first.validUntil, lanes, waves],
    ...[certificates.some(({ financeable }) => financeable), JSON.stringify(certificates), ctx.now],
    ...wordsByWeight(solution, vendor, certificates),
  ];
  const columns = [
    ...[
      'slug',
      'name',
      'vendor',
      'software_type',
      'nil',
      'texts',
      'status',
      'version',
      'number',
      'fingerprint',
      'decided_at',
      'valid_until',
    ],
    ...['lanes', 'waves', 'financeable', 'certificates', 'projected_at', 'search', 'document'],
  ];
  const plain = (position: number): string => `regexp_replace(guichet_fold($${position}::text), '[^[:alnum:]]+', ' ', 'g')`;
  const weights = ['A', 'B', 'C', 'D'].map((weight, index) => `setweight(to_tsvector('simple', ${plain(19 + index)}), '${weight}')`);
  await ctx.tx.query(
    `INSERT INTO catalogue_solution (solution_id, ${columns.join(', ')})
     VALUES (${row
       .slice(0, 18)
       .map((_, index) => `$${index + 1}`)
       .join(', ')}, ${weights.join(' || ')},
       ${[19, 20, 21, 22].map(plain).join(" || ' ' || ")})
     ON CONFLICT (solution_id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    row,
  );
}
