import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { problemText } from '../api/problem-text.ts';
import { useText } from '../locale/use-text.ts';
import { EmptyList } from './empty-list.tsx';
import { ProspectFilters } from './prospect-filters.tsx';
import classes from './prospect-list.module.css';
import { ProspectRows } from './prospect-rows.tsx';
import { allProspects } from './prospects-query.ts';
import { useProspects } from './use-prospects.ts';

interface ProspectListProps {
  selectedId: string | null;
  /** The command that makes a booking, for a person who may try the service out. */
  tryLine: string | null;
}

/** Everyone who booked, newest activity first, kept live. */
export function ProspectList({ selectedId, tryLine }: ProspectListProps) {
  const say = useText();
  const [query, setQuery] = useState(allProspects);
  const {
    rows,
    changes,
    isPending,
    error,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useProspects(query);
  const isWhole = query.search === '' && query.filter === null;

  return (
    <section className={classes.list} aria-label={say('list.title')}>
      {(!isWhole || rows.length > 0 || isPending) && (
        <div className={classes.head}>
          <ProspectFilters query={query} onChange={setQuery} />
        </div>
      )}
      {isPending && <RowSkeletons />}
      {error !== null && rows.length === 0 && (
        <Alert color="red" m="md" title={say('list.failed')}>
          <Text size="sm">{problemText(error, say)}</Text>
          <Button mt="sm" size="xs" variant="default" onClick={() => void refetch()}>
            {say('again')}
          </Button>
        </Alert>
      )}
      {!isPending && rows.length === 0 && error === null && (
        <EmptyList nothingFound={!isWhole} tryLine={tryLine} />
      )}
      {rows.length > 0 && (
        <ProspectRows
          key={`${query.filter} ${query.search}`}
          rows={rows}
          changes={changes}
          selectedId={selectedId}
          hasMore={hasNextPage}
          isLoadingMore={isFetchingNextPage}
          onNearEnd={() => void fetchNextPage()}
        />
      )}
    </section>
  );
}

function RowSkeletons() {
  return (
    <Stack p="md" gap="xl" aria-hidden="true">
      {[70, 55, 80, 60, 65].map((width) => (
        <div key={width}>
          <Skeleton height={14} width={`${width}%`} mb={8} />
          <Skeleton height={10} width={`${width - 20}%`} />
        </div>
      ))}
    </Stack>
  );
}
