import { CloseButton, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ProspectFilter } from '../../wire/routes/prospect-routes.ts';
import type { ProspectQuery } from '../api/api.ts';
import type { TextId } from '../locale/catalog.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';

interface ProspectFiltersProps {
  query: ProspectQuery;
  onChange: (query: ProspectQuery) => void;
}

const searchDelayMs = 250;

/** Every filter that the server has. */
const filters: Record<ProspectFilter, TextId> = {
  upcoming: 'filter.upcoming',
  canceled: 'filter.canceled',
  no_show: 'filter.noShow',
};

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
    ...Object.entries(filters).map(([value, text]) => ({ value, label: say(text) })),
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
