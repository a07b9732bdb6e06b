import { useLingui } from '@lingui/react';
import { Text } from '@mantine/core';
import type { DeliveryFile } from '../../wire/delivery.ts';
import { Fact, Facts } from '../details/facts.tsx';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';

/** When it was applied, how often it was tried, how large it is. */
export function DeliveryFacts({ file }: { file: DeliveryFile }) {
  const say = useText();
  const dates = useDates();
  const { locale } = useLingui().i18n;
  const { appliedAt, event, attempts, duplicates, sizeBytes, id } = file;
  return (
    <Facts>
      {appliedAt !== null && (
        <Fact label={say('delivery.appliedAt')}>
          <time dateTime={appliedAt}>{dates.full(appliedAt)}</time>
        </Fact>
      )}
      {event !== null && <Fact label={say('delivery.event')}>{event}</Fact>}
      <Fact label={say('delivery.attempts')}>{attempts.toLocaleString(locale)}</Fact>
      {duplicates > 0 && (
        <Fact label={say('delivery.duplicates')}>
          {say('delivery.times', { count: duplicates })}
        </Fact>
      )}
      <Fact label={say('delivery.size')}>
        {say('delivery.bytes', { count: sizeBytes.toLocaleString(locale) })}
      </Fact>
      <Fact label={say('delivery.id')}>
        <Text component="span" ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {id}
        </Text>
      </Fact>
    </Facts>
  );
}
