import { HealthApi } from './health.api.js';
import { OperationsApi } from './operations.api.js';
import { OperationsPages } from './operations.pages.js';
import { RootsPages } from './roots.pages.js';

/** Health, operator pages, published journal. */
export const operationsControllers = [HealthApi, OperationsApi, OperationsPages, RootsPages];
