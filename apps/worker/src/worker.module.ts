import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { AuditModule } from '#audit';
import { CandidaturesModule } from '#candidatures';
import { CriteriaModule } from '#criteria';
import { DecisionsModule } from '#decisions';
import { EvidenceModule } from '#evidence';
import { NotificationsModule } from '#notifications';
import { Config, PdfPool } from '#platform';
import { ReviewModule } from '#review';
import { CatalogueModule } from '#catalogue';
import { SigningKeyHolder } from './signing-key.js';

/** The libs whose services jobs call: one line each. */
const libs: NonNullable<DynamicModule['imports']> = [
  AuditModule,
  CriteriaModule,
  EvidenceModule,
  CandidaturesModule,
  ReviewModule,
  DecisionsModule,
  AccountsModule,
  NotificationsModule,
  CatalogueModule,
];

/** The worker: the libs, and what only background work may hold (the signing key). */
@Module({})
export class WorkerModule {
  static with(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      global: true,
      imports: libs,
      providers: [{ provide: Config, useValue: config }, SigningKeyHolder, { provide: PdfPool, useFactory: () => new PdfPool(config) }],
      exports: [Config],
    };
  }
}
