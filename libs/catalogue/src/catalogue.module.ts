import { Module } from '@nestjs/common';
import { DecisionsModule } from '#decisions';
import { CatalogueQueries } from './catalogue.queries.js';
import { MetricsQueries } from './metrics.queries.js';
import { MetricsService } from './metrics.service.js';
import { ProjectionService } from './projection.service.js';

/** The public catalogue and the published figures. */
@Module({
  imports: [DecisionsModule],
  providers: [CatalogueQueries, ProjectionService, MetricsService, MetricsQueries],
  exports: [CatalogueQueries, ProjectionService, MetricsService, MetricsQueries],
})
export class CatalogueModule {}
