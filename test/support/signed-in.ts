import { SessionsService } from '#accounts';
import { system, transact } from '#platform';
import { Browser } from './browser.js';
import type { TestPortal } from './portal.js';

/** The browser of a person who has signed in and proved their second factor. */
export async function signedIn(
  portal: TestPortal,
  person: { readonly accountId: string; readonly organisationId: string },
): Promise<Browser> {
  const { token } = await transact(portal.database.portal, { actor: system('test') }, (ctx) =>
    new SessionsService().open(ctx, { ...person, device: 'test', secondFactorAt: ctx.now }),
  );
  const browser = new Browser(portal);
  browser.plant('guichet_session', token);
  return browser;
}
