import { record } from '#audit';
import { CallQueries } from '#calls';
import { authorize, newId, nextNumber, say, type Ctx } from '#platform';
import { SolutionQueries } from '#solutions';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Candidature, CandidaturePackage, type AdministrativeFile } from './candidature.entity.js';
import type { AdministrativeFileInput, CharterInput, CreateCandidatureInput } from './candidature.dto.js';
import { candidatureEvents } from './candidature.events.js';
import { candidatureLifecycle, type CandidatureAction } from './candidature.lifecycle.js';
import { fileTexts, refuseCandidature } from './candidature.messages.js';
import { filePolicy } from './candidature.policy.js';
import { candidatureNumber, missingFields } from './file.rules.js';
import { lockCandidature, move } from './transition.service.js';

/** Actions driven by the rooms that come after on the shelf. */
export type DrivenAction = Extract<
  CandidatureAction,
  'start_review' | 'ask_clarification' | 'answer' | 'close_review' | 'resume_review' | 'propose' | 'decide' | 'postpone' | 'appeal'
>;

/** What an action driven by another room says. */
export interface DrivenDetails {
  /** False when the outcome frees the place of the version in its call (a refusal); true takes it back (an appeal). */
  readonly keepsPlace?: boolean;
  /** Ids, codes and hashes for the event. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The life of a candidature from its draft to its filing, its withdrawal, and the actions other rooms drive. */
@Injectable()
export class CandidatureService {
  constructor(
    private readonly calls: CallQueries,
    private readonly solutions: SolutionQueries,
  ) {}

  /** Opens a candidature of a version to a call, pinned to the packages the call asks for today. @returns its id. */
  async create(ctx: Ctx, input: CreateCandidatureInput): Promise<string> {
    const { version, solution } = await this.solutions.version(ctx, input.solutionVersionId);
    const { organisationId } = version;
    authorize(ctx.actor, filePolicy.create, { organisationId });
    const call = await this.calls.one(ctx, input.callId);
    this.calls.refuseUnlessOpen(call);
    await this.calls.refuseAfter(ctx, call.id, 'admin_file');
    if (call.softwareType !== solution.softwareType) {
      const types = { expected: call.softwareType, actual: solution.softwareType };
      throw refuseCandidature.conflict('candidature.software-type', types);
    }
    const place = { callId: call.id, solutionVersionId: version.id, isLive: true };
    if (await ctx.tx.existsBy(Candidature, place)) throw refuseCandidature.conflict('candidature.exists');
    const { year } = DateTime.fromJSDate(ctx.now, { zone: call.zone });
    const number = candidatureNumber(year, await nextNumber(ctx, `candidature/${year}`));
    const id = newId();
    const administrative = { ...(solution.nil !== null && { nil: solution.nil }) };
    const start = { status: 'draft' as const, statusAt: ctx.now, createdAt: ctx.now, createdBy: ctx.actor.accountId };
    await ctx.tx.insert(Candidature, { id, organisationId, number, ...place, administrative, ...start });
    await this.pin(ctx, { candidatureId: id, organisationId, callId: call.id });
    await record(ctx, candidatureEvents, 'candidature.create', {
      subject: { type: 'candidature', id },
      organisationId,
      data: { number, callId: call.id, solutionVersionId: version.id },
    });
    return id;
  }

  /** Saves the administrative file; everything may still be missing. A stale version is a conflict that shows both texts. */
  async saveFile(ctx: Ctx, id: string, input: AdministrativeFileInput): Promise<number> {
    const candidature = await lockCandidature(ctx, id);
    authorize(ctx.actor, filePolicy.editFile, candidature);
    refuseUnlessEditable(candidature);
    if (candidature.version !== input.version) {
      const { administrative } = candidature;
      throw refuseCandidature.conflict('candidature.stale', {
        mine: input.presentation ?? '',
        theirs: administrative.presentation ?? '',
      });
    }
    const { version, ...file } = input;
    const administrative: AdministrativeFile = { ...file };
    await ctx.tx.update(Candidature, { id }, { administrative, version: version + 1 });
    return version + 1;
  }

  /** Accepts the charter for the organisation; the person says in which capacity. */
  async acceptCharter(ctx: Ctx, id: string, input: CharterInput): Promise<void> {
    const candidature = await lockCandidature(ctx, id);
    authorize(ctx.actor, filePolicy.acceptCharter, candidature);
    refuseUnlessEditable(candidature);
    const { charterVersion } = await this.calls.one(ctx, candidature.callId);
    if (charterVersion !== input.charterVersion) {
      throw refuseCandidature.conflict('candidature.charter-version', { version: charterVersion });
    }
    const charter = { version: charterVersion, by: ctx.actor.accountId ?? '', at: ctx.now.toISOString(), capacity: input.capacity };
    await ctx.tx.update(Candidature, { id }, { charter });
    await record(ctx, candidatureEvents, 'candidature.accept_charter', {
      subject: { type: 'candidature', id },
      organisationId: candidature.organisationId,
      data: { number: candidature.number, charterVersion },
    });
  }

  /** Files the administrative file, whole and with the charter accepted. The first filing is bound by its milestone. */
  async file(ctx: Ctx, id: string): Promise<Candidature> {
    const candidature = await lockCandidature(ctx, id);
    const call = await this.calls.one(ctx, candidature.callId);
    candidatureLifecycle.next(candidature.status, 'file');
    // A file sent back for complements keeps its place: it is bound by the next date.
    await this.calls.refuseAfter(ctx, call.id, candidature.filedAt === null ? 'admin_file' : 'complete_evidence');
    const missing = missingFields(candidature.administrative);
    if (missing.length > 0) {
      const names = missing.map((field) => say(fileTexts[field], ctx.locale)).join(', ');
      throw refuseCandidature.conflict('candidature.file-missing', { missing: names });
    }
    if (candidature.charter?.version !== call.charterVersion) throw refuseCandidature.conflict('candidature.charter-missing');
    return move(ctx, candidature, 'file', { change: { filedAt: candidature.filedAt ?? ctx.now } });
  }

  /** The vendor gives the candidature up, at any time before the decision. */
  async withdraw(ctx: Ctx, id: string): Promise<Candidature> {
    return move(ctx, await lockCandidature(ctx, id), 'withdraw');
  }

  /** An action driven by the review or the decision, in their own transaction. */
  async act(ctx: Ctx, id: string, action: DrivenAction, { keepsPlace, data = {} }: DrivenDetails = {}): Promise<Candidature> {
    const candidature = await lockCandidature(ctx, id);
    return move(ctx, candidature, action, { change: { ...(keepsPlace !== undefined && { isLive: keepsPlace }) }, data });
  }

  private async pin(ctx: Ctx, row: { candidatureId: string; organisationId: string; callId: string }): Promise<void> {
    const { callId, ...owner } = row;
    const versions = await this.calls.packageVersionIds(ctx, callId);
    const rows = versions.map((packageVersionId) => ({ ...owner, packageVersionId }));
    if (rows.length > 0) await ctx.tx.insert(CandidaturePackage, rows);
  }
}

function refuseUnlessEditable({ status }: Candidature): void {
  if (!candidatureLifecycle.allows(status, 'file')) throw refuseCandidature.conflict('candidature.locked');
}
