import type { CatalogueHit, CataloguePage, CatalogueSheet, Metric, PublicCertificate } from '#catalogue';
import type { FigureAnswer, SolutionCertificate, SolutionPage, SolutionSheetAnswer, SolutionSummary } from './catalogue-answers.dto.js';

/** A product as the API shows it; `publicUrl` has no final slash. */
export function summaryJson(hit: Omit<CatalogueHit, 'solutionId' | 'texts'>, publicUrl: string): SolutionSummary {
  const { slug, name, vendor, softwareType, nil, lanes, waves, status, number, version, fingerprint, decidedAt, validUntil, financeable } =
    hit;
  const certificate = { certificate: number, version, fingerprint, decidedAt, validUntil };
  return {
    slug,
    name,
    vendor,
    softwareType,
    nil,
    lanes,
    waves,
    status,
    ...certificate,
    financeable,
    url: `${publicUrl}/catalogue/${slug}`,
  };
}

/** A page of the list. */
export function pageJson({ hits, total, all, facets, next }: CataloguePage, publicUrl: string): SolutionPage {
  return { items: hits.map((hit) => summaryJson(hit, publicUrl)), total, all, facets: [...facets], next };
}

/** A product with its certificates and history. */
export function sheetJson({ solution, history }: CatalogueSheet, publicUrl: string): SolutionSheetAnswer {
  return {
    ...summaryJson(solution, publicUrl),
    certificates: solution.certificates.map((one) => certificateJson(one, publicUrl)),
    history: history.map(({ number, actNumber, status, decidedAt, effectiveFrom, ground }) => ({
      ...{ certificate: number, act: actNumber, status, decidedAt, effectiveFrom, ground },
    })),
  };
}

function certificateJson(one: PublicCertificate, publicUrl: string): SolutionCertificate {
  const { callTitle: _title, product: _product, softwareType: _type, profile: _profile, statusDecidedAt: _decided, ...shown } = one;
  return {
    ...shown,
    scope: one.scope.map(({ code, version }) => `${code} ${version}`),
    chapters: one.chapters.map(({ title: _, ...counts }) => counts),
    verifyUrl: `${publicUrl}/verifier/${encodeURIComponent(one.number)}`,
  };
}

/** A published figure. */
export function figureJson({ metric, scope, asOf, value, isMasked, source, definition }: Metric): FigureAnswer {
  return { metric, scope, asOf, value, isMasked, source, definition };
}
