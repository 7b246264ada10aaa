import { Call, CallPackage } from '#calls';
import { Answer, Candidature, CandidaturePackage, Chapter } from '#candidatures';
import { completeMapping, importMapping, MappingsQueries, MappingsService, PackagesService, type PackageDocument } from '#criteria';
import type { Certificate, Decision } from '#decisions';
import { newId, system, type Actor } from '#platform';
import type { TestDatabase } from './database.js';
import { as } from './people.js';

const text = { fr: 'Texte', en: 'Text' };

/** A referenced product, as the desk of the tests makes it. */
export interface ReferencedFile {
  readonly call: string;
  readonly version: string;
  readonly vendor: Actor & { readonly accountId: string };
  readonly decision: Decision;
  readonly certificate: Certificate;
}

/** Another file of the same product, which a mapping leads to. */
export interface Target {
  readonly candidature: string;
  readonly vendor: ReferencedFile['vendor'];
  /** Requirement ids by key. */
  readonly keys: Readonly<Record<string, string>>;
  readonly mapping: string;
}

/** The package a target is asked for: two musts, the first of which expects a document. */
function targetPackage(code: string): PackageDocument {
  const must = { section: 'B', domain: 'security', obligation: 'must' as const, statement: text };
  return {
    format: 1,
    code,
    version: '1',
    domain: 'security',
    title: text,
    sections: [{ key: 'B', title: text }],
    requirements: [
      { ...must, key: 'B.01' },
      { ...must, key: 'B.02' },
    ],
    evidence: [{ key: 'P', requirements: ['B.01'], kinds: ['document'], label: text }],
  };
}

/** Another file of the same product, asked for another package, and a published mapping from the first package to it. */
export async function makeTarget(database: TestDatabase, file: ReferencedFile): Promise<Target> {
  const code = `TGT-${newId().toUpperCase()}`;
  const [{ code: source }] = file.decision.dossier.packages;
  await as(database.portal, system('test'), (ctx) =>
    new PackagesService().loadFolder(ctx, [{ path: `${code}.json`, bytes: Buffer.from(JSON.stringify(targetPackage(code))) }]),
  );
  const mapping = await as(database.portal, system('test'), async (ctx) => {
    const content = completeMapping({
      format: 1,
      code: `M-${newId().slice(0, 30).toUpperCase()}`,
      version: '1',
      title: text,
      source: { package: source, version: '1.0' },
      target: { package: code, version: '1' },
      links: [
        { sources: ['A.01'], targets: ['B.01'], relation: 'superset' },
        { sources: ['A.03'], targets: ['B.02'], relation: 'equal' },
      ],
    });
    const [id] = await new MappingsService(new MappingsQueries()).keepImport(ctx, importMapping(Buffer.from(JSON.stringify(content))));
    await new MappingsService(new MappingsQueries()).publish(ctx, id);
    return id;
  });
  const ids = { call: newId(), candidature: newId(), chapter: newId() };
  const keys = await as(database.portal, system('test'), async (ctx) => {
    const call = await ctx.tx.findOneByOrFail(Call, { id: file.call });
    const rows = await ctx.tx.query<{ id: string; key: string; version: string }[]>(
      `SELECT requirement.id, requirement.key, version.id AS version FROM requirement JOIN package_version version ON version.id = requirement.package_version_id
         JOIN package ON package.id = version.package_id WHERE package.code = $1 ORDER BY requirement.position`,
      [code],
    );
    const [{ version: packageVersionId }] = rows;
    const at = ctx.now;
    const { organisationId } = file.vendor;
    if (organisationId === null) throw new Error('a vendor has an organisation');
    const owned = { candidatureId: ids.candidature, organisationId };
    await ctx.tx.insert(Call, { ...call, id: ids.call, code: `CALL-${ids.call}` } as object);
    await ctx.tx.insert(CallPackage, { callId: ids.call, packageVersionId });
    await ctx.tx.insert(Candidature, {
      ...{ id: ids.candidature, organisationId, number: `CAN-${ids.candidature}`, solutionVersionId: file.version, callId: ids.call },
      ...{ status: 'open', statusAt: at, filedAt: at, admissibleAt: at, completeAt: null, createdAt: at },
    });
    await ctx.tx.insert(CandidaturePackage, { ...owned, packageVersionId });
    const chapter = { id: ids.chapter, packageVersionId, sectionKey: 'B', position: 1, updatedAt: at };
    await ctx.tx.insert(Chapter, { ...owned, ...chapter, status: 'to_do' });
    for (const { id: requirementId } of rows) {
      await ctx.tx.insert(Answer, { ...owned, id: newId(), chapterId: ids.chapter, requirementId, text: '', updatedAt: at });
    }
    return Object.fromEntries(rows.map(({ id, key }) => [key, id]));
  });
  return { candidature: ids.candidature, vendor: file.vendor, keys, mapping };
}
