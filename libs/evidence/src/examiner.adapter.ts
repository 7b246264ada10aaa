import { createHash } from 'node:crypto';
import type { EvidenceItem } from './evidence-item.entity.js';
import type { EvidenceVersion } from './evidence-version.entity.js';
import { parisDay } from './display.rules.js';
import { isRefused, type Finding, type Inspection } from './inspection.rules.js';
import { examineFile, identifierRules, LineReader } from './linter.rules.js';
import { sniff, sniffedBytes, type MediaType } from './media-type.rules.js';
import { readPdf } from './pdf-text.adapter.js';
import type { VirusScanner } from './scanner.adapter.js';
import type { EvidenceStore, StorageArea } from './storage.adapter.js';

/** What examining a file gave. */
export interface Examination {
  readonly sha256: string;
  readonly mediaType: MediaType;
  readonly scanner: Inspection['scanner'];
  readonly signature: string | null;
  readonly findings: readonly Finding[];
}

/** PDFs above this size are not searched for identifiers: reading them would take the worker's memory. */
const searchedPdfBytes = 50 * 1024 * 1024;
const searchedText: readonly MediaType[] = ['text/plain', 'text/csv', 'application/json', 'application/xml', 'message/rfc822'];

/** Examines stored files: fingerprint, type, virus, and what a reviewer would send back. Archives are never opened. */
export class Examiner {
  /** @param scanner null where no virus scanner is configured. */
  constructor(
    private readonly store: EvidenceStore,
    private readonly scanner: VirusScanner | null,
  ) {}

  /**
   * Examines a file where it stands and moves it to its area: clean, or quarantine when it cannot be used. May run twice.
   * @throws Error when the file is missing or the scanner gives no verdict: to try again later, never “clean”.
   */
  async examine(item: EvidenceItem, version: EvidenceVersion, now: Date): Promise<Examination> {
    const key = version.storageKey ?? '';
    await this.store.adopt(version.id, key);
    const area = await this.store.locate(key);
    if (area === null) throw new Error(`evidence ${version.id}: the stored file is missing`);
    const { sha256, size } = await this.fingerprint(area, key);
    const mediaType = await this.type(area, key, { size, fileName: version.fileName ?? '' });
    const signature = this.scanner ? (await this.scanner.scan(this.store.read(area, key))).signature : null;
    const findings = examineFile({
      kind: item.kind,
      announcedSize: version.size ?? 0,
      size,
      sha256,
      senderSha256: version.senderSha256,
      mediaType,
      effectiveOn: version.effectiveOn,
      today: parisDay(now),
    });
    if (signature === null && !isRefused(findings)) findings.push(...(await this.readText(area, key, { size, mediaType })));
    const fit = signature === null && !isRefused(findings);
    await this.store.move(key, area, fit ? 'clean' : 'quarantine');
    return { sha256, mediaType, scanner: this.scanner ? 'clamd' : 'none', signature, findings };
  }

  private async fingerprint(area: StorageArea, key: string): Promise<{ sha256: string; size: number }> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of this.store.read(area, key)) {
      const bytes = piece as Buffer; // a binary stream yields buffers
      hash.update(bytes);
      size += bytes.length;
    }
    return { sha256: hash.digest('hex'), size };
  }

  private async type(area: StorageArea, key: string, file: { size: number; fileName: string }): Promise<MediaType> {
    const head = await this.store.peek(area, key, 0, sniffedBytes);
    const tail = await this.store.peek(area, key, Math.max(0, file.size - sniffedBytes), sniffedBytes);
    return sniff(head, file.fileName, tail);
  }

  private async readText(area: StorageArea, key: string, file: { size: number; mediaType: MediaType }): Promise<Finding[]> {
    if (file.mediaType === 'application/pdf') return file.size > searchedPdfBytes ? [] : this.readPages(area, key, file.size);
    if (!searchedText.includes(file.mediaType)) return [];
    const reader = new LineReader();
    const text = this.store.read(area, key).setEncoding('utf8');
    for await (const piece of text) reader.push(piece as string); // an encoding was set: the stream yields text
    reader.end();
    return reader.findings;
  }

  private async readPages(area: StorageArea, key: string, size: number): Promise<Finding[]> {
    const pdf = await readPdf(new Uint8Array(await this.store.peek(area, key, 0, size)));
    if (pdf.problem !== null) return [{ rule: pdf.problem === 'encrypted' ? 'encrypted-pdf' : 'broken-pdf' }];
    return pdf.pages.flatMap(({ page, text }) => identifierRules(text).map((rule) => ({ rule, page })));
  }
}
