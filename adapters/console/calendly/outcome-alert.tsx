import { Alert } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { calendlyPage, connectOutcome } from '../../wire/connect-outcome.ts';
import { useText } from '../locale/use-text.ts';
import { outcomeText } from './outcome-text.ts';

/** Shows once how the consent at Calendly ended, and removes the outcome from the address. */
export function OutcomeAlert() {
  const say = useText();
  const [outcome, setOutcome] = useState(() => connectOutcome(location.search));
  const [, navigate] = useLocation();

  useEffect(() => {
    if (connectOutcome(location.search) !== null) navigate(calendlyPage, { replace: true });
  }, [navigate]);

  if (outcome === null) return null;
  const isGood = outcome === 'connected';
  return (
    <Alert
      color={isGood ? 'green' : 'red'}
      role={isGood ? 'status' : 'alert'}
      title={isGood ? undefined : say('connect.failed')}
      withCloseButton
      closeButtonLabel={say('outcome.dismiss')}
      onClose={() => setOutcome(null)}
    >
      {outcomeText(outcome, say)}
    </Alert>
  );
}
