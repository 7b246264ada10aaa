import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { FastifyReply } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnswerService } from '#candidatures';
import { EvidenceService, EvidenceStore } from '#evidence';
import { type Config, type Ctx, type DataSource, DomainError, type Logger, refuse, transact } from '#platform';
import { type DepositRooms, openVersion, readDeposit } from './deposit.js';
import type { ErrorsFilter } from './errors.filter.js';
import type { PortalRequest } from './request.js';

/** What the uploads work with. */
export interface UploadTools {
  readonly config: Config;
  readonly database: DataSource;
  readonly errors: ErrorsFilter;
  readonly log: Logger;
}

/** Where resumable uploads live: tus 1.0.0. */
export const uploadsPath = '/envois';
const protocol = '1.0.0';

/**
 * Resumable uploads (tus 1.0.0), outside Nest for their bytes must not be read by a body parser. Every verb asks who is there;
 * an upload belongs to one organisation, and for anyone else it does not exist. All portals must share the staging volume.
 */
export function installUploads(app: NestFastifyApplication, tools: UploadTools): void {
  const fastify = app.getHttpAdapter().getInstance();
  const uploads = new Uploads(
    { evidence: app.get(EvidenceService, { strict: false }), answers: app.get(AnswerService, { strict: false }) },
    app.get(EvidenceStore, { strict: false }),
    tools,
  );
  fastify.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  const handle = async (plain: unknown, reply: FastifyReply): Promise<void> => uploads.handle(plain as PortalRequest, reply);
  fastify.post(uploadsPath, handle);
  fastify.route({ method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'], url: `${uploadsPath}/:id`, handler: handle });
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

class Uploads {
  private readonly tus: Server;
  /** The request being handled, by its Node form: the protocol library knows nothing else of ours. */
  private readonly requests = new WeakMap<object, PortalRequest>();

  constructor(
    private readonly rooms: DepositRooms,
    private readonly store: EvidenceStore,
    private readonly tools: UploadTools,
  ) {
    this.tus = new Server({
      path: uploadsPath,
      datastore: new FileStore({ directory: store.incoming }),
      relativeLocation: true,
      allowedOrigins: [new URL(tools.config.publicUrl).origin],
      maxSize: tools.config.UPLOAD_MAX_BYTES,
      namingFunction: (request, metadata) => this.create(this.known(request), metadata ?? {}),
      onUploadFinish: async (request, upload) => {
        await this.finish(this.known(request), upload.id);
        return {};
      },
      onResponseError: (request, error) => this.explain(this.known(request), error),
    });
  }

  async handle(request: PortalRequest, reply: FastifyReply): Promise<void> {
    const { id } = request.params as { id?: string }; // the route has no other parameter
    try {
      this.enter(request);
      const answer = id === undefined ? null : await this.answer(request, id);
      if (answer !== null) {
        await reply
          .code(answer.status)
          .headers({ 'tus-resumable': protocol, 'cache-control': 'no-store', ...answer.headers })
          .send();
        return;
      }
    } catch (error) {
      if (error instanceof DomainError) await reply.code(statusOf(error)).send(error.sentence(request.known.locale));
      else await this.tools.errors.answer(request, reply, error);
      return;
    }
    reply.hijack();
    this.requests.set(request.raw, request);
    await this.tus.handle(request.raw, reply.raw);
  }

  private enter({ known }: PortalRequest): void {
    if (known.actor.kind !== 'account') throw refuse.forbidden('sign-in.required');
    if (known.owesSecondFactor) throw refuse.forbidden('forbidden.role');
  }

  /** The answer that needs no protocol: nothing is left to send, or the upload is given up. Null: the bytes go on. */
  private async answer(request: PortalRequest, id: string): Promise<Answer | null> {
    const version = await this.within(request, (ctx) => this.rooms.evidence.upload(ctx, id));
    if (version.status === 'abandoned') return { status: 410 };
    if (request.method === 'DELETE') {
      await this.within(request, (ctx) => this.rooms.evidence.abandonUpload(ctx, id));
      await this.store.discard(id);
      return { status: 204 };
    }
    if (version.status === 'uploading' && (await this.store.incomingSize(id)) !== version.size) return null;
    // Every byte is there: a sender that lost our answer learns it, and a reception that a crash prevented is recorded.
    await this.finish(request, id);
    const size = String(version.size);
    return request.method === 'HEAD' ? { status: 200, headers: { 'upload-offset': size, 'upload-length': size } } : { status: 409 };
  }

  private create(request: PortalRequest, metadata: Readonly<Record<string, string | null>>): Promise<string> {
    const { filename } = metadata;
    const size = Number(request.headers['upload-length']);
    if (!Number.isSafeInteger(size)) throw refuse.invalid('input.unreadable');
    const input = readDeposit(metadata);
    return this.within(request, async (ctx) => {
      const version = await openVersion(ctx, this.rooms, input, { fileName: filename ?? 'fichier', size });
      return version.id;
    });
  }

  private async finish(request: PortalRequest, id: string): Promise<void> {
    const version = await this.within(request, (ctx) => this.rooms.evidence.upload(ctx, id));
    if (version.status !== 'uploading') return;
    const stored = await this.store.syncIncoming(id);
    await this.within(request, (ctx) => this.rooms.evidence.finishUpload(ctx, id, { stored }));
  }

  private within<T>(request: PortalRequest, use: (ctx: Ctx) => Promise<T>): Promise<T> {
    const { actor, locale } = request.known;
    return transact(this.tools.database, { actor, locale, requestId: request.id }, use);
  }

  private known(request: { readonly runtime?: { readonly node?: { readonly req: object } } }): PortalRequest {
    const raw = request.runtime?.node?.req;
    const known = raw && this.requests.get(raw);
    if (!known) throw new Error('an upload request without its person');
    return known;
  }

  private explain(
    request: PortalRequest,
    error: Error | { status_code: number; body: string },
  ): { status_code: number; body: string } | undefined {
    if (error instanceof DomainError) return { status_code: statusOf(error), body: `${error.sentence(request.known.locale)}\n` };
    if (error instanceof Error && !('status_code' in error)) {
      this.tools.log.error({ event: 'upload.failed', requestId: request.id, err: error });
      return { status_code: 500, body: '' };
    }
    return undefined;
  }
}

function statusOf(error: DomainError): number {
  if (error.code === 'sign-in.required') return 401;
  return { not_found: 404, forbidden: 403, conflict: 409, invalid: 422 }[error.kind];
}
