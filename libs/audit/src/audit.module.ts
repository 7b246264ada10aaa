import { Module } from '@nestjs/common';
import { ClockService } from './clock.service.js';
import { DeliveryQueries } from './delivery.queries.js';
import { DeliveryService } from './delivery.service.js';
import { JournalQueries } from './journal.queries.js';
import { RootService } from './root.service.js';
import { SealService } from './seal.service.js';

const providers = [ClockService, DeliveryQueries, DeliveryService, JournalQueries, RootService, SealService];

/** The journal: seals, roots, deliveries. */
@Module({ providers, exports: providers })
export class AuditModule {}
