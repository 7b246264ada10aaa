import type { Call, CallStatus, CallWithDates, MilestoneKind, Workflow } from '#calls';
import type { Text } from '#platform';

/** A date of a call. */
export class MilestoneView {
  kind: MilestoneKind;
  /** The instant from which it is too late. */
  at: Date;
  revision: number;
  reason: string;
}

/** A call with its dates in force. */
export class CallView {
  id: string;
  code: string;
  title: Text;
  procedure: string;
  lane: string | null;
  softwareType: string;
  wave: string | null;
  status: CallStatus;
  /** The zone its dates are written in. */
  zone: string;
  validityMonths: number;
  charterVersion: string;
  workflow: Workflow;
  milestones: MilestoneView[];
}

/** A call as the API shows it. */
export function showCall({ call, milestones }: CallWithDates): CallView {
  const { id, code, title, procedure, lane, softwareType, wave, status, zone, validityMonths, charterVersion, workflow }: Call = call;
  const dates = milestones.map(({ kind, at, revision, reason }) => ({ kind, at, revision, reason }));
  return {
    id,
    code,
    title,
    procedure,
    lane,
    softwareType,
    wave,
    status,
    zone,
    validityMonths,
    charterVersion,
    workflow,
    milestones: dates,
  };
}
