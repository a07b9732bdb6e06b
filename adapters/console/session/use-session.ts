import { useCallback, useEffect, useState } from 'react';
import type { SignOutReason } from './sign-out-reason.ts';
import { keepToken, keptToken, takeTokenFromAddress } from './token-store.ts';

interface Session {
  token: string | null;
  /** Why the last token went, to be said beside the sign-in form. */
  reason: SignOutReason | null;
  signIn: (token: string) => void;
  signOut: (reason?: SignOutReason) => void;
}

export function useSession(): Session {
  const [{ token, reason }, setState] = useState<Pick<Session, 'token' | 'reason'>>(() => ({
    token: takeTokenFromAddress() ?? keptToken(),
    reason: null,
  }));

  useEffect(() => keepToken(token), [token]);

  // A link with a token opened in this very tab changes the fragment only: no reload.
  useEffect(() => {
    const onHashChange = () => {
      const fresh = takeTokenFromAddress();
      if (fresh !== null) setState({ token: fresh, reason: null });
    };
    addEventListener('hashchange', onHashChange);
    return () => removeEventListener('hashchange', onHashChange);
  }, []);

  const signIn = useCallback((fresh: string) => setState({ token: fresh, reason: null }), []);
  const signOut = useCallback(
    (why?: SignOutReason) => setState({ token: null, reason: why ?? null }),
    [],
  );
  return { token, reason, signIn, signOut };
}
