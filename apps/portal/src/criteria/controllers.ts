import { CriteriaPages } from './criteria.pages.js';
import { PackagesApi } from './packages.api.js';
import { PackagesPages } from './packages.pages.js';

/** The pages and the API of criteria packages. */
export const criteriaControllers = [CriteriaPages, PackagesPages, PackagesApi];
