import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { authorize, type Ctx, newId } from '#platform';
import { Beneficiary, BeneficiaryIdentifier } from './beneficiary.entity.js';
import { readIdentifiers, type BeneficiaryScheme, type CheckedIdentifier } from './beneficiary.rules.js';
import { unlessTaken } from './constraint.adapter.js';
import type { MergeInput } from './financing.dto.js';
import { financingEvents } from './financing.events.js';
import { financingMessages, refuseFinancing } from './financing.messages.js';
import { financingPolicy } from './financing.policy.js';

/** Clients: one beneficiary however many numbers it is known by. */
@Injectable()
export class BeneficiaryService {
  /**
   * The beneficiary these numbers name, made when none is known; a new number joins the others.
   * Two concurrent orders for a new client wait for each other on the number.
   */
  async resolve(ctx: Ctx, name: string, typed: Readonly<Partial<Record<BeneficiaryScheme, string | undefined>>>): Promise<string> {
    const identifiers = checked(typed);
    await holdNumbers(ctx, identifiers);
    const known = await ctx.tx.query<{ beneficiaryId: string }[]>(
      `SELECT DISTINCT beneficiary_identifier.beneficiary_id AS "beneficiaryId" FROM beneficiary_identifier
       JOIN jsonb_to_recordset($1::jsonb) AS typed (scheme text, value text)
         ON typed.scheme = beneficiary_identifier.scheme AND typed.value = beneficiary_identifier.value`,
      [JSON.stringify(identifiers)],
    );
    if (known.length > 1) throw refuseFinancing.conflict('financing.beneficiary-split');
    const id = known[0]?.beneficiaryId ?? newId();
    if (known.length === 0) await ctx.tx.insert(Beneficiary, { id, name, createdAt: ctx.now });
    const rows = identifiers.map(({ scheme, value }) => ({ beneficiaryId: id, scheme, value }));
    await ctx.tx.createQueryBuilder().insert().into(BeneficiaryIdentifier).values(rows).orIgnore().execute();
    return id;
  }

  /** Folds a beneficiary into another, its orders and numbers with it; refused while both are funded under one scheme. */
  async merge(ctx: Ctx, { keepId, foldId }: MergeInput): Promise<void> {
    authorize(ctx.actor, financingPolicy.administer, null);
    if (keepId === foldId) throw refuseFinancing.conflict('financing.same-beneficiary');
    await unlessTaken('funded_order_one_live', refuseFinancing.conflict('financing.already-funded'), () =>
      ctx.tx.query('UPDATE funded_order SET beneficiary_id = $1 WHERE beneficiary_id = $2', [keepId, foldId]),
    );
    await ctx.tx.query('UPDATE beneficiary_identifier SET beneficiary_id = $1 WHERE beneficiary_id = $2', [keepId, foldId]);
    const data = { folded: foldId };
    await record(ctx, financingEvents, 'beneficiary.merge', { subject: { type: 'beneficiary', id: keepId }, organisationId: null, data });
  }
}

function checked(typed: Readonly<Partial<Record<BeneficiaryScheme, string | undefined>>>): CheckedIdentifier[] {
  const identifiers = readIdentifiers(typed);
  if (identifiers.length === 0) {
    const text = financingMessages['financing.identifier-missing'];
    throw refuseFinancing.invalid('financing.identifier-missing', {}, [{ field: 'finess', code: 'identifier', text }]);
  }
  const wrong = identifiers.filter(({ check }) => check === 'invalid');
  if (wrong.length === 0) return identifiers;
  const text = financingMessages['financing.identifier-invalid'];
  throw refuseFinancing.invalid(
    'financing.identifier-invalid',
    {},
    wrong.map(({ scheme }) => ({ field: scheme, code: 'identifier', text })),
  );
}

/** Always in the same order, so that two transactions never wait for each other. */
async function holdNumbers(ctx: Ctx, identifiers: readonly CheckedIdentifier[]): Promise<void> {
  const keys = identifiers.map(({ scheme, value }) => `beneficiary/${scheme}/${value}`).sort();
  for (const key of keys) await ctx.tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}
