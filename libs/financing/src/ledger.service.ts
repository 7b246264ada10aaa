import { Injectable } from '@nestjs/common';
import { Decision, RegisterQueries } from '#decisions';
import { type Ctx, newId, nextNumber } from '#platform';
import { accountCode, type LedgerAccount, type TransferKind } from './accounts.rules.js';
import type { Amount } from './amounts.rules.js';
import { LedgerTransfer, type RestsOn } from './ledger.entity.js';
import type { FundedOrder } from './order.entity.js';
import { Scheme } from './scheme.entity.js';

/** One movement to write. */
export interface NewTransfer {
  readonly kind: TransferKind;
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  readonly amount: Amount;
  readonly order: FundedOrder;
  readonly claimId: string | null;
  readonly acceptance: RestsOn['acceptance'];
  /** The transfer it undoes. */
  readonly reverses?: string | null;
}

/** Writes transfers: each once, each with what it rests on. Called by the services of the room, never by an edge. */
@Injectable()
export class LedgerService {
  constructor(private readonly register: RegisterQueries) {}

  /** Writes one transfer; an amount of nothing writes nothing. */
  async transfer(ctx: Ctx, { kind, from, to, amount, order, claimId, acceptance, reverses = null }: NewTransfer): Promise<void> {
    if (amount.ttc === 0) return;
    const { code, currency } = await ctx.tx.findOneByOrFail(Scheme, { id: order.schemeId });
    const { certificate } = await this.register.certificate(ctx, order.certificateId);
    const decision = await ctx.tx.findOneByOrFail(Decision, { id: certificate.decisionId });
    const ownerOf = (account: LedgerAccount) => (account === 'vendor' ? order.organisationId : code);
    const { facts } = certificate;
    await ctx.tx.insert(LedgerTransfer, {
      ...{ id: newId(), number: `E-${String(await nextNumber(ctx, 'ledger')).padStart(7, '0')}`, kind, reverses, at: ctx.now, claimId },
      ...{ debitAccount: accountCode(from, ownerOf(from)), creditAccount: accountCode(to, ownerOf(to)), currency },
      ...{ htCents: amount.ht, vatCents: amount.vat, cents: amount.ttc, orderId: order.id, organisationId: order.organisationId },
      decisionId: decision.id,
      restsOn: { certificate: certificate.number, decision: decision.number, scope: facts.scope, acceptance },
    });
  }
}
