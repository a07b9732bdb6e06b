/** Why nobody is let in by a token, or not any more; each has words of its own on the sign-in page. */
export type SignOutReason = 'notAToken' | 'refused' | 'expired' | 'disabled';

/** By the code of the server's answer, or the reason why the live line ended. */
export function signOutReason(code: string | undefined): SignOutReason {
  if (code === 'org_disabled') return 'disabled';
  return code === 'token_expired' ? 'expired' : 'refused';
}
