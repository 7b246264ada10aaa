import { writeFile } from 'node:fs/promises';
import { canonical, sha256 } from '#platform';
import { clinicalFile, messageFile, pictureFile, reportFile, type StoryFile, traceFile, videoFile } from './evidence-files.js';
import type { StoryCandidature } from './filing.act.js';
import type { Person } from './person.js';
import { hold, type Stage, waitFor } from './stage.js';

/** What the story reads of a requirement. */
interface Requirement {
  readonly requirementId: string;
  readonly chapterId: string;
  readonly naPolicy: string;
  readonly version: number;
  readonly expected: readonly { readonly id: string; readonly kinds: readonly string[]; readonly referenceKind: string | null }[];
}

interface Overview {
  readonly status: string;
  readonly completeAt: string | null;
  readonly chapters: readonly { readonly id: string; readonly section: string }[];
  readonly gaps: readonly { readonly kind: string; readonly reference: string }[];
  readonly meter: { readonly ready: number; readonly total: number };
}

interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly sha256: string;
  readonly pdf: { readonly href: string; readonly size: number; readonly sha256: string } | null;
}

/** Files a vendor prefers to give, when several kinds would do. */
const preferred = [
  'screenshot',
  'document',
  'pentest_form',
  'test_report',
  'sworn_statement',
  'sample_file',
  'log',
  'config_extract',
  'scan_report',
  'smtp_source',
  'cnda_certificate',
  'video',
];

const references: Readonly<Record<string, string>> = {
  cnda_number: 'NIL-2026-004217',
  test_link: 'https://banc-de-test.example/executions/4217',
  test_execution_id: 'EX-004217',
};

/** Answers every applicable requirement, deposits evidence and submits chapter by chapter until the file is complete. */
export async function depositEvidence(stage: Stage, candidature: StoryCandidature): Promise<void> {
  stage.begin('evidence');
  const vendor = await stage.theatre.enter('vendor_contributor');
  const path = `/api/v1/candidatures/${candidature.id}`;
  await answerProfile(stage, vendor, path);
  const lines = await vendor.api<Requirement[]>('GET', `${path}/requirements`);
  const items = new Library(stage, vendor);
  for (const line of lines) {
    const requirement = await vendor.api<Requirement>('GET', `${path}/requirements/${line.requirementId}`);
    const { version } = requirement;
    await vendor.api('PUT', `${path}/requirements/${line.requirementId}/answer`, {
      version,
      claim: 'conform',
      text: 'Voir les preuves jointes.',
    });
    for (const expected of requirement.expected) {
      const evidenceItemId = await items.itemFor(expected);
      if (evidenceItemId !== null) await vendor.api('POST', `${path}/evidence`, { expectedEvidenceId: expected.id, evidenceItemId });
    }
  }
  stage.tell(vendor, `answers ${lines.length} requirements with ${items.size} items of evidence, each used where it serves`);
  await items.settled();
  await submitAll(stage, vendor, candidature);
}

async function answerProfile(stage: Stage, vendor: Person, path: string): Promise<void> {
  const before = await vendor.api<unknown[]>('GET', `${path}/requirements`);
  const questions = await vendor.api<{ key: string }[]>('GET', `${path}/profile`);
  if (questions.length === 0) return;
  await vendor.api('PUT', `${path}/profile`, { answers: questions.map(({ key }) => ({ key, answer: true })) });
  const all = await vendor.api<unknown[]>('GET', `${path}/requirements`);
  await vendor.api('PUT', `${path}/profile`, { answers: questions.map(({ key }, index) => ({ key, answer: index === 0 })) });
  const some = await vendor.api<unknown[]>('GET', `${path}/requirements`);
  hold(all.length > some.length, 'answering no hides conditional requirements');
  stage.tell(
    vendor,
    `answers ${questions.length} profile questions: ${before.length} requirements before, ${all.length} with every profile, ${some.length} that apply`,
  );
}

async function submitAll(stage: Stage, vendor: Person, candidature: StoryCandidature): Promise<void> {
  const path = `/api/v1/candidatures/${candidature.id}`;
  const { chapters, gaps } = await vendor.api<Overview>('GET', path);
  for (const { id } of chapters) {
    const both = await Promise.all([1, 2].map(() => vendor.send('POST', `${path}/chapters/${id}/submission`)));
    const statuses = both.map(({ status }) => status).sort();
    hold(
      statuses[0] === 201 && statuses[1] === 409,
      `two submissions of one chapter at once give 201 and 409 (got ${statuses.join(', ')}: ${both[1].text.slice(0, 200)}; gaps ${JSON.stringify(gaps).slice(0, 300)})`,
    );
  }
  stage.tell(vendor, `submits ${chapters.length} chapters, each twice at once: one success, one conflict`);
  let overview = await vendor.api<Overview>('GET', path);
  await waitFor('the file becomes complete', async () => {
    overview = await vendor.api<Overview>('GET', path);
    return overview.status === 'complete';
  });
  const { number, sha256: hash } = await receiptOf(vendor, path);
  stage.tell(vendor, `${candidature.number} is complete since ${overview.completeAt}: receipt ${number}, ${hash}`);
  await keepReceipt(stage, vendor, path);
}

async function receiptOf(vendor: Person, path: string): Promise<Receipt> {
  const receipt = (await vendor.api<Receipt[]>('GET', `${path}/receipts`)).at(0);
  hold(receipt !== undefined, 'a receipt is given');
  return receipt;
}

/** Computes the hash of the receipt again from its content, then waits for its PDF and keeps it. */
async function keepReceipt(stage: Stage, vendor: Person, path: string): Promise<void> {
  let receipt = await receiptOf(vendor, path);
  const content = await vendor.api<unknown>('GET', `${path}/receipts/${receipt.id}`);
  hold(sha256(canonical(content)) === receipt.sha256, 'the hash of the receipt is that of its content');
  await waitFor('the receipt is drawn', async () => {
    receipt = await receiptOf(vendor, path);
    return receipt.pdf !== null;
  });
  const { bytes } = await vendor.send('GET', receipt.pdf?.href ?? '');
  hold(sha256(bytes) === receipt.pdf?.sha256, 'the PDF of the receipt is the one announced');
  await writeFile(stage.path('receipt.pdf'), bytes);
  stage.tell(vendor, `downloads the receipt as PDF: ${bytes.length} bytes, sha256 ${receipt.pdf.sha256}`);
}

/** The vendor's library: one item of each kind, deposited once and used many times. */
class Library {
  private readonly items = new Map<string, string>();

  constructor(
    private readonly stage: Stage,
    private readonly vendor: Person,
  ) {}

  get size(): number {
    return this.items.size;
  }

  /** The item that serves what is expected; null when nothing is expected but an answer. */
  async itemFor({ kinds, referenceKind }: Requirement['expected'][number]): Promise<string | null> {
    const kind = preferred.find((one) => kinds.includes(one));
    if (kind !== undefined) return this.items.get(kind) ?? this.deposit(kind);
    if (referenceKind !== null) return this.items.get(referenceKind) ?? this.refer(referenceKind);
    return null;
  }

  /** Waits until every file was inspected. */
  async settled(): Promise<void> {
    for (const id of this.items.values()) {
      await waitFor('the files are inspected', async () => {
        const { versions } = await this.vendor.api<{ versions: { status: string }[] }>('GET', `/api/v1/evidence/${id}`);
        hold(
          versions.every(({ status }) => status !== 'infected' && status !== 'unreadable'),
          'every file is readable',
        );
        return versions.every(({ status }) => status === 'clean' || status === 'unscanned');
      });
    }
    const bad = await this.vendor.api<{ versions: { status: string }[] }[]>('GET', '/api/v1/evidence');
    this.stage.tell(
      this.vendor,
      `evidence is inspected: ${[...new Set(bad.flatMap(({ versions }) => versions.map(({ status }) => status)))].join(', ')}`,
    );
  }

  private async refer(kind: string): Promise<string> {
    const { id } = await this.vendor.api<{ id: string }>('POST', '/api/v1/evidence', { kind, title: kind, declaredFictitious: true });
    await this.vendor.api('POST', `/api/v1/evidence/${id}/references`, { value: references[kind] });
    this.items.set(kind, id);
    return id;
  }

  private async deposit(kind: string): Promise<string> {
    const { id } = await this.vendor.api<{ id: string }>('POST', '/api/v1/evidence', {
      kind,
      title: titleOf(kind),
      declaredFictitious: true,
    });
    const file = await this.fileFor(kind);
    const effectiveOn = this.stage.theatre.now.toISOString().slice(0, 10);
    const fields = { itemId: id, declaredFictitious: 'true', effectiveOn };
    if (kind === 'document') await this.sendResumed(fields, file);
    else await this.vendor.sendFile('/api/v1/evidence/files', { fields, ...file });
    this.items.set(kind, id);
    return id;
  }

  private fileFor(kind: string): Promise<StoryFile> | StoryFile {
    const at = this.stage.theatre.now;
    if (kind === 'screenshot') return pictureFile('ecran.png', [67, 49, 138]);
    if (kind === 'sample_file') return clinicalFile('synthese.xml', at);
    if (kind === 'log' || kind === 'config_extract') return traceFile(`${kind}.txt`, at);
    if (kind === 'smtp_source') return messageFile('message.eml', at);
    if (kind === 'video') return videoFile('demonstration.mp4');
    const lines = ['Document inventé pour la démonstration.', `Version 8.3.0, ${at.toISOString().slice(0, 10)}.`];
    return reportFile(this.stage.theatre.config, { name: `${kind}.pdf`, title: titleOf(kind), lines, at });
  }

  /** The resumable protocol (tus 1.0): half of the bytes, an interruption, then the rest from where it stopped. */
  private async sendResumed(fields: Readonly<Record<string, string>>, file: StoryFile): Promise<void> {
    const hash = sha256(file.bytes);
    const metadata = Object.entries({ ...fields, filename: file.name, filetype: file.type, sha256: hash })
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
    const tus = { 'tus-resumable': '1.0.0' };
    const created = await this.vendor.send('POST', '/envois', {
      headers: { ...tus, 'upload-length': String(file.bytes.length), 'upload-metadata': metadata },
    });
    hold(created.status === 201 && created.location !== null, `the upload opens (${created.status} ${created.text})`);
    const half = Math.floor(file.bytes.length / 2);
    const patch = async (from: number, bytes: Uint8Array): Promise<number> => {
      const type = 'application/offset+octet-stream';
      const answer = await this.vendor.send('PATCH', created.location ?? '', {
        bytes,
        type,
        headers: { ...tus, 'upload-offset': String(from) },
      });
      return answer.status;
    };
    hold((await patch(0, file.bytes.subarray(0, half))) === 204, 'the first half is stored');
    const where = await this.vendor.send('HEAD', created.location, { headers: tus });
    hold(where.headers.get('upload-offset') === String(half), 'the upload resumes where it stopped');
    hold((await patch(half, file.bytes.subarray(half))) === 204, 'the second half is stored');
    this.stage.tell(
      this.vendor,
      `sends ${file.name} in two parts with an interruption, ${file.bytes.length} bytes, sha256 ${hash.slice(0, 12)}…`,
    );
  }
}

const titleOf = (kind: string): string => `Pièce de démonstration – ${kind.replaceAll('_', ' ')}`;
