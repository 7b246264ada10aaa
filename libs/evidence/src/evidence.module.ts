import { Module } from '@nestjs/common';
import { Config } from '#platform';
import { EvidenceQueries } from './evidence.queries.js';
import { EvidenceService } from './evidence.service.js';
import { Examiner } from './examiner.adapter.js';
import { InspectionService } from './inspection.service.js';
import { VirusScanner } from './scanner.adapter.js';
import { EvidenceStore } from './storage.adapter.js';

/** Evidence: items, versions, files, inspection. */
@Module({
  providers: [
    EvidenceService,
    EvidenceQueries,
    InspectionService,
    { provide: EvidenceStore, useFactory: (config: Config) => new EvidenceStore(config.path('evidence')), inject: [Config] },
    {
      provide: Examiner,
      useFactory: (store: EvidenceStore, config: Config) => new Examiner(store, config.CLAMD ? new VirusScanner(config.CLAMD) : null),
      inject: [EvidenceStore, Config],
    },
  ],
  exports: [EvidenceService, EvidenceQueries, InspectionService, EvidenceStore, Examiner],
})
export class EvidenceModule {}
