import { SecondFactor, SessionsService } from '#accounts';
import { system, transact, type Actor } from '#platform';
import { Browser } from './browser.js';
import type { TestPortal } from './portal.js';

/** A browser in which a person is signed in already, second factor included. */
export async function seat(portal: TestPortal, person: Actor & { readonly accountId: string }): Promise<Browser> {
  const { accountId, organisationId } = person;
  const { token } = await transact(portal.database.portal, { actor: system('test') }, async (ctx) => {
    const factor = { accountId, secretSealed: 'none', confirmedAt: ctx.now, lastStep: 0 };
    await ctx.tx.upsert(SecondFactor, factor, ['accountId']);
    return new SessionsService().open(ctx, { accountId, organisationId, device: 'test', secondFactorAt: ctx.now });
  });
  const browser = new Browser(portal);
  browser.plant('guichet_session', token);
  return browser;
}
