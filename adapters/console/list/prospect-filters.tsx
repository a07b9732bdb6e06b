import { CloseButton, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
import { type ProspectFilter, prospectFilters } from '../../../src/domain/prospect-filter.ts';
import type { ProspectQuery } from '../api/api.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';

interface ProspectFiltersProps {
  query: ProspectQuery;
  onChange: (query: ProspectQuery) => void;
}

const searchDelayMs = 250;

export function ProspectFilters({ query, onChange }: ProspectFiltersProps) {
  const say = useText();
  const [draft, setDraft] = useState(query.search);
  const [search] = useDebouncedValue(draft.trim(), searchDelayMs);
  const searched = useEffectEvent(() => {
    if (search !== query.search) onChange({ ...query, search });
  });
  useEffect(() => searched(), [search]);

  const choices = [
    { value: 'all', label: say('filter.all') },
    ...prospectFilters.map((filter) => ({ value: filter, label: say(`filter.${filter}`) })),
  ];
  return (
    <Stack gap="xs" role="search" aria-label={say('list.search')}>
      <TextInput
        type="search"
        aria-label={say('list.search')}
        placeholder={say('list.searchHint')}
        leftSection={<Icon name="search" />}
        rightSection={
          draft !== '' && (
            <CloseButton
              size="sm"
              aria-label={say('list.clearSearch')}
              onClick={() => setDraft('')}
            />
          )
        }
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={say('filter.label')}
        data={choices}
        value={query.filter ?? 'all'}
        onChange={(chosen) =>
          onChange({ ...query, filter: chosen === 'all' ? null : (chosen as ProspectFilter) })
        }
      />
    </Stack>
  );
}
