import { CallsModule } from '#calls';
import { CriteriaModule } from '#criteria';
import { EvidenceModule } from '#evidence';
import { Config } from '#platform';
import { SolutionsModule } from '#solutions';
import { Module } from '@nestjs/common';
import { AcquiredResultQueries } from './acquired-result.queries.js';
import { AcquiredResultService } from './acquired-result.service.js';
import { AdmissionService } from './admission.service.js';
import { AnswerService } from './answer.service.js';
import { CandidatureQueries } from './candidature.queries.js';
import { CandidatureService } from './candidature.service.js';
import { CarryOverQueries } from './carry-over.queries.js';
import { CarryOverService } from './carry-over.service.js';
import { ChapterService } from './chapter.service.js';
import { CompletionService } from './completion.service.js';
import { DossierQueries } from './dossier.queries.js';
import { OverviewQueries } from './overview.queries.js';
import { EvidenceUsesQueries } from './evidence-uses.queries.js';
import { ProfileService } from './profile.service.js';
import { ReceiptDocumentService } from './receipt-document.service.js';
import { ReceiptStore } from './receipt-files.adapter.js';
import { ReceiptQueries } from './receipt.queries.js';
import { RehearsalQueries } from './rehearsal.queries.js';
import { RehearsalService } from './rehearsal.service.js';
import { RequirementQueries } from './requirement.queries.js';
import { RecusalService } from './recusal.service.js';
import { ThreadService } from './thread.service.js';

const doors = [
  CandidatureService,
  AdmissionService,
  ProfileService,
  AnswerService,
  ChapterService,
  CompletionService,
  ThreadService,
  RecusalService,
  CandidatureQueries,
  RequirementQueries,
  DossierQueries,
  EvidenceUsesQueries,
  OverviewQueries,
  ReceiptQueries,
  ReceiptDocumentService,
  CarryOverQueries,
  CarryOverService,
  RehearsalQueries,
  RehearsalService,
  AcquiredResultQueries,
  AcquiredResultService,
];

const store = { provide: ReceiptStore, useFactory: (config: Config) => new ReceiptStore(config.path('receipts')), inject: [Config] };

/** Candidatures: from the draft to the complete file, and the actions that the review and the decision drive. */
@Module({
  imports: [SolutionsModule, CriteriaModule, CallsModule, EvidenceModule],
  providers: [...doors, store],
  exports: [...doors, ReceiptStore],
})
export class CandidaturesModule {}
