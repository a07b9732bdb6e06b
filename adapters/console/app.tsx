import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createQueryClient } from './api/create-query-client.ts';
import { SignIn } from './session/sign-in.tsx';
import type { SignOutReason } from './session/sign-out-reason.ts';
import { useSession } from './session/use-session.ts';
import { Workspace } from './shell/workspace.tsx';

export function App() {
  const { token, reason, signIn, signOut } = useSession();
  if (token === null) return <SignIn reason={reason} onSignIn={signIn} />;
  return <SignedIn key={token} token={token} onSignOut={signOut} />;
}

interface SignedInProps {
  token: string;
  onSignOut: (reason?: SignOutReason) => void;
}

/** One per token, with a cache of its own: nothing of one organization can show in another. */
function SignedIn({ token, onSignOut }: SignedInProps) {
  const [queries] = useState(() => createQueryClient(onSignOut));
  return (
    <QueryClientProvider client={queries}>
      <Workspace token={token} onSignOut={onSignOut} />
    </QueryClientProvider>
  );
}
