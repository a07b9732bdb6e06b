import { Alert, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from 'wouter';
import type { DeliveryFile } from '../../wire/delivery.ts';
import { ProblemError } from '../api/problem-error.ts';
import { useLive } from '../live/live-context.ts';
import { useDates } from '../locale/use-dates.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { deliveryQuery } from './deliveries-query.ts';
import { deliveryAdvice } from './delivery-advice.ts';
import { DeliveryBody } from './delivery-body.tsx';
import { DeliveryFacts } from './delivery-facts.tsx';
import { DeliveryTrace } from './delivery-trace.tsx';
import { eventText, reasonText, statusColors } from './delivery-words.ts';
import { chosenStatus, listAddress } from './list-address.ts';
import { OperatorPage } from './operator-page.tsx';
import { PageFailure } from './page-failure.tsx';
import { StatusBadge } from './status-badge.tsx';

/** One delivery: what it is, what to do about it, and all that is kept of it. */
export function DeliveryDetails({ id }: { id: string }) {
  const say = useText();
  const { api } = useLive();
  const from = chosenStatus(useSearch());
  const { data, error, refetch } = useQuery(deliveryQuery(api, id));
  const isGone = error instanceof ProblemError && error.status === 404;
  const back = { href: listAddress(from), words: say('deliveries.back') };
  const unnamed = say(error === null ? 'delivery.loading' : 'deliveries.title');
  return (
    <OperatorPage
      title={data === undefined ? unnamed : eventText(data.event, say)}
      aside={data && <StatusBadge status={data.status} />}
      back={back}
    >
      {data === undefined && error === null && <Skeleton height={200} aria-hidden="true" />}
      {data === undefined && isGone && (
        <Alert color="gray" role="alert" title={say('delivery.gone')}>
          {say('delivery.goneWhy')}
        </Alert>
      )}
      {data === undefined && error !== null && !isGone && (
        <PageFailure title={say('delivery.failed')} error={error} onAgain={() => void refetch()} />
      )}
      {data && <Content file={data} />}
    </OperatorPage>
  );
}

function Content({ file }: { file: DeliveryFile }) {
  const say = useText();
  const dates = useDates();
  const now = useNow();
  const when = dates.relative(file.nextAttemptAt ?? new Date(now).toISOString(), now);
  const advice = deliveryAdvice(file, when, say);
  const isOpen = ['dead', 'quarantined', 'due', 'unrouted'].includes(file.status);
  return (
    <>
      <Text c="dimmed">
        <time dateTime={file.receivedAt}>
          {say('delivery.received', { date: dates.full(file.receivedAt) })}
        </time>
      </Text>
      {isOpen ? (
        <Alert
          color={statusColors[file.status]}
          title={file.reason === null ? say('advice.title') : reasonText(file.reason, say)}
        >
          {advice}
        </Alert>
      ) : (
        <Text>{advice}</Text>
      )}
      <DecisionPanel file={file} />
      <div>
        <Title order={3} size="h4" mb="sm">
          {say('body.title')}
        </Title>
        {file.rawBody === null ? (
          <Text c="dimmed">{say('body.gone')}</Text>
        ) : (
          <DeliveryBody id={file.id} base64={file.rawBody} />
        )}
      </div>
      <div>
        <Title order={3} size="h4" mb="sm">
          {say('delivery.facts')}
        </Title>
        <DeliveryFacts file={file} />
      </div>
      <DeliveryTrace file={file} />
    </>
  );
}
