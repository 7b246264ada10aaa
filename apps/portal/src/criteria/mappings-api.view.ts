import { linkTransfer, mappingForm, type Mapping, type MappingStatus, type MappingSummary, type Transfer } from '#criteria';
import { ImportRowsView } from './packages-api.view.js';

/** A mapping, without its links. */
export class MappingSummaryView {
  id: string;
  code: string;
  version: string;
  /** French, and English when it exists. */
  title: object;
  status: MappingStatus;
  /** `sha256:` of the RFC 8785 text of the content; null while it may still change. */
  hash: string | null;
  source: { package: string; version: string | null };
  target: { package: string; version: string | null };
  links: number;
  publishedAt: Date | null;
  withdrawnAt: Date | null;
}

/** A mapping with its links. */
export class MappingView {
  id: string;
  code: string;
  version: string;
  status: MappingStatus;
  hash: string | null;
  publishedAt: Date | null;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
  /** The hashed form itself: SHA-256 of its RFC 8785 text in UTF-8 gives `hash`. */
  content: object;
  /** What each link transfers, in the order of the links: forward, backward, both or nothing. */
  transfers: Transfer[];
}

/** The account of an import of equivalences. */
export class MappingImportView {
  draftIds: string[];
  format: string;
  rows: ImportRowsView;
  /** Each with row, column, level, code, message and cure. */
  findings: object[];
}

/** A mapping as the list shows it. */
export function showMappingSummary({ contentHash, source, target, ...mapping }: MappingSummary): MappingSummaryView {
  const { id, code, version, title, status, links, publishedAt, withdrawnAt } = mapping;
  return { id, code, version, title, status, hash: contentHash, source, target, links, publishedAt, withdrawnAt };
}

/** A mapping with the form its hash is made of. */
export function showMapping(mapping: Mapping): MappingView {
  const { id, code, version, status, contentHash, publishedAt, withdrawnAt, withdrawalReason, content } = mapping;
  return {
    ...{ id, code, version, status, hash: contentHash, publishedAt, withdrawnAt, withdrawalReason },
    content: mappingForm(content) as object, // the form of a mapping is an object
    transfers: content.links.map(linkTransfer),
  };
}
