import { Platform1764000000000 } from './1764000000000-platform.js';
import { Audit1764000001000 } from './1764000001000-audit.js';
import { AuditRoots1764000002000 } from './1764000002000-audit-roots.js';
import { Accounts1764000100000 } from './1764000100000-accounts.js';
import { Notifications1764000200000 } from './1764000200000-notifications.js';
import { Solutions1764000300000 } from './1764000300000-solutions.js';
import { Criteria1764000400000 } from './1764000400000-criteria.js';
import { ImportFormats1764000401000 } from './1764000401000-import-formats.js';
import { PackageFiles1764000402000 } from './1764000402000-package-files.js';
import { Consultation1764000403000 } from './1764000403000-consultation.js';
import { Drafting1764000404000 } from './1764000404000-drafting.js';
import { Lineage1764000405000 } from './1764000405000-lineage.js';
import { Mappings1764000406000 } from './1764000406000-mappings.js';
import { PackageOnward1764000407000 } from './1764000407000-package-onward.js';
import { ConsultationAnswers1764000407100 } from './1764000407100-consultation-answers.js';
import { Calls1764000500000 } from './1764000500000-calls.js';
import { Evidence1764000600000 } from './1764000600000-evidence.js';
import { EvidenceLateFingerprint1764000601000 } from './1764000601000-evidence-late-fingerprint.js';
import { Candidatures1764000700000 } from './1764000700000-candidatures.js';
import { Recusals1764000701000 } from './1764000701000-recusals.js';
import { ReceiptDocuments1764000702000 } from './1764000702000-receipt-documents.js';
import { CarryOver1764000703000 } from './1764000703000-carry-over.js';
import { ImpactReports1764000703100 } from './1764000703100-impact-reports.js';
import { AcquiredResults1764000706000 } from './1764000706000-acquired-results.js';
import { Review1764000800000 } from './1764000800000-review.js';
import { ReviewLapse1764000801000 } from './1764000801000-review-lapse.js';
import { Decisions1764000900000 } from './1764000900000-decisions.js';
import { Financing1764001000000 } from './1764001000000-financing.js';
import { Catalogue1764001100000 } from './1764001100000-catalogue.js';
import { CatalogueMatching1764001101000 } from './1764001101000-catalogue-matching.js';
import { FinancingOneOrder1764001001000 } from './1764001001000-financing-one-order.js';
import { Fences1764001200000 } from './1764001200000-fences.js';

/** The history of the schema, oldest first. Two concurrent migrations conflict here, on purpose. */
export const migrations = [
  Platform1764000000000,
  Audit1764000001000,
  AuditRoots1764000002000,
  Accounts1764000100000,
  Notifications1764000200000,
  Solutions1764000300000,
  Criteria1764000400000,
  ImportFormats1764000401000,
  PackageFiles1764000402000,
  Consultation1764000403000,
  Drafting1764000404000,
  Lineage1764000405000,
  Mappings1764000406000,
  PackageOnward1764000407000,
  ConsultationAnswers1764000407100,
  Calls1764000500000,
  Evidence1764000600000,
  EvidenceLateFingerprint1764000601000,
  Candidatures1764000700000,
  Recusals1764000701000,
  ReceiptDocuments1764000702000,
  CarryOver1764000703000,
  ImpactReports1764000703100,
  AcquiredResults1764000706000,
  Review1764000800000,
  ReviewLapse1764000801000,
  Decisions1764000900000,
  Financing1764001000000,
  FinancingOneOrder1764001001000,
  Catalogue1764001100000,
  CatalogueMatching1764001101000,
  Fences1764001200000,
];
