import { bilingual } from '#criteria';
import {
  expiresOn,
  formatSize,
  isReferenceKind,
  itemKinds,
  kindFacts,
  kindLabel,
  largestFile,
  parisDay,
  referenceFacts,
  ruleFacts,
  servedStatuses,
  versionLifecycle,
  type EvidenceItem,
  type EvidenceVersion,
  type Finding,
  type ItemKind,
  type ItemWithVersions,
} from '#evidence';
import type { EvidenceUse } from '#candidatures';
import { both, say, type Badge, type Locale, type Text } from '#platform';
import type { Choice } from '../http/forms.js';
import { evidencePages } from './evidence.messages.js';

/** One line of the `evidence` part. */
export interface EvidenceLine {
  readonly id: string;
  readonly label: string | Text;
  readonly file: string | null;
  readonly version: number;
  readonly size: number | null;
  readonly received: Date | null;
  readonly reference: string | null;
  readonly sha256: string | null;
  readonly cause: Text | null;
  readonly state: { readonly badge: Badge; readonly label: Text };
  readonly mark: string;
  readonly actions: readonly { readonly href: string; readonly label: Text; readonly primary?: boolean }[];
  readonly also?: readonly { readonly href: string; readonly key: string }[];
}

const words: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'video/mp4': 'MP4',
  'video/webm': 'WebM',
  'video/quicktime': 'MOV',
  'video/x-matroska': 'MKV',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PPTX',
  'application/vnd.oasis.opendocument.text': 'ODT',
  'application/vnd.oasis.opendocument.spreadsheet': 'ODS',
  'application/rtf': 'RTF',
  'application/zip': 'ZIP',
  'application/xml': 'XML',
  'application/json': 'JSON',
  'text/csv': 'CSV',
  'message/rfc822': 'EML',
  'text/plain': 'TXT',
};

/** Size and formats a kind of file accepts, as a hint. */
export function fileHint(kind: ItemKind, operatorLimit: number): Text {
  if (isReferenceKind(kind)) return referenceFacts[kind].hint;
  const limit = formatSize(largestFile(kind, operatorLimit));
  const formats = kindFacts[kind].accepts.map((type) => words[type] ?? type).join(', ');
  return both((locale) => say(evidencePages['evidence.field.file.hint'], locale, { limit, formats }));
}

/** File kinds or reference kinds, as choices of a form. */
export function kindChoices(wanted: 'file' | 'reference'): Choice[] {
  return itemKinds
    .filter((kind) => isReferenceKind(kind) === (wanted === 'reference'))
    .map((kind) => ({ value: kind, label: kindLabel(kind), ...(isReferenceKind(kind) && { hint: referenceFacts[kind].hint }) }));
}

/** What a version says of itself: why it cannot be used, what a reviewer would send back, or how long it holds. */
export function causeOf(item: EvidenceItem, version: EvidenceVersion, now: Date): Text | null {
  if (version.status === 'uploading') return evidencePages['evidence.uploading'];
  if (version.status === 'infected') return evidencePages['evidence.infected'];
  const findings = version.scan?.findings ?? [];
  if (findings.length > 0) return both((locale) => sentences(findings, locale));
  const end = expiresOn(item.kind, version.effectiveOn);
  if (end === null) return null;
  const key = parisDay(now) >= end ? 'evidence.expired-on' : 'evidence.valid-until';
  return both((locale) => say(evidencePages[key], locale, { date: end.split('-').reverse().join('/') }));
}

/** One sentence per rule, with the places where it was found; never what was read there. */
function sentences(findings: readonly Finding[], locale: Locale): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules
    .map((rule) => {
      const places = findings.filter((finding) => finding.rule === rule).flatMap((finding) => place(finding, locale));
      return say(ruleFacts[rule].text, locale) + (places.length > 0 ? ` (${places.slice(0, 10).join(', ')})` : '');
    })
    .join(' ');
}

function place({ page, line }: Finding, locale: Locale): string[] {
  if (page !== undefined) return [say(evidencePages['evidence.place.page'], locale, { page })];
  return line === undefined ? [] : [say(evidencePages['evidence.place.line'], locale, { line })];
}

/** How a version looks: its status, or the warning a reviewer would raise on it. */
export function stateOf(item: EvidenceItem, version: EvidenceVersion, now: Date): EvidenceLine['state'] {
  const end = expiresOn(item.kind, version.effectiveOn);
  const shown = versionLifecycle.show(version.status);
  const isUsable = servedStatuses.includes(version.status);
  if (isUsable && end !== null && parisDay(now) >= end) return { badge: 'expired', label: { fr: 'Expirée', en: 'Expired' } };
  if (isUsable && (version.scan?.findings.length ?? 0) > 0) return { badge: 'warning', label: { fr: 'À vérifier', en: 'To check' } };
  return version.reference ? { badge: 'done', label: { fr: 'Enregistrée', en: 'Saved' } } : shown;
}

/** A version as a line; `actions` are added by the page. */
export function versionLine(item: EvidenceItem, version: EvidenceVersion, now: Date): EvidenceLine {
  return {
    id: `version-${version.number}`,
    label: kindLabel(item.kind),
    file: version.fileName,
    version: version.number,
    size: version.size,
    received: version.receivedAt,
    reference: version.reference?.value ?? null,
    sha256: version.sha256,
    cause: causeOf(item, version, now),
    state: stateOf(item, version, now),
    mark: markOf(item.kind),
    actions: servedStatuses.includes(version.status)
      ? [{ href: `/preuves/versions/${version.id}/fichier`, label: evidencePages['evidence.open'] }]
      : [],
  };
}

/** An item as a line: its newest version under its title. */
export function itemLine({ item, versions }: ItemWithVersions, now: Date): EvidenceLine {
  const newest = versions.find(({ status }) => status !== 'abandoned');
  const detail = { href: `/preuves/${item.id}`, label: evidencePages['evidence.detail'] };
  if (!newest) {
    const state = { badge: 'todo' as const, label: { fr: 'À fournir', en: 'To provide' } };
    const nothing = { file: null, version: 0, size: null, received: null, reference: null, sha256: null, cause: null };
    return { id: item.id, label: item.title, ...nothing, state, mark: markOf(item.kind), actions: [detail] };
  }
  const line = versionLine(item, newest, now);
  return { ...line, id: item.id, label: item.title, sha256: null, actions: [...line.actions, detail] };
}

/** The requirements an item serves, each with its address. */
export function useLines(uses: readonly EvidenceUse[]): object[] {
  return uses.map(({ candidatureId, candidatureNumber, requirementId, number, title }) => ({
    href: `/candidatures/${candidatureId}/exigences/${requirementId}`,
    key: number,
    candidature: candidatureNumber,
    title: title && bilingual(title),
  }));
}

/** The icon of a kind. */
export function markOf(kind: ItemKind): string {
  if (isReferenceKind(kind)) return 'link';
  return kind === 'video' ? 'video' : 'file';
}
