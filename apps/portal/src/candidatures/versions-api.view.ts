import type { MadeMove, PlannedMove, VersionOffer } from '#candidatures';

/** A version the call offers in place of one the application answers. */
export class VersionOfferView {
  packageVersionId: string;
  package: string;
  version: string;
  replaces: string;
  /** Id to give as `from` when moving. */
  replacesId: string;
  /** Last day on which the older version is accepted, `YYYY-MM-DD`. */
  closesOn: string | null;
}

/** A move that was made. */
export class VersionMoveView {
  package: string;
  from: string;
  to: string;
  /** Instant, ISO 8601. */
  at: string;
  kept: number;
  toConfirm: number;
  newEvidence: number;
  toAnswer: number;
  dropped: number;
}

/** The versions offered and the moves made. */
export class VersionsView {
  offered: VersionOfferView[];
  moves: VersionMoveView[];
}

/** What a move would make of one answer. */
export class PlannedAnswerView {
  /** Key of the requirement in the newer version. */
  requirement: string;
  /** `keeps`, `confirm`, `new_evidence` or `to_answer`. */
  outcome: string;
  /** Keys of the requirements it comes from. */
  sources: string[];
}

/** What a move would make of an application. */
export class PlannedMoveView {
  from: string;
  to: string;
  fromId: string;
  answers: PlannedAnswerView[];
  /** Keys of the answers nothing asks for any more. */
  dropped: string[];
  newQuestions: string[];
}

/** Shows what is offered and what was done. */
export function showVersions(offers: readonly VersionOffer[], moves: readonly MadeMove[]): VersionsView {
  return {
    offered: offers.map(({ packageVersionId, code, label, replacesLabel, replaces, closesOn }) => ({
      ...{ packageVersionId, package: code, version: label, replaces: replacesLabel, replacesId: replaces, closesOn },
    })),
    moves: moves.map(({ code, fromLabel, toLabel, movedAt, kept, toConfirm, newEvidence, toAnswer, dropped }) => ({
      ...{ package: code, from: fromLabel, to: toLabel, at: movedAt.toISOString() },
      ...{ kept, toConfirm, newEvidence, toAnswer, dropped },
    })),
  };
}

/** Shows what a move would make of an application. */
export function showPlanned({ from, to, answers, dropped, newQuestions }: PlannedMove): PlannedMoveView {
  return {
    ...{ from: from.label, to: to.label, fromId: from.id },
    answers: answers
      .filter(({ isApplicable }) => isApplicable)
      .map(({ key, outcome, sources }) => ({ requirement: key, outcome, sources: sources.map((source) => source.key) })),
    dropped: dropped.map(({ key }) => key),
    newQuestions: [...newQuestions],
  };
}
