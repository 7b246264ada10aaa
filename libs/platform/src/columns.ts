import { Column } from 'typeorm';

/** An instant: `timestamptz(3)`, the precision of JavaScript dates. */
export const Instant = (name: string, options: { readonly nullable?: boolean } = {}): PropertyDecorator =>
  Column('timestamp with time zone', { name, precision: 3, ...options });

const asNumber = {
  to: (value: number | null | undefined) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/** A whole number that may exceed 32 bits (`bigint`), read as a number: cents, sizes in bytes. */
export const WholeNumber = (name: string, options: { readonly nullable?: boolean } = {}): PropertyDecorator =>
  Column('bigint', { name, transformer: asNumber, ...options });
