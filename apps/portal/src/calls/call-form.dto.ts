import {
  callLifecycle,
  deciders,
  silences,
  stageNames,
  type CallAction,
  type Decider,
  type Silence,
  type Stage,
  type WorkflowInput,
} from '#calls';
import { Blank, Checked } from '#platform';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsNotEmpty, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

/** A group of boxes: one checked box comes as text, several as a list, none not at all. */
const Boxes = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? [] : Array.isArray(value) ? value : [value])) as PropertyDecorator;

/** The workflow as a flat form. */
export class WorkflowForm {
  @Boxes() @IsArray() @IsIn(stageNames, { each: true }) stages: Stage[] = [];
  @IsIn(Object.keys(deciders)) decider: Decider;
  @Checked() @IsBoolean() fourEyes: boolean;
  @Checked() @IsBoolean() reservations: boolean;
  @IsIn(Object.keys(silences)) silence: Silence;
  @Type(() => Number) @IsInt() @Min(0) @Max(24) silenceMonths: number;
  @Type(() => Number) @IsInt() @Min(1) @Max(250) reviewDays: number;
  @Type(() => Number) @IsInt() @Min(1) @Max(120) clarificationDays: number;
  @Checked() @IsBoolean() financing: boolean;
  @Blank() @IsString() @Matches(/^[a-z0-9, -]*$/) @MaxLength(400) requiredApprovals?: string;
}

/** A new revision of the workflow, with its reason. */
export class ReviseWorkflowForm extends WorkflowForm {
  @IsString() @IsNotEmpty() @MaxLength(500) reason: string;
}

/** A new call as a flat form. */
export class CallForm extends WorkflowForm {
  @Matches(/^[A-Z0-9][A-Za-z0-9-]{2,59}$/) code: string;
  @IsString() @IsNotEmpty() @MaxLength(200) titleFr: string;
  @IsString() @IsNotEmpty() @MaxLength(200) titleEn: string;
  @Matches(/^[a-z][a-z0-9-]{1,39}$/) procedure: string;
  @Blank() @IsString() @MaxLength(40) lane?: string;
  @Matches(/^[A-Z][A-Za-z0-9-]{1,39}$/) softwareType: string;
  @Blank() @IsString() @MaxLength(20) wave?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(120) validityMonths: number;
  @IsString() @IsNotEmpty() @MaxLength(20) charterVersion: string;
  @Boxes() @IsArray() @IsUUID(undefined, { each: true }) packageVersionIds: string[] = [];
}

/** The action a button asks for. */
export class CallActionForm {
  @IsIn([...callLifecycle.actions]) action: CallAction;
}

/** The workflow of a flat form. */
export function workflowOf(form: WorkflowForm): WorkflowInput {
  const { stages, decider, fourEyes, reservations, silence, silenceMonths, reviewDays, clarificationDays, financing } = form;
  const requiredApprovals = (form.requiredApprovals ?? '')
    .split(',')
    .map((code) => code.trim())
    .filter(Boolean);
  const ordered = stageNames.filter((stage) => stages.includes(stage));
  return {
    stages: ordered,
    decider,
    fourEyes,
    reservations,
    silence,
    silenceMonths,
    reviewDays,
    clarificationDays,
    financing,
    requiredApprovals,
  };
}
