import { Platform1764000000000 } from './1764000000000-platform.js';
import { Audit1764000001000 } from './1764000001000-audit.js';

/** The history of the schema, oldest first. Two concurrent migrations conflict here, on purpose. */
export const migrations = [Platform1764000000000, Audit1764000001000];
