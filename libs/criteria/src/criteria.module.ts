import { Module } from '@nestjs/common';
import { DraftingQueries } from './drafting.queries.js';
import { DraftingService } from './drafting.service.js';
import { PackagesQueries } from './packages.queries.js';
import { PackagesService } from './packages.service.js';

const providers = [PackagesService, PackagesQueries, DraftingService, DraftingQueries];

/** Criteria: packages, their versions, and what they ask for. */
@Module({ providers, exports: providers })
export class CriteriaModule {}
