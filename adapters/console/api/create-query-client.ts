import { QueryCache, QueryClient } from '@tanstack/react-query';
import { type SignOutReason, signOutReason } from '../session/sign-out-reason.ts';
import { isPassing } from './is-passing.ts';
import { ProblemError } from './problem-error.ts';

const retryDelayMaxMs = 5_000;

/** Asks again for ever while the server is away; a refused token ends the session. */
export function createQueryClient(onRefused: (reason: SignOutReason) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ProblemError && error.status === 401)
          onRefused(signOutReason(error.code));
      },
    }),
    defaultOptions: {
      queries: {
        // The socket keeps the page fresh. "Offline" says nothing about a server on this machine.
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (_count, error) => isPassing(error),
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, retryDelayMaxMs),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
