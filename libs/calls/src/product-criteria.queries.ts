import { PackagesQueries, productCriteria, questionsOf, type KitFacts, type Profile, type ProfileAnswers } from '#criteria';
import { refuse, type Ctx } from '#platform';
import { Injectable } from '@nestjs/common';
import type { Call } from './call.entity.js';
import { CallQueries } from './call.queries.js';

/** Tells what the calls ask of a product, before any candidature. */
@Injectable()
export class ProductCriteriaQueries {
  constructor(
    private readonly calls: CallQueries,
    private readonly packages: PackagesQueries,
  ) {}

  /** The calls that are not in preparation, by code. */
  async published(ctx: Ctx): Promise<Call[]> {
    const all = await this.calls.calendar(ctx);
    return all.map(({ call }) => call).filter(({ status }) => status !== 'draft');
  }

  /** What a call asks of a product, for the answers read from its questions; 404 while the call is in preparation. Four statements. */
  async asked(ctx: Ctx, code: string, answer: (question: Profile) => boolean | undefined): Promise<KitFacts> {
    const call = await this.calls.byCode(ctx, code);
    if (call.status === 'draft') throw refuse.notFound('not-found');
    const versions = await this.packages.contents(ctx, await this.calls.packageVersionIds(ctx, call.id));
    const questions = questionsOf(versions);
    const answers: ProfileAnswers = Object.fromEntries(questions.map((question) => [question.key, answer(question)]));
    const { locale } = ctx;
    return { call: { code, title: call.title[locale] }, packages: productCriteria(versions, answers), questions, answers, locale };
  }
}
