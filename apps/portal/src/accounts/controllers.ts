import { AccountPages } from './account.pages.js';
import { CredentialsPages } from './credentials.pages.js';
import { EntryPages } from './entry.pages.js';
import { OrganisationPages } from './organisation.pages.js';
import { SecondFactorPages } from './second-factor.pages.js';
import { SessionPages } from './session.pages.js';
import { SignInPages } from './sign-in.pages.js';

/** Pages and API about people and organisations. */
export const accountsControllers = [
  SignInPages,
  SecondFactorPages,
  EntryPages,
  AccountPages,
  SessionPages,
  CredentialsPages,
  OrganisationPages,
];
