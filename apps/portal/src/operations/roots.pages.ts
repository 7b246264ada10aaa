import { Controller, Get } from '@nestjs/common';
import { JournalQueries } from '#audit';
import type { Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Page, page } from '../http/page.js';
import { Cached } from '../http/public-cache.js';
import { operationsPages } from './operations.messages.js';

/** The published roots of the journal, for everyone. */
@Controller('journal')
@Access('public')
export class RootsPages {
  constructor(private readonly journal: JournalQueries) {}

  /** The roots, latest first. */
  @Get()
  @Cached()
  async show(@Context() ctx: Ctx): Promise<Page> {
    const roots = await this.journal.roots(ctx);
    return page('operations/roots', { roots, isEmpty: roots.length === 0 }, { title: operationsPages['roots.title'] });
  }
}
