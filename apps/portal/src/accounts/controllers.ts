import { AccountPages } from './account.pages.js';
import { CredentialsApi, SecondFactorApi } from './credentials.api.js';
import { CredentialsPages } from './credentials.pages.js';
import { EntryApi } from './entry.api.js';
import { EntryPages } from './entry.pages.js';
import { MeApi } from './me.api.js';
import { OrganisationApi } from './organisation.api.js';
import { OrganisationPages } from './organisation.pages.js';
import { SecondFactorPages } from './second-factor.pages.js';
import { CurrentSessionApi, SessionApi } from './session.api.js';
import { SessionPages } from './session.pages.js';
import { SignInPages } from './sign-in.pages.js';

/** Pages about people and organisations. */
const pages = [SignInPages, SecondFactorPages, EntryPages, AccountPages, SessionPages, CredentialsPages, OrganisationPages];
/** The same over JSON. */
const apis = [SessionApi, CurrentSessionApi, SecondFactorApi, EntryApi, MeApi, CredentialsApi, OrganisationApi];

/** Everything about people and organisations. */
export const accountsControllers = [...pages, ...apis];
