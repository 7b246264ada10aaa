import { Controller, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LineageService } from '#criteria';
import { transact } from '#platform';
import { Access } from '../http/access.js';
import { WithoutTransaction } from '../http/context.js';
import { redirect, type Redirect } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { readLinkFile } from './read-import.js';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Files of links between two versions, taken as the lineage of a draft. */
@Access('criteria_editor')
@Controller()
export class LineageImportPages {
  constructor(
    private readonly lineage: LineageService,
    private readonly database: DataSource,
  ) {}

  /** Reads the file outside any transaction, then confirms the links that hold and keeps the report. */
  @Post('/envois/filiations/:id')
  @WithoutTransaction()
  async import(@Req() request: PortalRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Redirect> {
    const { actor, locale } = request.known;
    const { links, fileSha256, fields } = await readLinkFile(request);
    const fromVersionId = uuid.test(fields.origin ?? '') ? fields.origin : null;
    const report = await transact(this.database, { actor, locale, requestId: request.id }, (ctx) =>
      this.lineage.importLinks(ctx, { toVersionId: id, fromVersionId }, links, fileSha256),
    );
    return redirect(`/agence/referentiels/imports/${report}`);
  }
}
