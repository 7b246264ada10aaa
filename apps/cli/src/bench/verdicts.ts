import { evaluator, type Result } from '#criteria';
import { dice, makePackage } from './packages.js';
import { quickest, within, type Work } from './work.js';

const candidatures = 10_000;
const requirements = 227;
const results: readonly Result[] = ['conform', 'conform', 'conform', 'conform', 'conform', 'not_applicable', 'minor', 'major'];

/** Verdicts of every open candidature on one core, as when a rule of evaluation changes. */
export const verdicts: Work = {
  name: 'verdicts',
  run: async () => {
    const content = await makePackage(requirements, '1');
    const next = dice(11);
    const files = Array.from(
      { length: candidatures },
      () => new Map(content.requirements.map(({ key }) => [key, results[next(results.length)]])),
    );
    const evaluate = evaluator(content);
    const value = await quickest(() => {
      for (const file of files) evaluate({}, file);
    });
    return [within(`verdicts: ${candidatures} candidatures × ${requirements} requirements`, value, 1000)];
  },
};
