export * from './account.entity.js';
export * from './account.lifecycle.js';
export * from './identifiers.rules.js';
export * from './membership.entity.js';
export * from './organisation.entity.js';
export * from './session.entity.js';

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
