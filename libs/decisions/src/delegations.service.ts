import { Injectable } from '@nestjs/common';
import { record } from '#audit';
import { Organisation } from '#accounts';
import { authorize, Config, type Ctx, newId, refuse } from '#platform';
import { IsNull } from 'typeorm';
import type { GrantDelegation } from './decision.dto.js';
import { Delegation } from './decision.entity.js';
import { decisionEvents } from './decision.events.js';
import { refuseDecision } from './decision.messages.js';
import { decisionPolicy } from './decision.policy.js';
import type { Issuer } from './issuer.rules.js';

/** In whose name a decision is taken, and by what right. */
export interface Signature {
  readonly delegation: Delegation;
  readonly issuer: Issuer;
}

/** Delegations of signature: who may sign what the agency decides, by which act. */
@Injectable()
export class DelegationsService {
  constructor(private readonly config: Config) {}

  /** Records a delegation, in force at once. Refuses a second one to the same person. */
  async grant(ctx: Ctx, input: GrantDelegation): Promise<Delegation> {
    authorize(ctx.actor, decisionPolicy.delegate, undefined);
    if (await this.inForce(ctx, input.accountId)) throw refuseDecision.conflict('delegation.exists');
    const delegation = ctx.tx.create(Delegation, { ...input, id: newId(), since: ctx.now, until: null });
    await ctx.tx.insert(Delegation, delegation);
    await record(ctx, decisionEvents, 'delegation.grant', about(delegation));
    return delegation;
  }

  /** Ends a delegation; what was signed under it stands. */
  async end(ctx: Ctx, delegationId: string): Promise<void> {
    authorize(ctx.actor, decisionPolicy.delegate, undefined);
    const delegation = await ctx.tx.findOneBy(Delegation, { id: delegationId, until: IsNull() });
    if (delegation === null) throw refuse.notFound('not-found');
    await ctx.tx.update(Delegation, { id: delegationId }, { until: ctx.now });
    await record(ctx, decisionEvents, 'delegation.end', about(delegation));
  }

  /** What the actor signs with: their delegation and their agency. Refuses who holds no delegation. */
  async signature(ctx: Ctx): Promise<Signature> {
    const { accountId, organisationId } = ctx.actor;
    const delegation = accountId === null ? null : await this.inForce(ctx, accountId);
    if (delegation === null || organisationId === null) throw refuseDecision.conflict('decision.no-delegation');
    const agency = await ctx.tx.findOneByOrFail(Organisation, { id: organisationId });
    return { delegation, issuer: { url: this.config.publicUrl, name: agency.name, demonstration: agency.demonstration } };
  }

  /** The delegation a person signs under, or null. */
  inForce(ctx: Ctx, accountId: string): Promise<Delegation | null> {
    return ctx.tx.findOneBy(Delegation, { accountId, until: IsNull() });
  }
}

function about(delegation: Delegation) {
  return { subject: { type: 'delegation', id: delegation.id }, organisationId: null, data: { accountId: delegation.accountId } };
}
