import { Delegation, DelegationsService } from '#decisions';
import type { Config, Ctx } from '#platform';

/** Gives the decider of the demonstration the right to sign, once: without it nobody could decide. */
export async function demonstrateDelegations(ctx: Ctx, config: Config): Promise<void> {
  const service = new DelegationsService(config);
  const deciders = await ctx.tx.query<{ id: string }[]>(
    `SELECT a.id FROM account a JOIN membership m ON m.account_id = a.id AND m.role = 'decider' AND m.until IS NULL WHERE a.demonstration`,
  );
  for (const { id } of deciders) {
    if (await ctx.tx.existsBy(Delegation, { accountId: id })) continue;
    await service.grant(ctx, {
      accountId: id,
      capacity: 'Directrice, par délégation',
      actReference: 'Décision de démonstration n° 2026-01',
    });
  }
}
