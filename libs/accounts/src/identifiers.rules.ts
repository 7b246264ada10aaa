/** The numbers by which an organisation is known: SIREN (Insee), VAT number (Directive 2006/112/EC art. 215), editor id of the CNDA, FINESS. */
export const identifierSchemes = ['siren', 'vat', 'cnda_editor', 'finess'] as const;
export type IdentifierScheme = (typeof identifierSchemes)[number];

/** What a check says: `valid`, `invalid` (refuse), or `doubtful` (warn: the key rule is not official). */
export type IdentifierCheck = 'valid' | 'invalid' | 'doubtful';

/** Without the spaces, dots and hyphens people type, in capitals. */
export function compactIdentifier(typed: string): string {
  return typed.replace(/[\s.\-\u00a0\u202f]/g, '').toUpperCase();
}

/** Luhn key (ISO/IEC 7812-1 annex B) over a string of digits. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const value = Number(digit) * (position % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** SIREN: 9 digits with a Luhn key (code de commerce R123-221, Insee). */
export function checkSiren(value: string): IdentifierCheck {
  return /^\d{9}$/.test(value) && passesLuhn(value) ? 'valid' : 'invalid';
}

const laPoste = '356000000';

/**
 * SIRET: 14 digits, a SIREN then the establishment, with a Luhn key over the whole. Establishments of La Poste other than the
 * head office may instead have a sum of digits that is a multiple of 5 (Insee).
 */
export function checkSiret(value: string): IdentifierCheck {
  if (!/^\d{14}$/.test(value) || checkSiren(value.slice(0, 9)) === 'invalid') return 'invalid';
  if (passesLuhn(value)) return 'valid';
  const sum = [...value].reduce((total, digit) => total + Number(digit), 0);
  return value.startsWith(laPoste) && sum % 5 === 0 ? 'valid' : 'invalid';
}

/** FINESS: 9 characters, the département first (2A and 2B included). Its key rule is not official: a wrong key is doubtful, not refused. */
export function checkFiness(value: string): IdentifierCheck {
  if (!/^(\d{2}|2[AB])\d{7}$/.test(value)) return 'invalid';
  return passesLuhn(value.replace('A', '1').replace('B', '2')) ? 'valid' : 'doubtful';
}

/** RPPS: 11 digits. Official examples fail the Luhn key: a wrong key is doubtful, not refused. */
export function checkRpps(value: string): IdentifierCheck {
  if (!/^\d{11}$/.test(value)) return 'invalid';
  return passesLuhn(value) ? 'valid' : 'doubtful';
}

/** VAT number of a French company from its SIREN: key = (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVat(siren: string): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/** National forms of the VAT numbers of the Union and Northern Ireland (VIES), without the country prefix. */
const vatForms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{10}\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/**
 * VAT number with its prefix. French: key and SIREN are checked; a key with letters (other key schemes exist) is doubtful.
 * Other countries of the Union: form only. Elsewhere: 4 to 20 letters or digits, doubtful.
 */
export function checkVat(value: string): IdentifierCheck {
  const [prefix, rest] = [value.slice(0, 2), value.slice(2)];
  if (!/^[A-Z]{2}$/.test(prefix)) return 'invalid';
  if (prefix === 'FR') return checkFrenchVat(rest);
  const form = Object.hasOwn(vatForms, prefix) ? vatForms[prefix] : undefined;
  if (form !== undefined) return form.test(rest) ? 'valid' : 'invalid';
  return /^[A-Z0-9]{4,20}$/.test(rest) ? 'doubtful' : 'invalid';
}

function checkFrenchVat(rest: string): IdentifierCheck {
  const siren = rest.slice(2);
  if (!/^[A-HJ-NP-Z0-9]{2}\d{9}$/.test(rest) || checkSiren(siren) === 'invalid') return 'invalid';
  if (/[A-Z]/.test(rest.slice(0, 2))) return 'doubtful';
  return `FR${rest}` === frenchVat(siren) ? 'valid' : 'invalid';
}

/** Checks an identifier of an organisation, already compact. The form of CNDA editor ids is not published: any short code is doubtful. */
export function checkIdentifier(scheme: IdentifierScheme, value: string): IdentifierCheck {
  switch (scheme) {
    case 'siren':
      return checkSiren(value);
    case 'vat':
      return checkVat(value);
    case 'finess':
      return checkFiness(value);
    case 'cnda_editor':
      return /^[A-Z0-9]{1,20}$/.test(value) ? 'doubtful' : 'invalid';
  }
}
