import { CriteriaModule } from '#criteria';
import { Module } from '@nestjs/common';
import { CallQueries } from './call.queries.js';
import { CallService } from './call.service.js';
import { OfferQueries } from './offer.queries.js';
import { OfferService } from './offer.service.js';
import { ProductCriteriaQueries } from './product-criteria.queries.js';

const doors = [CallService, CallQueries, OfferService, OfferQueries, ProductCriteriaQueries];

/** Calls: who may apply to what, by when, and how it is decided. */
@Module({ imports: [CriteriaModule], providers: doors, exports: doors })
export class CallsModule {}
