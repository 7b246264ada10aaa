import { applyDecorators } from '@nestjs/common';
import { Expose, Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { Blank, Checked } from '#platform';

const plain = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : value);

/** A text of a form, trimmed, with the line ends of the format; left out, it is empty. */
const Typed = (): PropertyDecorator =>
  applyDecorators(
    Expose() as PropertyDecorator,
    Transform(({ value }: { value: unknown }) => plain(value ?? '')) as PropertyDecorator,
    IsString(),
    MaxLength(12_000),
  );

/** A field that a form repeats, row by row: always a list. */
const Rows = (): PropertyDecorator =>
  applyDecorators(
    Expose() as PropertyDecorator,
    Transform(({ value }: { value: unknown }) => (value === undefined ? [] : [value].flat().map(plain))) as PropertyDecorator,
    ArrayMaxSize(5000),
    IsString({ each: true }),
    MaxLength(12_000, { each: true }),
  );

/** What every form of a draft carries: the revision it was opened on. */
export class DraftForm {
  @Type(() => Number) @IsInt() @Min(1) version: number;
  /** `check` looks for remarks without saving. */
  @IsOptional() @IsIn(['save', 'check']) intent?: 'save' | 'check';
}

/** An element moved up or down. */
export class MoveForm extends DraftForm {
  @Typed() key: string;
  @Type(() => Number) @IsIn([-1, 1]) by: -1 | 1;
}

/** An element named by its key. */
export class KeyForm extends DraftForm {
  @Typed() key: string;
}

/** A package begun from nothing. `package` is its code: a field of that name would not be kept with a refused form. */
export class StartForm {
  @Typed() package: string;
  @Typed() label: string;
  @Typed() domain: string;
  @Typed() titleFr: string;
  @Typed() titleEn: string;
  @Typed() key: string;
  @Typed() sectionFr: string;
  @Typed() sectionEn: string;
}

/** The label of a new version. */
export class DeriveForm {
  @Typed() label: string;
}

/** What is said of the package as a whole. */
export class FactsForm extends DraftForm {
  @Typed() label: string;
  @Typed() domain: string;
  @Typed() titleFr: string;
  @Typed() titleEn: string;
  @Typed() summaryFr: string;
  @Typed() summaryEn: string;
}

/** A section; its key is read when it is added. */
export class SectionForm extends DraftForm {
  @Typed() key: string;
  @Typed() titleFr: string;
  @Typed() titleEn: string;
}

/** A profile; its key is read when it is added. */
export class ProfileForm extends DraftForm {
  @Typed() key: string;
  @Typed() labelFr: string;
  @Typed() labelEn: string;
  @Typed() questionFr: string;
  @Typed() questionEn: string;
}

/** Every member of a requirement; its key is read when it is added. */
export class RequirementForm extends DraftForm {
  @Typed() key: string;
  @Typed() number: string;
  @Typed() section: string;
  @Typed() block: string;
  @Typed() feature: string;
  @Typed() domain: string;
  @Typed() obligation: string;
  @Typed() criticality: string;
  @Typed() naPolicy: string;
  @Typed() profile: string;
  @Typed() life: string;
  @Typed() effectiveFrom: string;
  @Typed() effectiveUntil: string;
  @Typed() weight: string;
  @Typed() tier: string;
  @Typed() titleFr: string;
  @Typed() titleEn: string;
  @Typed() statementFr: string;
  @Typed() statementEn: string;
  @Typed() whyFr: string;
  @Typed() whyEn: string;
  @Rows() pointFr: string[];
  @Rows() pointEn: string[];
  @Rows() refDocument: string[];
  @Rows() refId: string[];
  @Rows() refUrl: string[];
  @Rows() lang: string[];
  @Rows() langTitle: string[];
  @Rows() langStatement: string[];
  @Rows() langWhy: string[];
}

/** The key of a copy. */
export class CopyForm extends DraftForm {
  @Typed() key: string;
}

/** One requirement written as two. */
export class SplitForm extends DraftForm {
  @Typed() statementFr: string;
  @Typed() statementEn: string;
  @Typed() key: string;
  @Typed() number: string;
  @Typed() secondTitleFr: string;
  @Typed() secondTitleEn: string;
  @Typed() secondFr: string;
  @Typed() secondEn: string;
  @Checked() sharing: boolean;
}

/** Two requirements written as one. */
export class MergeForm extends DraftForm {
  @Typed() other: string;
  @Typed() titleFr: string;
  @Typed() titleEn: string;
  @Typed() statementFr: string;
  @Typed() statementEn: string;
}

/** A scenario, its steps row by row; `stepServes` holds `row:key`. */
export class ScenarioForm extends DraftForm {
  @Typed() key: string;
  @Typed() number: string;
  @Typed() titleFr: string;
  @Typed() titleEn: string;
  @Typed() statementFr: string;
  @Typed() statementEn: string;
  @Rows() requirements: string[];
  @Rows() stepFr: string[];
  @Rows() stepEn: string[];
  @Rows() stepServes: string[];
}

/** An expected evidence. */
export class EvidenceForm extends DraftForm {
  @Typed() key: string;
  @Typed() number: string;
  @Typed() scenario: string;
  @Typed() labelFr: string;
  @Typed() labelEn: string;
  @Rows() requirements: string[];
  @Rows() kinds: string[];
  @Typed() referenceKind: string;
}

/** The revision to go back to. */
export class RevisionForm extends DraftForm {
  @Type(() => Number) @IsInt() @Min(1) revision: number;
}

/** What a page of a draft is asked to show. */
export class TreeQuery {
  @Blank() @IsString() @MaxLength(200) q?: string;
  @Blank() @IsString() @MaxLength(160) section?: string;
}
