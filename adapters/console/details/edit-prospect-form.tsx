import {
  ActionIcon,
  Alert,
  Button,
  Group,
  type InputWrapperProps,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { prospectFields } from '../../../src/domain/prospect.ts';
import type { Prospect } from '../../wire/prospect.ts';
import type { EditableField, ProspectChanges, ProspectDetails } from '../api/api.ts';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { useFocusAfter } from '../shell/use-focus-after.ts';

/** A hint that comes and goes must not push the field about. */
const partsInOrder: InputWrapperProps['inputWrapperOrder'] = [
  'label',
  'input',
  'description',
  'error',
];

type TextField = Exclude<EditableField, 'timezone'>;

/** Every field that can be edited, but for the one that is chosen from a list. */
const textFields = prospectFields.filter((field): field is TextField => field !== 'timezone');

/** Fields that are typed on another keyboard than words. */
const keyboards: Partial<Record<TextField, 'tel'>> = { phone: 'tel' };

interface EditProspectFormProps {
  prospect: Prospect;
  onDone: () => void;
}

/** Only what was touched is sent; the draft holds while live events change the person behind it. */
export function EditProspectForm({ prospect, onDone }: EditProspectFormProps) {
  const say = useText();
  const { api } = useLive();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ProspectChanges>({});
  const { mutate, isPending, error } = useMutation({
    mutationFn: (changes: ProspectChanges) => api.editProspect(prospect.id, changes),
    onSuccess: (edited) => {
      queries.setQueryData<ProspectDetails | null>(['prospect', prospect.id], (details) =>
        details ? { ...details, prospect: edited } : details,
      );
      onDone();
    },
  });

  const save = useRef<HTMLButtonElement>(null);
  useFocusAfter(isPending, save);

  const valueOf = (field: EditableField) =>
    field in draft ? (draft[field] ?? '') : (prospect[field] ?? '');
  const set = (field: EditableField, value: string | null) =>
    setDraft((before) => ({ ...before, [field]: value }));
  const hint = (field: EditableField) =>
    draft[field] === null ? say('edit.willHandBack') : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    const changes = Object.fromEntries(
      Object.entries(draft)
        .map(([field, value]) => [field, value?.trim() ?? null] as const)
        .filter(([field, value]) => value === null || value !== prospect[field as EditableField]),
    );
    if (Object.keys(changes).length === 0) onDone();
    else mutate(changes);
  }

  const handBack = (field: EditableField) =>
    prospect.editedFields.includes(field) && draft[field] !== null ? (
      <ActionIcon
        variant="subtle"
        size="sm"
        onClick={() => set(field, null)}
        title={say('edit.handBack', { field: say(`field.${field}`) })}
        aria-label={say('edit.handBack', { field: say(`field.${field}`) })}
      >
        <Icon name="undo" />
      </ActionIcon>
    ) : undefined;

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are pressed in its fields
    <form
      onSubmit={submit}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !isPending) onDone();
      }}
      aria-label={say('edit.title')}
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {textFields.map((field, index) => (
            <TextInput
              key={field}
              label={say(`field.${field}`)}
              description={hint(field)}
              inputWrapperOrder={partsInOrder}
              value={valueOf(field)}
              type={keyboards[field] ?? 'text'}
              onChange={(event) => set(field, event.currentTarget.value)}
              rightSection={handBack(field)}
              autoComplete="off"
              autoFocus={index === 0}
            />
          ))}
          <Group align="flex-end" gap="xs" wrap="nowrap">
            <NativeSelect
              flex={1}
              label={say('field.timezone')}
              description={hint('timezone')}
              inputWrapperOrder={partsInOrder}
              value={valueOf('timezone')}
              data={timeZones(valueOf('timezone'))}
              onChange={(event) => set('timezone', event.currentTarget.value || null)}
            />
            {handBack('timezone')}
          </Group>
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {say('edit.note')}
        </Text>
        {error !== null && (
          <Alert color="red" role="alert" title={say('edit.failed')}>
            {problemText(error, say)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {say('edit.dismiss')}
          </Button>
          <Button ref={save} type="submit" loading={isPending}>
            {say('edit.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function timeZones(chosen: string): string[] {
  return [...new Set(['', chosen, ...Intl.supportedValuesOf('timeZone')])];
}
