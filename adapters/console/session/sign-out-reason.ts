/** Why a token lets nobody in, or no longer does. Each reason has a text on the sign-in page. */
export type SignOutReason = 'notAToken' | 'refused' | 'expired' | 'disabled';

/** The reason for the code of the server's answer, or for the code with which the socket ended. */
export function signOutReason(code: string | undefined): SignOutReason {
  if (code === 'org_disabled') return 'disabled';
  return code === 'token_expired' ? 'expired' : 'refused';
}
