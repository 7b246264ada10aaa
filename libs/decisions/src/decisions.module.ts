import { Module } from '@nestjs/common';
import { CandidaturesModule } from '#candidatures';
import { CriteriaModule } from '#criteria';
import { AcquisitionService } from './acquisition.service.js';
import { CertificatesService } from './certificates.service.js';
import { DecisionQueries } from './decision.queries.js';
import { DecisionsService } from './decisions.service.js';
import { DelegationsService } from './delegations.service.js';
import { DecisionFileQueries } from './decision-file.queries.js';
import { RegisterQueries } from './register.queries.js';
import { SigningKeysService } from './signing-keys.service.js';

const providers = [
  AcquisitionService,
  CertificatesService,
  DecisionQueries,
  DecisionsService,
  DelegationsService,
  DecisionFileQueries,
  RegisterQueries,
  SigningKeysService,
];

/** Decisions: proposals, decisions, certificates, the register and what verifies them. */
@Module({ imports: [CandidaturesModule, CriteriaModule], providers, exports: providers })
export class DecisionsModule {}
