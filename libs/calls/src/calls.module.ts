import { Module } from '@nestjs/common';
import { CallQueries } from './call.queries.js';
import { CallService } from './call.service.js';

/** Calls: who may apply to what, by when, and how it is decided. */
@Module({ providers: [CallService, CallQueries], exports: [CallService, CallQueries] })
export class CallsModule {}
