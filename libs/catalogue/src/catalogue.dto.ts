import { certificateLifecycle, type CertificateStatus } from '#decisions';
import { Blank } from '#platform';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { type CatalogueSort, catalogueSortNames } from './catalogue.messages.js';

/** A parameter that may be repeated in an address: one value is a list of one. */
const Several = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => {
    const all: unknown[] = Array.isArray(value) ? value : [value];
    const filled = all.filter((one) => one !== '' && one !== undefined);
    return filled.length === 0 ? undefined : filled;
  }) as PropertyDecorator; // class-transformer types its decorator more widely

/** What to look for in the catalogue; a facet with several values means any of them. */
export class CatalogueSearch {
  /** Words of a name, a vendor, a type or a number; accents and one typing error are forgiven. */
  @Blank()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** Codes of types of software (LGC, RIS…). */
  @Blank()
  @Several()
  @ArrayMaxSize(30)
  @Matches(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, { each: true })
  type?: string[];

  /** Codes of lanes (MDV, HOP…). */
  @Blank()
  @Several()
  @ArrayMaxSize(30)
  @Matches(/^[A-Za-z0-9-]{1,40}$/, { each: true })
  lane?: string[];

  /** Codes of waves (Va1, Va2…). */
  @Blank()
  @Several()
  @ArrayMaxSize(30)
  @Matches(/^[A-Za-z0-9.-]{1,40}$/, { each: true })
  wave?: string[];

  /** Statuses of the certificate that speaks for the product. */
  @Blank()
  @Several()
  @ArrayMaxSize(30)
  @IsIn([...certificateLifecycle.statuses], { each: true })
  status?: CertificateStatus[];

  /** Names of vendors, as printed. */
  @Blank()
  @Several()
  @ArrayMaxSize(30)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  vendor?: string[];

  /** Order of the list; by relevance when words are given, else by date of decision. */
  @Blank()
  @IsIn(catalogueSortNames)
  sort?: CatalogueSort;

  /** Where the page before stopped, as given by it. */
  @Blank()
  @IsString()
  @MaxLength(2000)
  after?: string;

  /** Lines of a page, 100 at most. */
  @Blank()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

/** Which published figures to read: the latest ones, unless an instant or the whole history is asked for. */
export class MetricSearch {
  /** Code of the figure. */
  @Blank()
  @Matches(/^[a-z][a-z.-]{0,60}$/)
  metric?: string;

  /** `all` for every instant, else the latest only. */
  @Blank()
  @IsIn(['latest', 'all'])
  history?: 'latest' | 'all';
}
