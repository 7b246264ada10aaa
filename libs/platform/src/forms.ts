import { applyDecorators } from '@nestjs/common';
import { Expose, Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

/** An optional field of a form: HTML sends `''` for what was left empty, which is read as absent. */
export const Blank = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.trim() === '' ? undefined : value,
    ) as PropertyDecorator,
    IsOptional(),
  );

/** A checkbox: HTML sends `on` (or its value) when checked and leaves it out otherwise. */
export const Checked = (): PropertyDecorator =>
  applyDecorators(
    Expose() as PropertyDecorator,
    Transform(
      ({ value }: { value: unknown }) => value === true || value === 'on' || value === 'true' || value === '1',
    ) as PropertyDecorator,
    IsBoolean(),
  );

/** An amount in integer cents: JSON gives the cents as a number, a form the euros as people type them (`1 250,50`). */
export const Euros = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string') return value;
    const typed = value.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
    return /^\d+(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : Number.NaN;
  });
