export * from './account.entity.js';
export * from './account.lifecycle.js';
export * from './accounts.dto.js';
export * from './accounts.events.js';
export { accountsMessages } from './accounts.messages.js';
export * from './accounts.module.js';
export * from './accounts.policy.js';
export * from './api-tokens.service.js';
export * from './attempts.service.js';
export * from './demonstration.queries.js';
export * from './entry.service.js';
export * from './housekeeping.service.js';
export * from './identifiers.rules.js';
export * from './members.service.js';
export * from './membership.entity.js';
export * from './organisation.entity.js';
export * from './organisations.queries.js';
export * from './organisations.service.js';
export * from './password.adapter.js';
export * from './password.rules.js';
export * from './people.queries.js';
export * from './people.service.js';
export * from './roles.rules.js';
export * from './second-factor.rules.js';
export * from './second-factor.service.js';
export * from './session.entity.js';
export * from './sessions.queries.js';
export * from './sessions.service.js';
export * from './sign-in.rules.js';
export * from './sign-in.service.js';

import { Account, ApiToken, PasswordLink, RecoveryCode, SecondFactor } from './account.entity.js';
import { Invitation, JoinRequest, Membership } from './membership.entity.js';
import { Organisation, OrganisationIdentifier } from './organisation.entity.js';
import { Attempt, Session } from './session.entity.js';

/** Every entity of the room, for the connection. */
export const accountsEntities = [
  Organisation,
  OrganisationIdentifier,
  Account,
  SecondFactor,
  RecoveryCode,
  PasswordLink,
  ApiToken,
  Membership,
  Invitation,
  JoinRequest,
  Session,
  Attempt,
];
