import { Alert, Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { ProblemError } from '../api/problem-error.ts';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { AddNoteForm } from './add-note-form.tsx';
import { MeetingTimeline } from './meeting-timeline.tsx';
import { NoteList } from './note-list.tsx';
import classes from './prospect-details.module.css';
import { ProspectHeader } from './prospect-header.tsx';
import { prospectQuery } from './prospect-query.ts';

/** One person: who, the meetings, the notes. */
export function ProspectDetails({ id }: { id: string }) {
  const say = useText();
  const { api, events } = useLive();
  const { data, error, refetch } = useQuery(prospectQuery(api, events, id));
  const name = data === undefined ? null : data.prospect.name || data.prospect.email;

  useEffect(() => {
    document.title = name === null ? 'Velvena Calendly' : `${name} · Velvena Calendly`;
    return () => {
      document.title = 'Velvena Calendly';
    };
  }, [name]);

  return (
    <article className={classes.details} aria-label={name ?? say('details.loading')}>
      <Anchor component={Link} href="/" className={classes.back}>
        <Icon name="back" /> {say('details.back')}
      </Anchor>
      {data === undefined && error === null && <DetailsSkeleton />}
      {data === undefined && error !== null && (
        <Failure error={error} onAgain={() => void refetch()} />
      )}
      {data !== undefined && (
        <Stack gap="xl">
          <ProspectHeader prospect={data.prospect} scheduledEvents={data.scheduledEvents} />
          <div className={classes.columns}>
            <section aria-labelledby="meetings-title">
              <Group justify="space-between" mb="md">
                <Title order={3} size="h4" id="meetings-title">
                  {say('meetings.title')}
                </Title>
              </Group>
              <MeetingTimeline prospect={data.prospect} scheduledEvents={data.scheduledEvents} />
            </section>
            <section aria-labelledby="notes-title">
              <Title order={3} size="h4" id="notes-title" mb="md">
                {say('notes.title')}
              </Title>
              <Stack gap="lg">
                <AddNoteForm prospectId={id} />
                <NoteList notes={data.notes} />
              </Stack>
            </section>
          </div>
        </Stack>
      )}
    </article>
  );
}

function Failure({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const say = useText();
  const isGone = error instanceof ProblemError && error.status === 404;
  return (
    <Alert
      color={isGone ? 'gray' : 'red'}
      role="alert"
      title={say(isGone ? 'details.gone' : 'details.failed')}
    >
      <Text size="sm">{isGone ? say('details.goneWhy') : problemText(error, say)}</Text>
      {!isGone && (
        <Button mt="sm" size="xs" variant="default" onClick={onAgain}>
          {say('again')}
        </Button>
      )}
    </Alert>
  );
}

function DetailsSkeleton() {
  return (
    <Stack gap="md" aria-hidden="true">
      <Skeleton height={26} width="40%" />
      <Skeleton height={14} width="60%" />
      <Skeleton height={160} mt="lg" />
      <Skeleton height={160} />
    </Stack>
  );
}
