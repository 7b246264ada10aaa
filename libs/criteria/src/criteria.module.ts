import { AccountsModule } from '#accounts';
import { Module } from '@nestjs/common';
import { ConsultationAnswersService } from './consultation-answers.service.js';
import { ConsultationCommentsService } from './consultation-comments.service.js';
import { ConsultationFollowService } from './consultation-follow.service.js';
import { ConsultationMailsService } from './consultation-mails.service.js';
import { ConsultationQueries } from './consultation.queries.js';
import { ConsultationService } from './consultation.service.js';
import { DraftingQueries } from './drafting.queries.js';
import { DraftingService } from './drafting.service.js';
import { MappingsQueries } from './mappings.queries.js';
import { MappingsService } from './mappings.service.js';
import { LineageQueries } from './lineage.queries.js';
import { LineageService } from './lineage.service.js';
import { PackagesQueries } from './packages.queries.js';
import { PackagesService } from './packages.service.js';
import { PublishedFilesService } from './published-files.service.js';

const providers = [
  PackagesService,
  PackagesQueries,
  PublishedFilesService,
  DraftingService,
  DraftingQueries,
  LineageService,
  LineageQueries,
  ConsultationService,
  ConsultationCommentsService,
  ConsultationAnswersService,
  ConsultationQueries,
  ConsultationFollowService,
  ConsultationMailsService,
  MappingsService,
  MappingsQueries,
];

/** Criteria: packages, their versions, what they ask for, and the public consultations on their drafts. */
@Module({ imports: [AccountsModule], providers, exports: providers })
export class CriteriaModule {}
