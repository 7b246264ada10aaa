import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { record } from '#audit';
import { publishesAtOnce } from '#calls';
import { CandidatureService } from '#candidatures';
import { authorize, type Ctx, newId, nextNumber, refuse } from '#platform';
import { CertificatesService } from './certificates.service.js';
import type { ProposeDecision, TakeDecision } from './decision.dto.js';
import { Decision, DecisionNotification, DecisionProposal } from './decision.entity.js';
import { decisionEvents } from './decision.events.js';
import { refuseDecision } from './decision.messages.js';
import { decisionPolicy } from './decision.policy.js';
import { waitingProposal } from './decision.queries.js';
import { decisionOutcomes, obstaclesTo, obstacleText, type DecisionOutcome } from './decision.rules.js';
import { DelegationsService, type Signature } from './delegations.service.js';
import { DecisionFileQueries, type DecisionFile } from './decision-file.queries.js';
import { dossierHash, groundsOf } from './dossier.rules.js';

/** Proposals and decisions: one person proposes, another decides, and the certificate is granted in the same transaction. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly candidatures: CandidatureService,
    private readonly files: DecisionFileQueries,
    private readonly certificates: CertificatesService,
    private readonly delegations: DelegationsService,
  ) {}

  /** Proposes how a reviewed candidature ends. Refuses an outcome the file does not allow, naming the first obstacle. */
  async propose(ctx: Ctx, candidatureId: string, input: ProposeDecision): Promise<DecisionProposal> {
    await this.candidatures.act(ctx, candidatureId, 'propose', { data: { outcome: input.outcome } });
    authorize(ctx.actor, decisionPolicy.propose, undefined);
    const file = await this.files.file(ctx, candidatureId);
    checkProposal(input, file);
    const proposal = ctx.tx.create(DecisionProposal, {
      id: newId(),
      candidatureId,
      organisationId: file.organisationId,
      outcome: input.outcome,
      motive: input.motive ?? null,
      reservation: input.reservation ?? null,
      dossierHash: dossierHash(file.dossier),
      proposedBy: who(ctx),
      proposedAt: ctx.now,
    });
    await ctx.tx.insert(DecisionProposal, proposal);
    await record(ctx, decisionEvents, 'decision.propose', {
      subject: { type: 'decision_proposal', id: proposal.id },
      organisationId: file.organisationId,
      data: { candidatureId, outcome: proposal.outcome, dossierHash: proposal.dossierHash },
    });
    return proposal;
  }

  /**
   * Decides on the proposal that was read: confirms it, or postpones. Decision, certificate with its number, first line of the register and
   * events enter together or not at all. Refuses who proposed or judged, who holds no delegation, and a file that moved since the proposal.
   */
  async take(ctx: Ctx, candidatureId: string, input: TakeDecision): Promise<Decision> {
    const proposal = await waitingProposal(ctx, candidatureId);
    if (proposal === null || proposal.id !== input.proposalId) throw refuseDecision.conflict('decision.no-proposal');
    const outcome = input.choice === 'postpone' ? 'postponed' : proposal.outcome;
    await this.move(ctx, candidatureId, outcome);
    const file = await this.files.file(ctx, candidatureId);
    const signature = await this.signing(ctx, proposal, file);
    const hash = dossierHash(file.dossier);
    if (outcome !== 'postponed' && hash !== proposal.dossierHash) throw refuseDecision.conflict('decision.moved');
    const motive = outcome === 'postponed' ? (input.motive ?? null) : proposal.motive;
    if (outcome !== 'referenced' && motive === null) throw missing('motive', 'decision.motive-missing');
    const decision = await this.insert(ctx, { proposal, outcome, motive, file, hash, signature });
    const certifies = decisionOutcomes[outcome].certifies;
    const certificate = certifies ? await this.certificates.grant(ctx, decision, file, publishesAtOnce(file.workflow)) : null;
    await record(ctx, decisionEvents, 'decision.take', {
      subject: { type: 'decision', id: decision.id },
      organisationId: file.organisationId,
      data: { candidatureId, number: decision.number, outcome, dossierHash: hash, certificateId: certificate?.id ?? null },
    });
    return decision;
  }

  /** Records that the vendor was told, once: delays of appeal run from this instant. @returns false when it was already told. */
  async notify(ctx: Ctx, decisionId: string): Promise<boolean> {
    authorize(ctx.actor, decisionPolicy.notify, undefined);
    const decision = await ctx.tx.findOneBy(Decision, { id: decisionId });
    if (decision === null) throw refuse.notFound('not-found');
    if (await ctx.tx.existsBy(DecisionNotification, { decisionId })) return false;
    await ctx.tx.insert(DecisionNotification, { decisionId, organisationId: decision.organisationId, notifiedAt: ctx.now });
    await record(ctx, decisionEvents, 'decision.notify', {
      subject: { type: 'decision', id: decisionId },
      organisationId: decision.organisationId,
      data: { number: decision.number },
    });
    return true;
  }

  private move(ctx: Ctx, candidatureId: string, outcome: DecisionOutcome): Promise<unknown> {
    if (outcome === 'postponed') return this.candidatures.act(ctx, candidatureId, 'postpone');
    return this.candidatures.act(ctx, candidatureId, 'decide', { keepsPlace: decisionOutcomes[outcome].certifies, data: { outcome } });
  }

  private async signing(ctx: Ctx, proposal: DecisionProposal, file: DecisionFile): Promise<Signature> {
    const { accountId } = ctx.actor;
    if (accountId === proposal.proposedBy || (accountId !== null && file.verifiers.includes(accountId))) {
      throw refuseDecision.forbidden('decision.same-person');
    }
    authorize(ctx.actor, decisionPolicy.decide, { ...file, proposedBy: proposal.proposedBy });
    return this.delegations.signature(ctx);
  }

  private async insert(ctx: Ctx, { proposal, outcome, motive, file, hash, signature }: Taken): Promise<Decision> {
    const year = DateTime.fromJSDate(ctx.now, { zone: file.zone }).year;
    const decision = ctx.tx.create(Decision, {
      id: newId(),
      candidatureId: file.candidatureId,
      organisationId: file.organisationId,
      proposalId: proposal.id,
      number: `DEC-${year}-${String(await nextNumber(ctx, `decision/${year}`)).padStart(5, '0')}`,
      outcome,
      motive,
      reservation: outcome === 'referenced_under_reservation' ? proposal.reservation : null,
      grounds: groundsOf(file.dossier),
      proposedBy: proposal.proposedBy,
      decidedBy: who(ctx),
      decidedAt: ctx.now,
      delegationId: signature.delegation.id,
      signatoryName: ctx.actor.name,
      signatoryCapacity: signature.delegation.capacity,
      issuer: signature.issuer,
      dossier: file.dossier,
      dossierHash: hash,
    });
    await ctx.tx.insert(Decision, decision);
    return decision;
  }
}

interface Taken {
  readonly proposal: DecisionProposal;
  readonly outcome: DecisionOutcome;
  readonly motive: string | null;
  readonly file: DecisionFile;
  readonly hash: string;
  readonly signature: Signature;
}

function checkProposal(input: ProposeDecision, { dossier, workflow }: DecisionFile): void {
  if (input.outcome !== 'referenced' && input.motive === undefined) throw missing('motive', 'decision.motive-missing');
  const isReserved = input.outcome === 'referenced_under_reservation';
  if (isReserved && input.reservation === undefined) throw missing('reservation', 'decision.reservation-missing');
  if (!isReserved && input.reservation !== undefined) throw missing('reservation', 'decision.reservation-unexpected');
  const found = obstaclesTo(input.outcome, {
    grounds: groundsOf(dossier),
    approvals: dossier.approvals,
    reservations: workflow.reservations,
  });
  if (found.length === 0) return;
  const [first] = found;
  throw refuseDecision.conflict('decision.obstacles', {
    outcome: decisionOutcomes[input.outcome].label,
    count: found.length,
    first: obstacleText(first),
  });
}

function missing(field: string, code: 'decision.motive-missing' | 'decision.reservation-missing' | 'decision.reservation-unexpected') {
  const { text } = refuseDecision.invalid(code);
  return refuseDecision.invalid(code, {}, [{ field, code, text }]);
}

/** The person who acts: the policies have already refused a visitor. */
function who(ctx: Ctx): string {
  if (ctx.actor.accountId === null) throw refuse.forbidden('forbidden.role');
  return ctx.actor.accountId;
}
