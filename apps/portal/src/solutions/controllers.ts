import { ProductApi } from './solution.api.js';
import { ApprovalPages, SolutionPages } from './solution.pages.js';

/** The products of a vendor: pages and API. */
export const solutionsControllers = [SolutionPages, ApprovalPages, ProductApi];
