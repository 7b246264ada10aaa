import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { AnswerService } from '#candidatures';
import { DepositInput, type EvidenceService, type EvidenceVersion } from '#evidence';
import { refuse, type Ctx } from '#platform';
import { fieldErrors } from './validation.js';

/** A file as it is announced: by a form after its bytes, by a resumable upload before them. */
export interface AnnouncedFile {
  readonly fileName: string;
  readonly size: number;
  /** Known beforehand where the bytes are stored first. */
  readonly versionId?: string;
}

/** What a script adds beside the fields of the form. */
const machinery = new Set(['upload', 'sha256', 'filename', 'filetype']);

/** The fields that come with a file, checked like any other input. */
export function readDeposit(fields: Readonly<Record<string, unknown>>): DepositInput {
  const known = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('_') && !machinery.has(name)));
  const input = plainToInstance(DepositInput, known);
  const problems = validateSync(input, { whitelist: true, forbidNonWhitelisted: true });
  if (problems.length > 0) throw refuse.invalid('input.invalid', {}, fieldErrors(problems));
  return input;
}

/** The use cases a deposit goes through. */
export interface DepositRooms {
  readonly evidence: EvidenceService;
  readonly answers: AnswerService;
}

/** Opens the version a file goes to: of the item that is named, or of a new one, attached to what a candidature expects when it says so. */
export async function openVersion(ctx: Ctx, rooms: DepositRooms, input: DepositInput, file: AnnouncedFile): Promise<EvidenceVersion> {
  const { evidence, answers } = rooms;
  const itemId = input.itemId ?? (await openItem(ctx, evidence, input));
  const { fileName, size, versionId } = file;
  const facts = { fileName: fileName.slice(-255), size, effectiveOn: input.effectiveOn ?? null };
  const version = await evidence.startUpload(ctx, itemId, facts, versionId);
  const { candidatureId, expectedEvidenceId } = input;
  if (candidatureId !== undefined && expectedEvidenceId !== undefined) {
    await answers.attach(ctx, candidatureId, { expectedEvidenceId, evidenceItemId: itemId });
  }
  return version;
}

async function openItem(ctx: Ctx, evidence: EvidenceService, input: DepositInput): Promise<string> {
  if (input.kind === undefined) throw refuse.invalid('input.invalid');
  const { kind, title = '', declaredFictitious } = input;
  return (await evidence.createItem(ctx, { kind, title, declaredFictitious })).id;
}
