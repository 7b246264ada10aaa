import { AuthoringApi } from './authoring.api.js';
import { AuthoringLifePages, PackageActionPages } from './authoring-life.pages.js';
import { AuthoringPages } from './authoring.pages.js';
import { AuthoringProfilePages, AuthoringSectionPages } from './authoring-parts.pages.js';
import { AuthoringRequirementPages } from './authoring-requirement.pages.js';
import { AuthoringEvidencePages, AuthoringScenarioPages } from './authoring-scenario.pages.js';
import { AuthoringStartPages } from './authoring-start.pages.js';
import { ComparedVersions } from './compared.js';
import { ConsultationApi } from './consultation.api.js';
import { ConsultationPages } from './consultation.pages.js';
import { ConsultationWorkPages } from './consultation-work.pages.js';
import { CriteriaPages } from './criteria.pages.js';
import { DifferencesApi } from './differences.api.js';
import { DifferencesPages } from './differences.pages.js';
import { EquivalencesPages } from './equivalences.pages.js';
import { KeptDifferences } from './kept-differences.js';
import { LineageImportPages } from './lineage-import.pages.js';
import { LineagePages } from './lineage.pages.js';
import { MappingsApi } from './mappings.api.js';
import { MappingImportPages, MappingsPages } from './mappings.pages.js';
import { PackagesApi } from './packages.api.js';
import { PackagesPages } from './packages.pages.js';
import { FilesPages } from './files.pages.js';
import { ProductApi } from './product.api.js';
import { ProductPages } from './product.pages.js';
import { RehearsalApi } from './rehearsal.api.js';
import { RehearsalPages } from './rehearsal.pages.js';
import { SchemasApi } from './schemas.api.js';
import { VersionsPages } from './versions.pages.js';

/** The pages and the API of criteria packages. */
export const criteriaControllers = [
  ConsultationPages,
  ConsultationWorkPages,
  ConsultationApi,
  AuthoringApi,
  AuthoringPages,
  AuthoringSectionPages,
  AuthoringProfilePages,
  AuthoringRequirementPages,
  AuthoringScenarioPages,
  AuthoringEvidencePages,
  AuthoringStartPages,
  AuthoringLifePages,
  CriteriaPages,
  DifferencesPages,
  DifferencesApi,
  LineagePages,
  LineageImportPages,
  PackagesPages,
  PackageActionPages,
  PackagesApi,
  SchemasApi,
  RehearsalPages,
  RehearsalApi,
  EquivalencesPages,
  MappingsPages,
  MappingImportPages,
  MappingsApi,
  FilesPages,
  ProductPages,
  ProductApi,
  VersionsPages,
];

/** What they share: the versions to compare, and the differences already computed. */
export const criteriaProviders = [ComparedVersions, KeptDifferences];
