import { Alert, Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { problemText } from '../api/problem-text.ts';
import { useText } from '../locale/use-text.ts';
import { opensByItself } from './opens-by-itself.ts';
import { SessionFacts } from './session-facts.tsx';
import type { SignOutReason } from './sign-out-reason.ts';
import { tokenClaims } from './token-claims.ts';
import { type Offer, useOffer } from './use-offer.ts';

interface OfferQuestionProps {
  /** The token that a link brought. */
  offered: string;
  /** The token of the signed-in person; null when nobody is signed in. */
  current: string | null;
  titleId: string;
  onSignIn: (token: string) => void;
  onDecline: (reason?: SignOutReason) => void;
}

/**
 * Asks whether to sign in by a token from the address, which anybody can have put there. The link that a developer's
 * service prints is not asked about, as long as nobody is signed in.
 */
export function OfferQuestion({ offered, current, titleId, ...answers }: OfferQuestionProps) {
  const say = useText();
  const { onSignIn, onDecline } = answers;
  const offer = useOffer(offered, (answer) => {
    if (current !== null) return;
    if (answer.state === 'refused') onDecline(answer.reason);
    if (answer.state === 'good' && opensByItself(offered)) onSignIn(offered);
  });
  const whose = useId();

  return (
    <Stack gap="md">
      <div>
        <Title order={1} size="h3" id={titleId}>
          {say(current === null ? 'offer.title' : 'offer.otherTitle')}
        </Title>
        <Text c="dimmed" mt={4}>
          {say(current === null ? 'offer.lead' : 'offer.otherLead')}
        </Text>
      </div>
      <div id={whose}>
        <Answer offer={offer} offered={offered} current={current} />
      </div>
      <Group gap="sm">
        <Button variant="default" autoFocus onClick={() => onDecline()}>
          {say(current === null ? 'offer.no' : 'offer.stay')}
        </Button>
        {offer.state === 'good' && (
          <Button aria-describedby={whose} onClick={() => onSignIn(offered)}>
            {say('signIn.go')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface AnswerProps extends Pick<OfferQuestionProps, 'offered' | 'current'> {
  offer: Offer;
}

/** The server's answer about the token so far. For a good token: whose session it opens. */
function Answer({ offer, offered, current }: AnswerProps) {
  const say = useText();
  if (offer.state === 'asking') {
    return (
      <Group gap="sm" role="status">
        <Loader size="sm" aria-hidden />
        <Text size="sm">{say('offer.asking')}</Text>
      </Group>
    );
  }
  if (offer.state === 'refused' || offer.state === 'unknown') {
    return (
      <Alert color="orange" role="alert">
        {offer.state === 'refused' ? say(`offer.${offer.reason}`) : problemText(offer.error, say)}
      </Alert>
    );
  }
  if (current === null) return <SessionFacts token={offered} />;
  const isForeign = tokenClaims(offered)?.organization !== tokenClaims(current)?.organization;
  return (
    <Stack gap="md">
      <SessionFacts token={current} title={say('offer.now')} />
      <SessionFacts token={offered} title={say('offer.next')} />
      {isForeign && (
        <Alert color="orange" role="note">
          {say('offer.foreign')}
        </Alert>
      )}
    </Stack>
  );
}
