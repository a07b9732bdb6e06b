import { useEffect, useEffectEvent, useState } from 'react';
import { isPassing } from '../api/is-passing.ts';
import type { SignOutReason } from './sign-out-reason.ts';
import { tokenRefusal } from './token-refusal.ts';

const askAgainMs = 2_000;

/** The server's answer about a token that a link brought. */
export type Offer =
  | { state: 'asking' }
  | { state: 'good' }
  | { state: 'refused'; reason: SignOutReason }
  | { state: 'unknown'; error: unknown };

/**
 * Asks the server about a token, and goes on asking while it does not answer. `onAnswer` hears each answer before it is
 * shown.
 */
export function useOffer(token: string, onAnswer: (offer: Offer) => void): Offer {
  const [offer, setOffer] = useState<Offer>({ state: 'asking' });
  const answered = useEffectEvent(onAnswer);

  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await answerAbout(token);
      if (!isCurrent) return;
      answered(answer);
      setOffer(answer);
      if (answer.state === 'unknown' && isPassing(answer.error)) {
        timer = setTimeout(() => void ask(), askAgainMs);
      }
    };
    void ask();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [token]);

  return offer;
}

async function answerAbout(token: string): Promise<Offer> {
  try {
    const reason = await tokenRefusal(token);
    return reason === null ? { state: 'good' } : { state: 'refused', reason };
  } catch (error) {
    return { state: 'unknown', error };
  }
}
