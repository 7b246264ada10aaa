import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { Ctx } from '#platform';
import { ReaffirmService } from '#review';
import { Access } from '../http/access.js';
import { Context } from '../http/context.js';
import { type Redirect, redirect } from '../http/page.js';
import { ReaffirmForm } from './review-forms.dto.js';
import { deskAddress, words } from './words.view.js';

/** Verdicts of an older version of the criteria, given again on the present one where nothing they rested on has changed. */
@Access('verifier', 'lead')
@Controller('/agence/candidatures/:id/chapitres/:chapterId')
export class CarriedPages {
  constructor(private readonly reaffirm: ReaffirmService) {}

  @Post('verdicts')
  async again(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('chapterId', ParseUUIDPipe) chapterId: string,
    @Body() { from, verdicts }: ReaffirmForm,
  ): Promise<Redirect> {
    const count = await this.reaffirm.reaffirm(ctx, id, chapterId, verdicts);
    const message = words('review.carried.done', { count })[ctx.locale];
    return redirect(deskAddress(id, `/evaluation/${from}`), { message, tone: 'success' });
  }
}
