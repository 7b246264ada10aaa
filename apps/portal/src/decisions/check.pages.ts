import '@fastify/multipart';
import { Controller, Post, Req } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type RegisterPage, RegisterQueries, SigningKeysService, type Verification, verifyCredential } from '#decisions';
import { type Ctx, DomainError, publicRead, refuse } from '#platform';
import { Access } from '../http/access.js';
import { WithoutTransaction } from '../http/context.js';
import { type Page, page } from '../http/page.js';
import type { PortalRequest } from '../http/request.js';
import { decisionsPages } from './decisions.messages.js';
import { verificationView } from './register.view.js';

/** A certificate PDF is about 60 kB and its credential 4 kB. */
const largest = 5_000_000;

/** The check of files by anyone: nothing is kept. */
@Access('public')
@Controller()
export class CheckPages {
  constructor(
    private readonly database: DataSource,
    private readonly keys: SigningKeysService,
    private readonly register: RegisterQueries,
  ) {}

  /** Checks a credential, and the PDF sent with it, against the keys and lists of today. The address is one of those that take files. */
  @Post('/envois/verification')
  @WithoutTransaction()
  async check(@Req() request: PortalRequest): Promise<Page> {
    const { credential, pdf } = await readFiles(request);
    const given = credential ?? pdf;
    if (given === undefined)
      throw refuse.invalid('input.file-missing', {}, [{ field: 'credential', code: 'missing', text: decisionsPages['verify.missing'] }]);
    const { locale } = request.known;
    const view = await publicRead(this.database, { locale, requestId: request.id }, async (ctx) => {
      const verification = await this.verify(ctx, { credential: given, ...(credential && pdf && { pdf }) });
      return verificationView(verification, await this.known(ctx, verification), locale);
    });
    return page('decisions/verification', view, { title: decisionsPages['verify.result'] });
  }

  /** What the register holds under the number that is stated, whatever the file is worth. */
  private async known(ctx: Ctx, { certificate }: Verification): Promise<RegisterPage | null> {
    if (certificate === null) return null;
    try {
      return await this.register.byNumber(ctx, certificate.credentialSubject.number);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  private async verify(ctx: Ctx, files: Files & { readonly credential: Buffer }): Promise<Verification> {
    const lists = await this.register.statusLists(ctx);
    return verifyCredential({ ...files, jwks: await this.keys.published(ctx), status: lists === null ? [] : [lists], at: ctx.now });
  }
}

interface Files {
  readonly credential?: Buffer;
  readonly pdf?: Buffer;
}

async function readFiles(request: PortalRequest): Promise<Files> {
  if (!request.isMultipart()) throw refuse.invalid('input.unreadable');
  const found: { credential?: Buffer; pdf?: Buffer } = {};
  for await (const part of request.parts({ limits: { fileSize: largest, files: 2, fields: 5 } })) {
    if (part.type === 'field') continue;
    const bytes = await part.toBuffer();
    if (part.file.truncated) throw refuse.invalid('input.too-large');
    if (bytes.length > 0 && (part.fieldname === 'credential' || part.fieldname === 'pdf')) found[part.fieldname] = bytes;
  }
  return found;
}
