import { Module } from '@nestjs/common';
import { PackagesQueries } from './packages.queries.js';
import { PackagesService } from './packages.service.js';

/** Criteria: packages, their versions, and what they ask for. */
@Module({ providers: [PackagesService, PackagesQueries], exports: [PackagesService, PackagesQueries] })
export class CriteriaModule {}
