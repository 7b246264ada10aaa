import { Blank, Checked } from '#platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { milestoneNames, type MilestoneKind } from './milestone.rules.js';
import { deciders, silences, stageNames, type Decider, type Silence, type Stage, type Workflow } from './workflow.rules.js';

/** A label in both languages. */
export class LabelInput {
  @IsString() @IsNotEmpty() @MaxLength(200) fr: string;
  @IsString() @IsNotEmpty() @MaxLength(200) en: string;
}

/** The workflow of a call, as typed or sent. */
export class WorkflowInput implements Workflow {
  @IsArray() @ArrayUnique() @IsIn(stageNames, { each: true }) stages: Stage[];
  @IsIn(Object.keys(deciders)) decider: Decider;
  @Checked() @IsBoolean() fourEyes: boolean;
  @Checked() @IsBoolean() reservations: boolean;
  @IsIn(Object.keys(silences)) silence: Silence;
  @Type(() => Number) @IsInt() @Min(0) @Max(24) silenceMonths: number;
  @Type(() => Number) @IsInt() @Min(1) @Max(250) reviewDays: number;
  @Type(() => Number) @IsInt() @Min(1) @Max(120) clarificationDays: number;
  @Checked() @IsBoolean() financing: boolean;
  @IsArray() @ArrayMaxSize(20) @ArrayUnique() @Matches(/^[a-z0-9-]{2,40}$/, { each: true }) requiredApprovals: string[];
}

/** A new call. */
export class CreateCallInput {
  @Matches(/^[A-Z0-9][A-Za-z0-9-]{2,59}$/) code: string;
  @IsObject() @ValidateNested() @Type(() => LabelInput) title: LabelInput;
  @Matches(/^[a-z][a-z0-9-]{1,39}$/) procedure: string;
  @Blank() @IsString() @MaxLength(40) lane?: string;
  @Matches(/^[A-Z][A-Za-z0-9-]{1,39}$/) softwareType: string;
  @Blank() @IsString() @MaxLength(20) wave?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(120) validityMonths: number;
  @IsString() @IsNotEmpty() @MaxLength(20) charterVersion: string;
  @IsArray() @ArrayUnique() @ArrayMaxSize(10) @IsUUID(undefined, { each: true }) packageVersionIds: string[];
  @IsObject() @ValidateNested() @Type(() => WorkflowInput) workflow: WorkflowInput;
}

/** A date of a call, set or moved: a local day and hour in the zone of the call. */
export class MoveMilestoneInput {
  @IsIn(milestoneNames) kind: MilestoneKind;
  /** Day, `YYYY-MM-DD`. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/) day: string;
  /** Hour, `HH:MM`. */
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/) time: string;
  @IsString() @IsNotEmpty() @MaxLength(500) reason: string;
}

/** A new revision of the workflow, with its reason. */
export class ReviseWorkflowInput {
  @IsObject() @ValidateNested() @Type(() => WorkflowInput) workflow: WorkflowInput;
  @IsString() @IsNotEmpty() @MaxLength(500) reason: string;
}

/** A newer version of a package, offered to the files of a call. */
export class OfferVersionInput {
  @IsUUID() packageVersionId: string;
  /** Last day on which files may stay on the older version, `YYYY-MM-DD`. */
  @Blank() @Matches(/^\d{4}-\d{2}-\d{2}$/) closesOn?: string;
}
