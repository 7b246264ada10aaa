import { Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { AcquiredResultService } from '#candidatures';
import { AcquisitionService } from '#decisions';
import { say, type Ctx } from '#platform';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { redirect, type Redirect } from '../http/page.js';
import { acquiredPages } from './acquired.messages.js';
import { AcquiredPanel } from './acquired-panel.js';
import { addressOf } from './candidature.view.js';

/** What a vendor does with results acquired by equivalence: asks for one, gives it up, checks it again. */
@Access('vendor_admin', 'vendor_contributor')
@Controller('/candidatures/:id/exigences/:requirementId/equivalence')
export class AcquiredPages {
  constructor(
    private readonly acquisitions: AcquisitionService,
    private readonly results: AcquiredResultService,
    private readonly panel: AcquiredPanel,
  ) {}

  @Post()
  async ask(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Redirect> {
    await this.acquisitions.acquire(ctx, id, requirementId);
    return redirect(addressOf(id, `/exigences/${requirementId}`), {
      message: say(acquiredPages['acquired.done'], ctx.locale),
      tone: 'success',
    });
  }

  @Post('renoncement')
  async renounce(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Redirect> {
    await this.results.renounce(ctx, id, requirementId);
    const message = say(acquiredPages['acquired.renounced'], ctx.locale);
    return redirect(addressOf(id, `/exigences/${requirementId}`), { message, tone: 'success' });
  }

  @Post('verification')
  async recheck(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('requirementId', ParseUUIDPipe) requirementId: string,
  ): Promise<Redirect> {
    return redirect(addressOf(id, `/exigences/${requirementId}`), await this.panel.recheck(ctx, id, requirementId));
  }
}
