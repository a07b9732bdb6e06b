import { Text } from '@mantine/core';
import { useId } from 'react';
import { useDates } from '../locale/use-dates.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import classes from './offer.module.css';
import { tokenClaims } from './token-claims.ts';

interface SessionFactsProps {
  token: string;
  /** Distinguishes this session from another one beside it. */
  title?: string;
}

/** Whose session a token opens: the organization first. */
export function SessionFacts({ token, title }: SessionFactsProps) {
  const say = useText();
  const dates = useDates();
  const now = useNow();
  const heading = useId();
  const claims = tokenClaims(token);
  if (claims === null) return null;
  const { organization, role, subject, expiresAt } = claims;
  return (
    <section
      className={classes.session}
      {...(title !== undefined && { 'aria-labelledby': heading })}
    >
      {title !== undefined && (
        <Text id={heading} fw={600} size="sm" mb={6}>
          {title}
        </Text>
      )}
      <dl className={classes.facts}>
        <dt>{say('offer.organization')}</dt>
        <dd>
          <strong>
            <bdi>{organization}</bdi>
          </strong>
        </dd>
        <dt>{say('offer.person')}</dt>
        <dd>
          <bdi>{subject}</bdi>
        </dd>
        <dt>{say('offer.role')}</dt>
        <dd>{say(`offer.${role}`)}</dd>
        {expiresAt !== null && (
          <>
            <dt>{say('offer.until')}</dt>
            <dd>{dates.short(expiresAt.toISOString(), now)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
