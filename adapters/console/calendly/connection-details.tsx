import { Code } from '@mantine/core';
import type { ConnectionStatus } from '../../wire/calendly-status.ts';
import { Fact, Facts } from '../details/facts.tsx';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import classes from './calendly-page.module.css';
import { Instant } from './instant.tsx';

/** Details for a person who looks for a fault, folded away. */
export function ConnectionDetails({ connection }: { connection: ConnectionStatus }) {
  const say = useText();
  const dates = useDates();
  const { kind, subscription, routingForms, token } = connection;
  return (
    <details className={classes.details}>
      <summary>{say('line.details')}</summary>
      <Facts>
        {kind !== null && <Fact label={say('line.kind')}>{say(`line.${kind}`)}</Fact>}
        {token.expiresAt !== null && (
          <Fact label={say('line.tokenEnds')}>{dates.full(token.expiresAt)}</Fact>
        )}
        {subscription !== null && (
          <>
            <Fact label={say('line.checked')}>
              <Instant at={subscription.checkedAt} />
            </Fact>
            {subscription.retryStartedAt !== null && (
              <Fact label={say('line.retrying')}>
                <Instant at={subscription.retryStartedAt} />
              </Fact>
            )}
            <Fact label={say('line.address')}>
              <Code className={classes.address ?? ''}>{subscription.callbackUrl}</Code>
            </Fact>
            <Fact label={say('line.events')}>
              {[...subscription.events, ...(routingForms?.events ?? [])].map((event) => (
                <span key={event}>
                  <Code>{event}</Code>{' '}
                </span>
              ))}
            </Fact>
          </>
        )}
      </Facts>
    </details>
  );
}
