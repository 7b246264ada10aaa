import type { Call } from '#calls';
import { obligationLabels, type AskedRequirement, type KitFacts, type ProductCriteria } from '#criteria';
import { say, type Locale } from '#platform';
import { formatDate } from '../http/formats.js';
import { anchor, requirementPath, shown, titleOf, versionPath } from './criteria.view.js';
import { productPages } from './product.messages.js';

/** The choice of a call, its questions, and what applies. */
export function productView(calls: readonly Call[], facts: KitFacts | null, locale: Locale): object {
  return {
    calls: calls.map(({ code, title }) => ({ value: code, label: `${code} – ${title[locale]}` })),
    hasCall: facts !== null,
    form: { values: { appel: facts?.call.code ?? '' }, errors: [] },
    questions: facts === null ? [] : questionFields(facts),
    result: facts === null ? null : resultOf(facts),
  };
}

/** The same choice as it stands in an address. */
function queryOf({ call, questions, answers }: KitFacts): string {
  const query = new URLSearchParams({ appel: call.code });
  for (const { key } of questions) {
    const answer = answers[key];
    if (answer !== undefined) query.set(`p.${key}`, answer ? 'oui' : 'non');
  }
  return query.toString();
}

function questionFields({ questions, answers, locale }: KitFacts): object[] {
  const options = [
    { value: 'oui', label: productPages['product.yes'] },
    { value: 'non', label: productPages['product.no'] },
  ];
  return questions.map(({ key, question }) => {
    const answer = answers[key];
    const value = answer === undefined ? '' : answer ? 'oui' : 'non';
    return { name: `p.${key}`, label: shown(question, locale).text, options, value };
  });
}

function resultOf(facts: KitFacts): object {
  const { packages, locale } = facts;
  const asked = packages.flatMap((one) => one.asked);
  const count = (of: (one: ProductCriteria) => number) => packages.reduce((total, one) => total + of(one), 0);
  const musts = asked.filter(({ requirement }) => requirement.obligation === 'must').length;
  const pieces = new Set(
    packages.flatMap(({ content, asked: own }) => own.flatMap(({ evidence }) => evidence.map(({ key }) => `${content.code} ${key}`))),
  );
  const figures = [
    { label: productPages['product.figure.asked'], value: asked.length },
    { label: productPages['product.figure.musts'], value: musts },
    { label: productPages['product.figure.evidence'], value: pieces.size },
    { label: productPages['product.figure.out'], value: count(({ leftOut }) => leftOut) },
  ];
  const query = queryOf(facts);
  return {
    figures: figures.map(({ label, value }) => ({ label, value: String(value) })),
    undecided: count(({ undecided }) => undecided),
    links: {
      workbook: `/criteres/pour-mon-produit/exigences.xlsx?${query}`,
      kit: `/criteres/pour-mon-produit/dossier.zip?${query}`,
      json: `/api/v1/criteria-for-product?${query}`,
    },
    packages: packages.map((criteria) => packageOf(criteria, locale)),
    total: asked.length,
  };
}

function packageOf({ content, asked, future }: ProductCriteria, locale: Locale): object {
  const sections = content.sections.filter(({ key }) => asked.some(({ section }) => section.key === key));
  return {
    title: shown(content.title, locale),
    code: content.code,
    version: content.version,
    href: versionPath(content.code, content.version),
    sections: sections.map(({ key, title }) => {
      const own = asked.filter(({ section }) => section.key === key);
      return {
        id: anchor(`${content.code}-${key}`),
        title: shown(title, locale).text,
        count: own.length,
        requirements: own.map((one) => lineOf(one, { content, locale })),
      };
    }),
    future: future.map((requirement) => {
      const { effectiveFrom } = requirement;
      const date = effectiveFrom === null ? null : formatDate(effectiveFrom, locale);
      return {
        key: requirement.number,
        href: requirementPath(content, requirement.key),
        title: titleOf(requirement, locale),
        note: date === null ? null : say(productPages['product.future.from'], locale, { date }),
      };
    }),
  };
}

function lineOf(
  { requirement, evidence }: AskedRequirement,
  { content, locale }: Pick<ProductCriteria, 'content'> & { readonly locale: Locale },
): object {
  return {
    key: requirement.number,
    href: requirementPath(content, requirement.key),
    title: titleOf(requirement, locale),
    obligation: obligationLabels[requirement.obligation],
    pieces: evidence.length,
  };
}
