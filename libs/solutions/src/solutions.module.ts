import { Module } from '@nestjs/common';
import { SolutionQueries } from './solution.queries.js';
import { SolutionService } from './solution.service.js';

/** Products, versions and the approvals other bodies gave them. */
@Module({ providers: [SolutionService, SolutionQueries], exports: [SolutionService, SolutionQueries] })
export class SolutionsModule {}
