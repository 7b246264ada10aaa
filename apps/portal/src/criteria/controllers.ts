import { CriteriaPages } from './criteria.pages.js';
import { PackagesApi } from './packages.api.js';
import { PackagesPages } from './packages.pages.js';
import { SchemasApi } from './schemas.api.js';

/** The pages and the API of criteria packages. */
export const criteriaControllers = [CriteriaPages, PackagesPages, PackagesApi, SchemasApi];
