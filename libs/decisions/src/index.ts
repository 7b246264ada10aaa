export * from './acquisition.rules.js';
export * from './acquisition.service.js';
export * from './certificate.entity.js';
export * from './certificate.exporter.js';
export * from './certificate.lifecycle.js';
export * from './certificate.rules.js';
export * from './certificates.service.js';
export * from './credential.rules.js';
export * from './decision.dto.js';
export * from './decision.entity.js';
export * from './decision.events.js';
export * from './decision.messages.js';
export * from './decision.policy.js';
export * from './decision.queries.js';
export * from './decision.rules.js';
export * from './decisions.module.js';
export * from './decisions.service.js';
export * from './delegations.service.js';
export * from './decision-file.queries.js';
export * from './dossier.rules.js';
export * from './issuer.rules.js';
export * from './letter.rules.js';
export * from './register.queries.js';
export * from './register.rules.js';
export * from './rosette.rules.js';
export * from './signing-keys.service.js';
export * from './status-list.rules.js';
export * from './verification.messages.js';
export * from './verification.rules.js';

import { Certificate, CertificateIssue, CertificateStatusEntry, SigningKeyRecord, StatusListRecord } from './certificate.entity.js';
import { Decision, DecisionNotification, DecisionProposal, Delegation } from './decision.entity.js';

/** Every entity of the room, for the connection. */
export const decisionsEntities = [
  Delegation,
  DecisionProposal,
  Decision,
  DecisionNotification,
  Certificate,
  CertificateIssue,
  CertificateStatusEntry,
  SigningKeyRecord,
  StatusListRecord,
];
