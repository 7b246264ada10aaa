import { CatalogueApi } from './catalogue.api.js';
import { CataloguePages } from './catalogue.pages.js';
import { DashboardsPages } from './dashboards.pages.js';
import { MetricsApi } from './metrics.api.js';
import { OpenDataPages } from './open-data.pages.js';

/** The catalogue, the dashboards and the open data. */
export const catalogueControllers = [CataloguePages, DashboardsPages, OpenDataPages, CatalogueApi, MetricsApi];
