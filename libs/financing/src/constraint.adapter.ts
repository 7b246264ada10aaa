import type { DomainError } from '#platform';
import { QueryFailedError } from 'typeorm';

/**
 * Runs a statement that a constraint of the database may refuse, and says that refusal in words. The database sees the rows that
 * row security hides from the actor: it is the only one that can decide.
 */
export async function unlessTaken<T>(constraint: string, refusal: DomainError, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof QueryFailedError && constraintOf(error) === constraint) throw refusal;
    throw error;
  }
}

function constraintOf(error: QueryFailedError): unknown {
  return (error.driverError as { constraint?: unknown }).constraint; // the driver names the constraint that refused
}
