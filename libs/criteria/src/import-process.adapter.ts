import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#platform';
import { finding, type Finding } from './finding.messages.js';
import type { ImportedLinks } from './lineage.importer.js';
import type { BoundPackages } from './mapping-binding.rules.js';
import type { MappingContent } from './mapping-content.rules.js';
import type { MappingImport } from './mapping.importer.js';
import type { ImportHints, ImportResult } from './package.importer.js';
import { isWorkbook } from './sheet.importer.js';

/** What one file may take to be read. */
export interface ImportLimits {
  readonly milliseconds: number;
  /** Memory of the process, its buffers aside. */
  readonly megabytes: number;
}

/** A file to read: as packages, with what is known of them, as links between two versions, or as equivalences, then with their packages. */
export type AskedFile = { readonly bytes: Uint8Array } & (
  | { readonly as: 'packages'; readonly hints: ImportHints }
  | { readonly as: 'links' | 'mappings' }
  | { readonly as: 'bound-mappings'; readonly packages: readonly BoundPackages[] }
);

/** What the process answers: what it was asked for, the account of a file it may not read, or the failure of the program itself. */
export type ImportAnswer =
  | { readonly results: ImportResult[] }
  | { readonly links: ImportedLinks }
  | { readonly contents: MappingContent[] }
  | { readonly equivalences: MappingImport }
  | { readonly failure: string };

const usualLimits: ImportLimits = { milliseconds: 30_000, megabytes: 768 };
/** How long the process waits for another file before it is stopped. */
const idle = 300_000;
const program = join(projectRoot, 'dist', 'libs', 'criteria', 'src', 'import-child.adapter.js');

/**
 * Reads files in a process of their own, one at a time: a hostile file can neither hold the requests of others nor take the
 * memory of the portal. A process that goes beyond its limits is killed, and the file is refused with a remark that says so.
 */
export class ImportProcess {
  private child: ChildProcess | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private rest: NodeJS.Timeout | undefined;

  constructor(private readonly limits: ImportLimits = usualLimits) {}

  /** The accounts of a file, as `importPackages` gives them. @throws Error when the program itself failed. */
  async read(bytes: Uint8Array, hints: ImportHints): Promise<ImportResult[]> {
    const answer = await this.inTurn({ bytes, as: 'packages', hints });
    return 'results' in answer ? answer.results : [];
  }

  /** The links of a file, as `readLinks` gives them. @throws Error when the program itself failed. */
  async readLinks(bytes: Uint8Array): Promise<ImportedLinks> {
    const answer = await this.inTurn({ bytes, as: 'links' });
    return 'links' in answer ? answer.links : { links: [], rows: { ...none }, findings: remarksOf(answer) };
  }

  /** The equivalences of a file, checked against the packages that `packagesOf` finds for them. @throws Error when the program itself failed. */
  async readMappings(
    bytes: Uint8Array,
    packagesOf: (contents: readonly MappingContent[]) => Promise<readonly BoundPackages[]>,
  ): Promise<MappingImport> {
    const told = await this.inTurn({ bytes, as: 'mappings' });
    const refusal = (answer: ImportAnswer) => ({ format: null, mappings: [], rows: { ...none }, findings: remarksOf(answer) });
    if (!('contents' in told)) return refusal(told);
    const answer = await this.inTurn({ bytes, as: 'bound-mappings', packages: await packagesOf(told.contents) });
    return 'equivalences' in answer ? answer.equivalences : refusal(answer);
  }

  /** Stops the process, which the next file would start again. */
  close(): void {
    clearTimeout(this.rest);
    this.stop();
  }

  private inTurn(file: AskedFile): Promise<Exclude<ImportAnswer, { readonly failure: string }>> {
    const reading = this.turn.then(() => this.run(file));
    this.turn = reading.catch(() => undefined);
    return reading;
  }

  private async run(file: AskedFile): Promise<Exclude<ImportAnswer, { readonly failure: string }>> {
    clearTimeout(this.rest);
    const child = (this.child ??= this.start());
    const answer = await this.ask(child, file);
    this.rest = setTimeout(() => this.stop(), idle).unref();
    if ('failure' in answer) throw new Error(answer.failure);
    return answer;
  }

  private ask(child: ChildProcess, file: AskedFile): Promise<ImportAnswer> {
    return new Promise((resolve) => {
      const end = (answer: ImportAnswer) => {
        clearTimeout(deadline);
        child.off('message', heard).off('exit', gone).off('error', failed);
        resolve(answer);
      };
      const heard = (answer: unknown) => end(answer as ImportAnswer); // the program answers nothing else
      const failed = ({ message }: Error) => end({ failure: message });
      const gone = (code: number | null, signal: NodeJS.Signals | null) => end(this.ended(file.bytes, code, signal));
      const deadline = setTimeout(() => {
        this.stop();
        const limit = `${Math.ceil(this.limits.milliseconds / 1000)}\u00a0s`;
        end({ results: [refused(file.bytes, finding('file.took_too_long', {}, { limit }))] });
      }, this.limits.milliseconds);
      child.on('message', heard).on('exit', gone).on('error', failed);
      child.send(file);
    });
  }

  /** Killed by the system or aborted by its own limit, it took too much; any other end is a fault of the program. */
  private ended(bytes: Uint8Array, code: number | null, signal: NodeJS.Signals | null): ImportAnswer {
    const isOutOfMemory = code === 134 || signal === 'SIGABRT' || signal === 'SIGKILL' || signal === 'SIGTRAP';
    if (!isOutOfMemory) return { failure: `reading a file ended with ${code ?? signal}` };
    const { megabytes } = this.limits;
    const limit = { fr: `${megabytes}\u00a0Mo`, en: `${megabytes}\u00a0MB` };
    return { results: [refused(bytes, finding('file.took_too_much', {}, { limit }))] };
  }

  /** A process that ends with its parent, and does not keep it alive. */
  private start(): ChildProcess {
    const child = fork(program, [], {
      execArgv: [`--max-old-space-size=${this.limits.megabytes}`, '--no-warnings'],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('exit', () => {
      if (this.child === child) this.child = null;
    });
    child.on('error', () => undefined); // between two files, nobody is concerned
    child.unref();
    child.channel?.unref();
    return child;
  }

  private stop(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}

const none = { read: 0, kept: 0, rejected: 0 } as const;

/** Beyond its limits, the account of a file is a remark. */
function remarksOf(answer: ImportAnswer): Finding[] {
  return 'results' in answer ? answer.results.flatMap(({ findings }) => findings) : [];
}

function refused(bytes: Uint8Array, found: Finding): ImportResult {
  return {
    format: isWorkbook(bytes) ? 'rem-workbook' : 'package',
    content: null,
    rows: { ...none },
    findings: [found],
  };
}
