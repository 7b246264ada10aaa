import { describe, expect, it } from '@jest/globals';
import { Candidature } from '#candidatures';
import type { EvidenceKind, PackageDocument, ReferenceKind } from '#criteria';
import type { ItemKind } from '#evidence';
import type { Actor, Ctx } from '#platform';
import { candidatureRooms, makePackage } from '../support/candidatures.js';
import { testDatabase } from '../support/database.js';
import { realFile } from '../support/files.js';
import { makePerson } from '../support/people.js';

const database = await testDatabase();
const house = await candidatureRooms(database.portal);
const vendor = await makePerson(database.portal, { role: 'vendor_admin' });
const verifier = await makePerson(database.portal, { role: 'verifier' });

/** A package as large as the largest real one. */
function largePackage(code: string, count: number): PackageDocument {
  const text = (fr: string) => ({ fr, en: fr });
  const sections = Array.from({ length: 12 }, (_, index) => ({ key: `S${index}`, title: text(`Chapitre ${index}`) }));
  const keys = Array.from({ length: count }, (_, index) => `R.${String(index).padStart(3, '0')}`);
  return makePackage(code, {
    sections,
    requirements: keys.map((key, index) => ({
      key,
      section: `S${index % 12}`,
      domain: 'security',
      obligation: 'must',
      statement: text(key),
    })),
    scenarios: keys.map((key) => ({ key: `${key}.01`, statement: text(key), requirements: [key] })),
    evidence: keys.map((key) => ({ key: `${key}.P`, scenario: `${key}.01`, requirements: [key], kinds: ['document'], label: text(key) })),
  });
}

/** Counts the statements of a use case, the opening and closing of its transaction left out. */
async function statements(actor: Actor, use: (ctx: Ctx) => Promise<unknown>): Promise<number> {
  const { logger } = database.portal;
  let count = 0;
  database.portal.logger = Object.assign(Object.create(logger) as typeof logger, {
    logQuery: (query: string) => {
      if (!/^(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)|set_config/.test(query)) count += 1;
    },
  });
  try {
    await house.as(actor, use);
  } finally {
    database.portal.logger = logger;
  }
  return count;
}

describe('the number of statements', () => {
  it('does not depend on the size of a file', async () => {
    const counts: Record<string, number>[] = [];
    for (const size of [12, 227]) {
      const id = await house.makeOpen(vendor, await house.makeCall({ document: largePackage(`LARGE${size}`, size) }));
      const [{ requirementId, chapterId }] = await house.as(vendor, (ctx) => house.dossiers.answers(ctx, id));
      const { itemId } = await house.makeEvidence(vendor);
      const requirement = await house.as(vendor, (ctx) => house.requirements.one(ctx, id, requirementId));
      const [expected] = await house.as(vendor, (ctx) => house.requirements.expected(ctx, requirement));
      counts.push({
        overview: await statements(vendor, (ctx) => house.overviews.overview(ctx, id)),
        dossier: await statements(verifier, (ctx) => house.dossiers.dossier(ctx, id)),
        list: await statements(vendor, (ctx) => house.lists.list(ctx)),
        save: await statements(vendor, (ctx) => house.answers.save(ctx, id, requirementId, { version: 1, claim: 'conform', text: 'x' })),
        attach: await statements(vendor, (ctx) =>
          house.answers.attach(ctx, id, { expectedEvidenceId: expected.id, evidenceItemId: itemId }),
        ),
      });
      expect(chapterId).toBeDefined();
    }
    process.stdout.write(`statements: ${JSON.stringify(counts)}\n`);
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[1].overview).toBeLessThanOrEqual(15);
    expect(counts[1].save).toBeLessThanOrEqual(12);
    expect(counts[1].attach).toBeLessThanOrEqual(12);
  });
});

describe('the real LGC package', () => {
  const bytes = realFile('rem', 'REM-LGC-Va2-brouillon.xlsx');
  if (bytes === null) {
    it('is not on this machine', () => {
      process.stdout.write('GUICHET_REAL_DATA is not set: the real LGC package was not used.\n');
    });
    return;
  }

  it('gives 227 requirements, 200 applicable once three profiles are off, and a file that becomes complete', async () => {
    const versionId = await house.asPortal(async (ctx) => {
      const kept = await house.packages.importFile(ctx, bytes, { fileName: 'REM-LGC-Va2-brouillon.xlsx' });
      const id = kept.versionId ?? '';
      await house.packages.act(ctx, id, 'publish');
      return id;
    });
    const id = await house.makeOpen(vendor, await house.makeCall({ packageVersionIds: [versionId] }));
    const started = performance.now();
    const questions = await house.as(vendor, (ctx) => house.dossiers.questions(ctx, id));
    const off = /PER-ORG|enfant|h[ée]bergement|saas/i;
    const answers = questions.map(({ key, label }) => ({ key, answer: !off.test(label.fr) }));
    const requirements = async (): Promise<number> => (await house.answersOf(vendor, id)).size;
    await house.as(vendor, (ctx) => house.profile.answer(ctx, id, { answers: questions.map(({ key }) => ({ key, answer: true })) }));
    expect(await requirements()).toBe(227);
    await house.as(vendor, (ctx) => house.profile.answer(ctx, id, { answers }));
    expect(await requirements()).toBe(200);
    await provide(id);
    const complete = await house.submitAll(vendor, id);
    process.stdout.write(`LGC: 200 requirements answered, attached and submitted in ${Math.round(performance.now() - started)} ms\n`);
    expect(complete).toMatchObject({ status: 'complete' } satisfies Partial<Candidature>);
    expect(await statements(vendor, (ctx) => house.overviews.overview(ctx, id))).toBeLessThanOrEqual(15);
  });

  /** Claims everything conform and attaches to each expected evidence a piece of a kind it accepts. */
  async function provide(id: string): Promise<void> {
    const pieces = new Map<ItemKind, string>();
    const expected = await house.asPortal((ctx) =>
      ctx.tx.query<{ id: string; kinds: EvidenceKind[]; reference: ReferenceKind | null }[]>(
        `SELECT DISTINCT expected.id, expected.kinds, expected.reference_kind AS reference FROM answer
         JOIN expected_evidence_requirement link ON link.requirement_id = answer.requirement_id
         JOIN expected_evidence expected ON expected.id = link.expected_evidence_id WHERE answer.candidature_id = $1 AND answer.is_applicable`,
        [id],
      ),
    );
    for (const { kinds, reference } of expected) {
      const kind = kinds[0] ?? reference;
      if (kind && !pieces.has(kind)) pieces.set(kind, (await house.makeEvidence(vendor, { kind })).itemId);
    }
    await house.as(vendor, async (ctx) => {
      for (const { requirementId, version } of await house.dossiers.answers(ctx, id)) {
        await house.answers.save(ctx, id, requirementId, { version, claim: 'conform', text: 'Voir la preuve.' });
      }
      for (const one of expected) {
        const evidenceItemId = pieces.get(one.kinds[0] ?? one.reference ?? 'document') ?? '';
        await house.answers.attach(ctx, id, { expectedEvidenceId: one.id, evidenceItemId });
      }
    });
  }
});
