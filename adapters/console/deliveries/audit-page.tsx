import { Anchor, Button, Group, Skeleton, Text } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { AuditEntry } from '../../wire/audit-entry.ts';
import type { Api } from '../api/api.ts';
import { useLive } from '../live/live-context.ts';
import type { TextId } from '../locale/catalog.ts';
import { useDates } from '../locale/use-dates.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import { deliveryAddress } from './list-address.ts';
import classes from './operator-page.module.css';
import { OperatorPage } from './operator-page.tsx';
import { OperatorTabs } from './operator-tabs.tsx';
import { PageFailure } from './page-failure.tsx';

const actions: Record<string, TextId> = {
  'delivery.replayed': 'audit.replayed',
  'delivery.released': 'audit.released',
  'delivery.dismissed': 'audit.dismissed',
  'delivery.assigned': 'audit.assigned',
};

function auditQuery(api: Api) {
  return infiniteQueryOptions({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => api.listAudit(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Every decision of a person, newest first. */
export function AuditPage() {
  const say = useText();
  const { api } = useLive();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    auditQuery(api),
  );
  const entries = data?.pages.flatMap(({ items }) => items);
  return (
    <OperatorPage title={say('audit.title')} aside={<OperatorTabs here="audit" />}>
      <Text c="dimmed" size="sm">
        {say('audit.lead')}
      </Text>
      {entries === undefined && error === null && (
        <div role="status" aria-label={say('audit.loading')}>
          <Skeleton height={200} />
        </div>
      )}
      {error !== null && (
        <PageFailure title={say('audit.failed')} error={error} onAgain={() => void refetch()} />
      )}
      {entries?.length === 0 && <Text c="dimmed">{say('audit.none')}</Text>}
      {entries !== undefined && entries.length > 0 && (
        <ul className={classes.rows} aria-label={say('audit.title')}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button
          variant="default"
          size="sm"
          style={{ alignSelf: 'flex-start' }}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {say('audit.older')}
        </Button>
      )}
    </OperatorPage>
  );
}

function Entry({ entry: { at, actor, action, subject, reason } }: { entry: AuditEntry }) {
  const say = useText();
  const dates = useDates();
  const now = useNow();
  return (
    <li className={classes.entry}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{say(actions[action] ?? 'audit.other', { who: actor, action })}</Text>
        <Text size="sm" c="dimmed">
          <time dateTime={at} title={dates.full(at)}>
            {dates.short(at, now)}
          </time>
        </Text>
      </Group>
      <Text c={reason === null ? 'dimmed' : undefined} style={{ whiteSpace: 'pre-line' }}>
        {reason ?? say('audit.erased')}
      </Text>
      <Anchor component={Link} href={deliveryAddress(subject)} size="sm">
        {say('audit.delivery')}
      </Anchor>
    </li>
  );
}
