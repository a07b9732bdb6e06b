import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ProblemError } from './api/problem-error.ts';
import { ServerAwayError } from './api/server-away-error.ts';
import { SignIn } from './session/sign-in.tsx';
import { useSession } from './session/use-session.ts';
import { Workspace } from './shell/workspace.tsx';

const retryDelayMaxMs = 5_000;

export function App() {
  const { token, reason, signIn, signOut } = useSession();
  // A fresh cache per token: nothing of one organization can show in another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the token is what makes it another one.
  const queries = useMemo(() => createQueryClient(() => signOut('refused')), [token, signOut]);

  if (token === null) return <SignIn reason={reason} onSignIn={signIn} />;
  return (
    <QueryClientProvider client={queries}>
      <Workspace key={token} token={token} onSignOut={signOut} />
    </QueryClientProvider>
  );
}

function createQueryClient(onRefused: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ProblemError && error.status === 401) onRefused();
      },
    }),
    defaultOptions: {
      queries: {
        // The live line keeps things fresh; and "offline" says nothing about a server on this machine.
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (_count, error) => isPassing(error),
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, retryDelayMaxMs),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

function isPassing(error: Error): boolean {
  return error instanceof ServerAwayError || (error instanceof ProblemError && error.status === 429);
}
