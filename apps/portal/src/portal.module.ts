import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AccountsModule } from '#accounts';
import { AuditModule } from '#audit';
import { CallsModule } from '#calls';
import { CandidaturesModule } from '#candidatures';
import { CriteriaModule } from '#criteria';
import { DecisionsModule } from '#decisions';
import { EvidenceModule } from '#evidence';
import { FinancingModule } from '#financing';
import { Config } from '#platform';
import { SolutionsModule } from '#solutions';
import { ReviewModule } from '#review';
import { reviewControllers } from './review/controllers.js';
import { AcquiredPanel } from './candidatures/acquired-panel.js';
import { RequirementSupport } from './candidatures/requirement-support.js';
import { criteriaControllers, criteriaProviders } from './criteria/controllers.js';
import { decisionsControllers } from './decisions/controllers.js';
import { EvidenceApi } from './evidence/evidence.api.js';
import { EvidencePages } from './evidence/evidence.pages.js';
import { NotificationsModule } from '#notifications';
import { notificationsControllers } from './notifications/controllers.js';
import { accountsControllers } from './accounts/controllers.js';
import { callsControllers } from './calls/controllers.js';
import { candidaturesControllers } from './candidatures/controllers.js';
import { solutionsControllers } from './solutions/controllers.js';
import { DisplayPages } from './home/display.pages.js';
import { financingControllers } from './financing/controllers.js';
import { OrderScreen } from './financing/order.pages.js';
import { HomePages } from './home/home.pages.js';
import { AccessGuard } from './http/access.js';
import { ContextInterceptor } from './http/context.js';
import { EvidenceFiles } from './http/evidence-files.js';
import { ReceiptFiles } from './http/receipt-files.js';
import { PagesInterceptor } from './http/pages.interceptor.js';
import { RENDERER, type Renderer } from './http/renderer.js';
import { CatalogueModule } from '#catalogue';
import { catalogueControllers } from './catalogue/controllers.js';
import { operationsControllers } from './operations/controllers.js';

/** The libs the portal uses: one line each. */
const libs: NonNullable<DynamicModule['imports']> = [
  AccountsModule,
  NotificationsModule,
  AuditModule,
  CallsModule,
  CandidaturesModule,
  CatalogueModule,
  CriteriaModule,
  DecisionsModule,
  EvidenceModule,
  FinancingModule,
  ReviewModule,
  SolutionsModule,
];

/** The pages and the API: one line each. */
export const controllers: NonNullable<DynamicModule['controllers']> = [
  HomePages,
  DisplayPages,
  ...criteriaControllers,
  EvidenceApi,
  EvidencePages,
  ...reviewControllers,
  ...operationsControllers,
  ...accountsControllers,
  ...callsControllers,
  ...candidaturesControllers,
  ...solutionsControllers,
  ...decisionsControllers,
  ...notificationsControllers,
  ...catalogueControllers,
  ...financingControllers,
];

/** What the portal is given at start. */
export interface PortalParts {
  readonly config: Config;
  readonly database: DataSource;
  readonly renderer: Renderer;
}

/** The portal: a list of libs and a list of controllers, nothing else. */
@Module({})
export class PortalModule {
  static with({ config, database, renderer }: PortalParts): DynamicModule {
    return {
      module: PortalModule,
      global: true,
      imports: libs,
      controllers,
      providers: [
        OrderScreen,
        { provide: Config, useValue: config },
        { provide: DataSource, useValue: database },
        { provide: RENDERER, useValue: renderer },
        EvidenceFiles,
        ReceiptFiles,
        ...criteriaProviders,
        AcquiredPanel,
        RequirementSupport,
        { provide: APP_GUARD, useClass: AccessGuard },
        // Outer to inner: pages are written after the transaction is committed.
        { provide: APP_INTERCEPTOR, useClass: PagesInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ContextInterceptor },
      ],
      exports: [Config, DataSource, RENDERER],
    };
  }
}
