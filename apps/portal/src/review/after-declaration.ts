import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { from, type Observable, switchMap } from 'rxjs';
import type { Ctx } from '#platform';
import { StandingQueries } from '#review';
import { Redirect } from '../http/page.js';
import { isApi, type PortalRequest } from '../http/request.js';
import { orDeclare } from './opened.js';

/**
 * For routes that show a file (`:id`) and are open to the agency: its people declare their interests before the first byte.
 * A page leads to the declaration, the API answers 409. Others, and routes without a file, go on.
 */
@Injectable()
export class AfterDeclaration implements NestInterceptor {
  constructor(private readonly standings: StandingQueries) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PortalRequest>();
    const { id } = request.params as { id?: string }; // the routes that use it name their file `id`
    const { ctx } = request.known;
    if (id === undefined || ctx?.actor.organisationKind !== 'agency') return next.handle();
    return from(this.declared(ctx, id, isApi(request.url))).pipe(switchMap((away) => (away ? from([away]) : next.handle())));
  }

  private async declared(ctx: Ctx, id: string, isForMachines: boolean): Promise<Redirect | null> {
    const open = async (): Promise<null> => {
      await this.standings.open(ctx, id);
      return null;
    };
    return isForMachines ? open() : orDeclare(id, open);
  }
}
