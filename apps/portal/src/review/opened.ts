import { DomainError } from '#platform';
import { type Redirect, redirect } from '../http/page.js';
import { deskAddress } from './words.view.js';

/** Before the declarations of interests, every page about a file leads to them; any other refusal goes on. */
export async function orDeclare<T>(id: string, show: () => Promise<T>): Promise<T | Redirect> {
  try {
    return await show();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'review.declare-first') return redirect(deskAddress(id, '/interets'));
    throw error;
  }
}
