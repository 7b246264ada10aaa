import type { OperatorText, PackageContent } from './package-content.rules.js';

/** What is compared of a package. */
type Compared = Pick<PackageContent, 'sections' | 'requirements'> & Partial<Pick<PackageContent, 'scenarios' | 'evidence'>>;

/**
 * Two packages in one language. French is required of every text, so a source in English alone stands in its place: held against a true
 * French text it would never be found again. Where one side only is so, and both have English, English is compared.
 */
export function inOneLanguage<F extends Compared, T extends Compared>(from: F, to: T): [F, T] {
  const isMixed = lacksFrench(from) !== lacksFrench(to) && hasEnglish(from) && hasEnglish(to);
  return isMixed ? [toldInEnglish(from), toldInEnglish(to)] : [from, to];
}

/** Whether its French is only its English again. */
export function isEnglishAlone({ fr, en }: OperatorText): boolean {
  return fr === en;
}

function lacksFrench({ requirements }: Compared): boolean {
  return requirements.filter(({ statement }) => isEnglishAlone(statement)).length * 2 > requirements.length;
}

function hasEnglish({ requirements }: Compared): boolean {
  return requirements.filter(({ statement }) => statement.en !== undefined).length * 2 > requirements.length;
}

function toldInEnglish<V extends Compared>(version: V): V {
  const told = <T extends OperatorText | null>(text: T): T => (text?.en === undefined ? text : { ...text, fr: text.en });
  return {
    ...version,
    sections: version.sections.map((one) => ({ ...one, title: told(one.title) })),
    requirements: version.requirements.map((one) => ({
      ...one,
      title: told(one.title),
      statement: told(one.statement),
      why: told(one.why),
    })),
    ...(version.scenarios && {
      scenarios: version.scenarios.map((one) => ({
        ...one,
        statement: told(one.statement),
        steps: one.steps.map((step) => ({ ...step, text: told(step.text) })),
      })),
    }),
    ...(version.evidence && { evidence: version.evidence.map((one) => ({ ...one, label: told(one.label) })) }),
  };
}
