import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, QueryFailedError } from 'typeorm';
import { DomainError, type ErrorKind, type Locale, type Logger, platformMessages, refuse, say } from '#platform';
import { leaveFlash, typedValues } from './flash.js';
import { isApi, type PortalRequest, type ShownFieldError, showFields } from './request.js';
import type { Renderer } from './renderer.js';

const statusOf: Record<ErrorKind, number> = { not_found: 404, forbidden: 403, conflict: 409, invalid: 422 };
const templates: Readonly<Record<number, string>> = { 403: '403', 404: '404', 409: '409', 422: '422', 429: '429' };

/** Where a page sends someone who must first say, or prove, who they are. */
const doors: Readonly<Record<string, string>> = { 'sign-in.required': '/connexion', 'second-factor.owed': '/connexion/second-facteur' };

/** RFC 9457 problem details, with the stable code of the refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly ShownFieldError[];
}

/**
 * Turns every refusal into an answer: problem+json for the API; for pages a refused form goes back (303) to the page that
 * showed it with what was typed, anything else is a plain page with its reference.
 */
@Catch()
export class ErrorsFilter implements ExceptionFilter {
  constructor(
    private readonly database: DataSource,
    private readonly renderer: Renderer,
    private readonly log: Logger,
  ) {}

  async catch(exception: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<PortalRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    await this.answer(request, reply, exception);
  }

  /** Also used by the Fastify hooks, before Nest sees the request. Never throws: nothing stands behind it to answer. */
  async answer(request: PortalRequest, reply: FastifyReply, exception: unknown): Promise<void> {
    try {
      await this.tell(request, reply, exception);
    } catch (err) {
      this.log.error({ event: 'request.unanswered', requestId: request.id, method: request.method, url: request.routeOptions?.url, err });
      if (!reply.sent) void reply.status(500).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(request.id);
    }
  }

  private async tell(request: PortalRequest, reply: FastifyReply, exception: unknown): Promise<void> {
    const { error, status } = this.understand(request, exception);
    const { locale } = request.known;
    const fields = showFields(error.details.fields ?? [], locale, (field, language) => say(field.text, language, field.params));
    if (isApi(request.url)) return this.problem(request, reply, { error, status, fields });
    const door = doors[error.code];
    if (door !== undefined) {
      const back = request.method === 'GET' ? request.originalUrl : '/';
      void reply
        .status(303)
        .header('location', `${door}?retour=${encodeURIComponent(back)}`)
        .send();
      return;
    }
    const back = status === 422 && request.method === 'POST' ? formPage(request) : null;
    if (back !== null) {
      const errors = fields.map(({ field, message }) => ({ field, message }));
      const flash = { message: error.sentence(locale), tone: 'error' as const, errors, values: typedValues(request.body) };
      await leaveFlash(this.database, request, reply, flash);
      void reply.status(303).header('location', back).send();
      return;
    }
    await this.show(request, reply, { error, status, fields });
  }

  private understand(request: PortalRequest, exception: unknown): { error: DomainError; status: number } {
    if (exception instanceof DomainError) {
      const unknownPerson = exception.code === 'sign-in.required';
      const tooMany = exception.code.startsWith('too-many');
      return { error: exception, status: unknownPerson ? 401 : tooMany ? 429 : statusOf[exception.kind] };
    }
    const known = httpError(exception);
    if (known) return known;
    const refused = databaseRefusal(exception, request.method);
    if (refused) return { error: refused, status: statusOf[refused.kind] };
    this.log.error({
      event: 'request.failed',
      requestId: request.id,
      method: request.method,
      url: request.routeOptions?.url,
      err: exception,
    });
    return {
      error: new DomainError('conflict', 'unexpected', platformMessages.unexpected, { params: { reference: request.id } }),
      status: 500,
    };
  }

  private problem(request: PortalRequest, reply: FastifyReply, { error, status, fields }: Refusal): void {
    const problem: Problem = {
      type: `urn:guichet:problem:${error.code}`,
      title: error.sentence(request.known.locale),
      status,
      code: error.code,
      instance: request.id,
      ...(fields.length > 0 && { errors: fields }),
    };
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }

  private async show(request: PortalRequest, reply: FastifyReply, { error, status, fields }: Refusal): Promise<void> {
    const { locale, ctx } = request.known;
    const view = {
      status,
      code: error.code,
      message: error.sentence(locale),
      fields,
      reference: request.id,
      at: ctx?.now ?? null,
      back: formPage(request) ?? '/',
      typed: Object.entries(typedValues(request.body))
        .filter(([name, value]) => typeof value === 'string' && value.length > 0 && !name.startsWith('_'))
        .map(([name, value]) => ({ name, value })),
      mine: error.details.params?.['mine'] ?? null,
      theirs: error.details.params?.['theirs'] ?? null,
    };
    const title = titleOf(status, locale);
    const html = this.renderer.render(request, `errors/${templates[status] ?? '500'}`, view, { title });
    void reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }
}

interface Refusal {
  readonly error: DomainError;
  readonly status: number;
  readonly fields: readonly ShownFieldError[];
}

const titles: Readonly<Record<number, Record<Locale, string>>> = {
  403: { fr: 'Accès refusé', en: 'Access denied' },
  404: { fr: 'Page introuvable', en: 'Page not found' },
  409: { fr: 'Conflit', en: 'Conflict' },
  422: { fr: 'Saisie à corriger', en: 'Input to correct' },
  429: { fr: 'Trop de demandes', en: 'Too many requests' },
};

function titleOf(status: number, locale: Locale): string {
  return (titles[status] ?? { fr: 'Erreur inattendue', en: 'Unexpected error' })[locale];
}

/** The page of the portal that showed the form, or null when it is not known or not ours. */
function formPage(request: PortalRequest): string | null {
  const from = request.headers.referer;
  if (from === undefined || !URL.canParse(from)) return null;
  const address = new URL(from);
  // Two slashes at the head of a path would name another host.
  return address.host === request.host ? address.pathname.replace(/^\/{2,}/, '/') + address.search : null;
}

function httpError(exception: unknown): { error: DomainError; status: number } | null {
  const status = exception instanceof HttpException ? exception.getStatus() : statusCodeOf(exception);
  if (status === null || status >= 500) return null;
  if (status === 404 || status === 405) return { error: refuse.notFound('not-found'), status: 404 };
  if (status === 413) return { error: refuse.invalid('input.too-large'), status };
  if (status === 429) return { error: refuse.conflict('too-many', { seconds: 60 }), status };
  if (status === 403) return { error: refuse.forbidden('csrf.refused'), status };
  return { error: refuse.invalid('input.unreadable'), status };
}

function statusCodeOf(exception: unknown): number | null {
  if (typeof exception !== 'object' || exception === null || !('statusCode' in exception)) return null;
  return typeof exception.statusCode === 'number' ? exception.statusCode : null;
}

/** SQLSTATE of a value that no column can hold: a NUL character, half a character, an instant or a number out of range. */
const unstorable = new Set(['22021', '22P05', '22003', '22007', '22008']);

/** A unique constraint that another request won, an id that is not a UUID, a value that cannot be stored: told as what they are. */
function databaseRefusal(exception: unknown, method: string): DomainError | null {
  if (!(exception instanceof QueryFailedError)) return null;
  const { code } = exception.driverError as { code?: string }; // the driver's SQLSTATE
  if (code === '23505' || code === '23P01') return refuse.conflict('conflict.concurrent');
  if (code === '22P02') return refuse.notFound('not-found');
  if (code === undefined || !unstorable.has(code)) return null;
  return method === 'GET' ? refuse.notFound('not-found') : refuse.invalid('input.unreadable');
}
