import { mappingLifecycle, rationaleKinds, relations, type MappingAction, type RationaleKind, type Relation } from '#criteria';
import { Blank } from '#platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

/** A link of a draft, as typed; `revision` is that of the draft that was read. */
export class MappingLinkForm {
  @Type(() => Number) @IsInt() @Min(1) revision: number;
  @IsString() @IsNotEmpty() @MaxLength(10_000) sources: string;
  @IsString() @IsNotEmpty() @MaxLength(10_000) targets: string;
  @IsIn(relations) relation: Relation;
  @Blank() @IsIn(rationaleKinds) kind?: RationaleKind;
  @Blank() @IsString() @MaxLength(4000) rationale?: string;
  @Blank() @Type(() => Number) @IsInt() @Min(0) @Max(100) sureness?: number;
  @Blank() @IsString() @MaxLength(10_000) conditions?: string;
}

/** The removal of a link. */
export class MappingRemovalForm {
  @Type(() => Number) @IsInt() @Min(1) revision: number;
}

/** The package versions at both ends. */
export class MappingEndsForm {
  @Type(() => Number) @IsInt() @Min(1) revision: number;
  @IsUUID() source: string;
  @IsUUID() target: string;
}

/** What is done to a mapping; a withdrawal says why. */
export class MappingActionForm {
  @IsIn(mappingLifecycle.actions) action: MappingAction;
  @Blank() @IsString() @MaxLength(2000) reason?: string;
}
