import { Anchor, Badge, Button, Group, Paper, Skeleton, Text, Title } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { prospectFields } from '../../../src/domain/prospect.ts';
import type { Prospect } from '../../wire/prospect.ts';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import type { EditableField } from '../api/api.ts';
import { useDates } from '../locale/use-dates.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { isFocusLost } from '../shell/use-chosen-focus.ts';
import { useFocusAfter } from '../shell/use-focus-after.ts';
import { Fact, Facts } from './facts.tsx';
import { nextMeeting } from './next-meeting.ts';
import { trackingText } from './tracking-text.ts';

const EditProspectForm = lazy(async () => ({
  default: (await import('./edit-prospect-form.tsx')).EditProspectForm,
}));

/** The fields with a look of their own: the name is the title, the phone can be called, the zone has its time. */
const shownApart: readonly EditableField[] = ['name', 'firstName', 'lastName', 'phone', 'timezone'];

const plainFields: readonly EditableField[] = prospectFields.filter(
  (field) => !shownApart.includes(field),
);

interface ProspectHeaderProps {
  prospect: Prospect;
  scheduledEvents: ScheduledEvent[];
}

/** The person's name, contact and origin. */
export function ProspectHeader({ prospect, scheduledEvents }: ProspectHeaderProps) {
  const say = useText();
  const [editing, setEditing] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useFocusAfter(editing, opener);

  useEffect(() => {
    if (isFocusLost()) title.current?.focus({ preventScroll: true });
  }, []);

  return (
    <header>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="md">
        <div style={{ minWidth: 0 }}>
          <Title order={2} lh={1.2} tabIndex={-1} ref={title} className="brand quiet-focus">
            {prospect.name || prospect.email}
          </Title>
          <Anchor href={`mailto:${prospect.email}`}>{prospect.email}</Anchor>
        </div>
        {!editing && (
          <Button
            ref={opener}
            variant="default"
            leftSection={<Icon name="edit" />}
            onClick={() => setEditing(true)}
          >
            {say('edit.open')}
          </Button>
        )}
      </Group>
      {editing ? (
        <Paper withBorder p="lg">
          <Suspense fallback={<Skeleton height={220} />}>
            <EditProspectForm prospect={prospect} onDone={() => setEditing(false)} />
          </Suspense>
        </Paper>
      ) : (
        <ProspectFacts prospect={prospect} scheduledEvents={scheduledEvents} />
      )}
    </header>
  );
}

function ProspectFacts({ prospect, scheduledEvents }: ProspectHeaderProps) {
  const say = useText();
  const dates = useDates();
  const now = useNow();
  const { phone, timezone, createdAt, tracking, editedFields } = prospect;
  const next = nextMeeting(prospect, scheduledEvents, now);
  const clock = timezone === null ? null : dates.clockIn(new Date(now).toISOString(), timezone);
  const first = trackingText(tracking.first);
  const last = trackingText(tracking.last);
  return (
    <Facts>
      <Fact label={say('facts.next')}>{next === null ? say('facts.none') : dates.full(next)}</Fact>
      <Fact label={say('field.phone')}>
        {phone === null ? (
          say('facts.unknown')
        ) : (
          <Anchor href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</Anchor>
        )}
      </Fact>
      <Fact label={say('field.timezone')}>
        {timezone ?? say('facts.unknown')}
        {clock !== null && (
          <Text component="span" size="sm" c="dimmed">
            {' '}
            {say('facts.clock', { time: clock })}
          </Text>
        )}
      </Fact>
      {plainFields.map((field) => (
        <Fact key={field} label={say(`field.${field}`)}>
          {prospect[field] ?? say('facts.unknown')}
        </Fact>
      ))}
      <Fact label={say('facts.since')}>{dates.full(createdAt)}</Fact>
      {first !== '' && <Fact label={say('facts.firstSource')}>{first}</Fact>}
      {last !== '' && last !== first && <Fact label={say('facts.lastSource')}>{last}</Fact>}
      {editedFields.length > 0 && (
        <Fact label={say('facts.edited')}>
          <Group gap={6}>
            {editedFields.map((field) => (
              <Badge key={field} size="sm" variant="light" color="blue" tt="none">
                {isFieldName(field) ? say(`field.${field}`) : field}
              </Badge>
            ))}
          </Group>
        </Fact>
      )}
    </Facts>
  );
}

function isFieldName(field: string): field is EditableField {
  return prospectFields.some((one) => one === field);
}
