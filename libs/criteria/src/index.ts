export * from './applicability.rules.js';
export * from './consultation-answers.service.js';
export * from './consultation-comments.service.js';
export * from './consultation-follow.service.js';
export * from './consultation-mails.service.js';
export * from './consultation.dto.js';
export * from './consultation.entity.js';
export * from './consultation.events.js';
export * from './consultation.exporter.js';
export * from './consultation.messages.js';
export * from './consultation.policy.js';
export * from './consultation.queries.js';
export * from './consultation.rules.js';
export * from './consultation.service.js';
export * from './content-hash.rules.js';
export * from './criteria.module.js';
export * from './difference.exporter.js';
export * from './difference.messages.js';
export type { AttributeChange } from './difference-attributes.rules.js';
export * from './difference.rules.js';
export * from './drafting.messages.js';
export * from './drafting.queries.js';
export * from './drafting.rules.js';
export * from './drafting.service.js';
export * from './drafting-edit.rules.js';
export * from './drafting-findings.rules.js';
export { find } from './drafting-list.rules.js';
export { dayInParis } from './effective-date.rules.js';
export * from './evaluation.messages.js';
export * from './evaluation.rules.js';
export * from './finding.messages.js';
export { lossLabel } from './loss.messages.js';
export {
  closestOrigins,
  linkReasons,
  type NearOrigin,
  type EditorLink,
  type EditorSays,
  type LinkReason,
  type Sureness,
} from './matching.rules.js';
export * from './import-format.rules.js';
export { ImportProcess } from './import-process.adapter.js';
export * from './mapping-binding.rules.js';
export * from './mapping-content.rules.js';
export * from './mapping-edit.rules.js';
export * from './mapping.entity.js';
export * from './mapping.events.js';
export * from './mapping.exporter.js';
export * from './mapping.lifecycle.js';
export * from './mapping-schema.rules.js';
export * from './mapping.messages.js';
export * from './mapping.policy.js';
export * from './mappings.queries.js';
export * from './mappings.service.js';
export * from './transfer.rules.js';
export * from './mapping.importer.js';
export * from './mapping.rules.js';
export * from './lineage.entity.js';
export * from './lineage.importer.js';
export * from './lineage.messages.js';
export * from './lineage.queries.js';
export * from './lineage.rules.js';
export * from './lineage.service.js';
export * from './package-content.rules.js';
export * from './package-document.importer.js';
export * from './package-schema.rules.js';
export * from './package-scores.rules.js';
export * from './package-validation.rules.js';
export {
  CriteriaPackage,
  PackageVersion,
  Requirement as RequirementRow,
  Scenario as ScenarioRow,
  ScenarioRequirement,
  ExpectedEvidence as ExpectedEvidenceRow,
  ExpectedEvidenceRequirement,
  ImportReport,
} from './package.entity.js';
export * from './package-folder.adapter.js';
export * from './package.events.js';
export * from './package.exporter.js';
export * from './package.importer.js';
export * from './package.lifecycle.js';
export * from './package.messages.js';
export * from './package.policy.js';
export * from './packages.queries.js';
export * from './packages.service.js';
export * from './product-criteria.exporter.js';
export * from './product-criteria.rules.js';
export { PublishedFile } from './published-file.entity.js';
export * from './published-files.service.js';
export * from './rgesn-audit.importer.js';
export * from './scores.rules.js';
export * from './scores-anssi.rules.js';
export * from './scores-ecoindex.rules.js';
export * from './scores-published.rules.js';
export * from './scores-rgaa.rules.js';
export * from './scores-rgesn.rules.js';
export { foldedText } from './similarity.rules.js';
export { sheetFileLimit } from './sheet.importer.js';
export type { RowCount } from './rem.importer.js';

import { PackageRevision } from './drafting.entity.js';
import { LineageDecision } from './lineage.entity.js';
import {
  Consultation,
  ConsultationAnswer,
  ConsultationComment,
  ConsultationContact,
  ConsultationSubject,
  ConsultationText,
} from './consultation.entity.js';
import {
  CriteriaPackage,
  ExpectedEvidence,
  ExpectedEvidenceRequirement,
  ImportReport,
  PackageVersion,
  Requirement,
  Scenario,
  ScenarioRequirement,
} from './package.entity.js';
import { Mapping } from './mapping.entity.js';

import { PublishedFile } from './published-file.entity.js';

/** Every entity of the room, for the connection. */
export const criteriaEntities = [
  CriteriaPackage,
  PackageVersion,
  Requirement,
  Scenario,
  ScenarioRequirement,
  ExpectedEvidence,
  ExpectedEvidenceRequirement,
  ImportReport,
  PackageRevision,
  Consultation,
  ConsultationSubject,
  ConsultationComment,
  ConsultationText,
  ConsultationContact,
  ConsultationAnswer,
  Mapping,
  LineageDecision,
  PublishedFile,
];
