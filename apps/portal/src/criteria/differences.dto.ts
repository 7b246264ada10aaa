import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

const versionName = /^(?:[A-Z0-9][A-Z0-9-]{1,39}\/)?[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$/;

/** The two versions of a difference: `LABEL` of the package of the address, or `CODE/LABEL` of another. */
export class DifferenceQuery {
  /** The older version; the one before `to` when left out. */
  @ApiPropertyOptional({ example: '2026.1' })
  @IsOptional()
  @Matches(versionName)
  from?: string;

  /** The newer version; the latest one may see when left out. */
  @ApiPropertyOptional({ example: '2026.2' })
  @IsOptional()
  @Matches(versionName)
  to?: string;
}
