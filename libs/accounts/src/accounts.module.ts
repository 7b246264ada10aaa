import { Module } from '@nestjs/common';
import { ApiTokensService } from './api-tokens.service.js';
import { AttemptsService } from './attempts.service.js';
import { EntryService } from './entry.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { MembersService } from './members.service.js';
import { OrganisationsQueries } from './organisations.queries.js';
import { OrganisationsService } from './organisations.service.js';
import { PeopleQueries } from './people.queries.js';
import { PeopleService } from './people.service.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionsQueries } from './sessions.queries.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

const doors = [
  ApiTokensService,
  AttemptsService,
  EntryService,
  HousekeepingService,
  MembersService,
  OrganisationsQueries,
  OrganisationsService,
  PeopleQueries,
  PeopleService,
  SecondFactorService,
  SessionsQueries,
  SessionsService,
  SignInService,
];

/** People, organisations, sign-in. Needs the settings (`Config`), which each app provides. */
@Module({ providers: doors, exports: doors })
export class AccountsModule {}
