import { DateTime } from 'luxon';
import { prepareCall, type StoryCriteria } from './criteria.act.js';
import { decide } from './decision.act.js';
import { depositEvidence } from './evidence.act.js';
import { fileCandidature } from './filing.act.js';
import { finance } from './money.act.js';
import type { Played } from './pictures.act.js';
import { keepSecret, publish } from './public.act.js';
import { reviewCandidature } from './review.act.js';
import type { Stage } from './stage.js';

/** Plays the whole story, from criteria published two months ago to money paid today. @throws Error naming the first step that did not hold. */
export async function play(stage: Stage, criteria: StoryCriteria = { packages: ['INTEROP', 'SECURITE'] }): Promise<Played> {
  const today = stage.theatre.now;
  await stage.theatre.holdClock(DateTime.fromJSDate(today, { zone: 'Europe/Paris' }).minus({ months: 2 }).toJSDate());
  const call = await prepareCall(stage, criteria);
  const candidature = await fileCandidature(stage, call);
  // The decision bears the real date: what the story leaves behind can be checked at once.
  await stage.theatre.holdClock(today);
  await depositEvidence(stage, candidature);
  await reviewCandidature(stage, candidature);
  const certificate = await decide(stage, candidature);
  await finance(stage, call, certificate);
  await publish(stage, candidature, certificate);
  await keepSecret(stage, candidature);
  return { candidature, certificate };
}
