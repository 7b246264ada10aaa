import { v4, v7 } from 'uuid';

/** A new identifier, ordered in time (UUID v7, RFC 9562). */
export const newId = (): string => v7();

/** A new identifier that tells nothing of its order (UUID v4): ballots, blind verdicts. */
export const randomId = (): string => v4();
