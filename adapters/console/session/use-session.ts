import { useCallback, useEffect, useState } from 'react';
import type { SignOutReason } from './sign-out-reason.ts';
import { keepToken, keptToken, takeTokenFromAddress } from './token-store.ts';

interface State {
  /** The token of the signed-in person; null when nobody is signed in. */
  token: string | null;
  /** The token that a link brought. It signs nobody in before a person has read whose organization it is. */
  offered: string | null;
  /** Why the last token went, to be said beside the sign-in form. */
  reason: SignOutReason | null;
}

interface Session extends State {
  signIn: (token: string) => void;
  signOut: (reason?: SignOutReason) => void;
  decline: (reason?: SignOutReason) => void;
}

export function useSession(fromAddress: string | null): Session {
  const [state, setState] = useState<State>(() =>
    offering({ token: keptToken(), offered: null, reason: null }, fromAddress),
  );
  const { token } = state;

  useEffect(() => keepToken(token), [token]);
  useOtherTokenInTab(token);

  // A link with a token opened in this very tab changes the fragment only: no reload.
  useEffect(() => {
    const onHashChange = () => {
      const fresh = takeTokenFromAddress();
      setState((known) => offering(known, fresh));
    };
    addEventListener('hashchange', onHashChange);
    return () => removeEventListener('hashchange', onHashChange);
  }, []);

  const signIn = useCallback(
    (fresh: string) => setState({ token: fresh, offered: null, reason: null }),
    [],
  );
  const signOut = useCallback(
    (why?: SignOutReason) =>
      setState(({ offered }) => ({ token: null, offered, reason: why ?? null })),
    [],
  );
  const decline = useCallback(
    (why?: SignOutReason) =>
      setState((known) => ({ ...known, offered: null, reason: why ?? known.reason })),
    [],
  );
  return { ...state, signIn, signOut, decline };
}

/** The token that is in use already is nothing to be asked about. */
function offering(state: State, fresh: string | null): State {
  return fresh === null || fresh === state.token ? state : { ...state, offered: fresh };
}

/** Follows a change of the session in this tab. A browser may restore a page as it was left before that change. */
function useOtherTokenInTab(token: string | null): void {
  useEffect(() => {
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted && keptToken() !== token) location.reload();
    };
    addEventListener('pageshow', onPageShow);
    return () => removeEventListener('pageshow', onPageShow);
  }, [token]);
}
