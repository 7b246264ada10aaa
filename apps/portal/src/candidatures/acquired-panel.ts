import { Injectable } from '@nestjs/common';
import { AcquiredResultQueries, DossierQueries, lapseReasons, RequirementQueries, type RequirementOfFile } from '#candidatures';
import { AcquisitionService } from '#decisions';
import { refuse, say, type Ctx } from '#platform';
import type { Flash } from '../http/request.js';
import { acquiredPages } from './acquired.messages.js';
import { acquiredView } from './acquired.view.js';
import { addressOf } from './candidature.view.js';

type Answered = Pick<RequirementOfFile, 'answerId' | 'requirementId'>;

/** What the pages of a requirement tell of a result acquired by equivalence. Before a panel, the caller has shown that the actor sees the file. */
@Injectable()
export class AcquiredPanel {
  constructor(
    private readonly results: AcquiredResultQueries,
    private readonly acquisitions: AcquisitionService,
    private readonly requirements: RequirementQueries,
    private readonly dossiers: DossierQueries,
  ) {}

  /** For the vendor: what is acquired, what may be, and what to do while the answer is open. */
  async ofVendor(ctx: Ctx, id: string, { answerId, requirementId }: Answered, isOpen: boolean): Promise<object | null> {
    const last = await this.results.last(ctx, answerId);
    const isLive = last !== null && last.lapsedAt === null;
    const offer = isOpen && !isLive ? ((await this.acquisitions.acquirable(ctx, id)).get(requirementId) ?? null) : null;
    const base = addressOf(id, `/exigences/${requirementId}/equivalence`);
    const actions = { ask: base, recheck: `${base}/verification`, ...(isOpen && { renounce: `${base}/renoncement` }) };
    return acquiredView({ last, offer, actions, isAgency: false });
  }

  /** For the agency: what is acquired, and a way to check it again. */
  async ofAgency(ctx: Ctx, recheck: string, { answerId }: Answered): Promise<object | null> {
    return acquiredView({ last: await this.results.last(ctx, answerId), offer: null, actions: { recheck }, isAgency: true });
  }

  /** Makes the computation of the live result of a requirement again, and says what it gives; 404 to whom the file is hidden. */
  async recheck(ctx: Ctx, id: string, requirementId: string): Promise<Flash> {
    await this.dossiers.mustSee(ctx, id);
    const { answerId } = await this.requirements.one(ctx, id, requirementId);
    const last = await this.results.last(ctx, answerId);
    if (last === null || last.lapsedAt !== null) throw refuse.notFound('not-found');
    const reason = await this.acquisitions.recheck(ctx, last);
    if (reason === null) return { message: say(acquiredPages['acquired.holds'], ctx.locale), tone: 'success' };
    const params = { reason: say(lapseReasons[reason], ctx.locale) };
    return { message: say(acquiredPages['acquired.fails'], ctx.locale, params), tone: 'error' };
  }
}
