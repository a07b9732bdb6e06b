import { Api } from '../api/api.ts';
import { ProblemError } from '../api/problem-error.ts';
import { type SignOutReason, signOutReason } from './sign-out-reason.ts';
import { tokenClaims } from './token-claims.ts';

/** A server takes no longer header. */
const longestToken = 16 * 1024;

/**
 * Asks the server before a token is believed, so that a bad one is explained here and not later. Null when it is good.
 * @throws ProblemError, ServerAwayError when the server cannot say so now
 */
export async function tokenRefusal(token: string): Promise<SignOutReason | null> {
  if (token.length > longestToken || tokenClaims(token) === null) return 'notAToken';
  try {
    await new Api(token).listProspects({ search: '', filter: null }, null);
    return null;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return signOutReason(error.code);
    throw error;
  }
}
