import { QueryClientProvider } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { createQueryClient } from './api/create-query-client.ts';
import { OfferDialog } from './session/offer-dialog.tsx';
import { OfferQuestion } from './session/offer-question.tsx';
import { SignIn } from './session/sign-in.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import type { SignOutReason } from './session/sign-out-reason.ts';
import { useSession } from './session/use-session.ts';
import { Workspace } from './shell/workspace.tsx';

/** `fromAddress` is the token that the page's address brought; null when it brought none. */
export function App({ fromAddress }: { fromAddress: string | null }) {
  const { token, offered, reason, signIn, signOut, decline } = useSession(fromAddress);
  const titleId = useId();
  const question = offered !== null && (
    <OfferQuestion
      key={offered}
      offered={offered}
      current={token}
      titleId={titleId}
      onSignIn={signIn}
      onDecline={decline}
    />
  );
  if (token === null) {
    return question ? (
      <SignInPage>{question}</SignInPage>
    ) : (
      <SignIn reason={reason} onSignIn={signIn} />
    );
  }
  return (
    <>
      <SignedIn key={token} token={token} onSignOut={signOut} />
      {question && (
        <OfferDialog titleId={titleId} onCancel={decline}>
          {question}
        </OfferDialog>
      )}
    </>
  );
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
