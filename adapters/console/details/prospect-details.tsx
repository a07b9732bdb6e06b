import { Anchor, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { AddNoteForm } from './add-note-form.tsx';
import { DetailsFailure } from './details-failure.tsx';
import { MeetingTimeline } from './meeting-timeline.tsx';
import { NoteList } from './note-list.tsx';
import { OlderButton } from './older-button.tsx';
import classes from './prospect-details.module.css';
import { ProspectHeader } from './prospect-header.tsx';
import { prospectQuery } from './prospect-query.ts';

/** One person: who, the meetings, the notes. */
export function ProspectDetails({ id }: { id: string }) {
  const say = useText();
  const { api, events } = useLive();
  const { data, error, refetch } = useQuery(prospectQuery(api, events, id));
  const isMissing = data === null || (data === undefined && error !== null);
  const name = data ? data.prospect.name || data.prospect.email : null;

  useEffect(() => {
    document.title = name === null ? 'Velvena Calendly' : `${name} · Velvena Calendly`;
    return () => {
      document.title = 'Velvena Calendly';
    };
  }, [name]);

  return (
    <article
      className={classes.details}
      aria-label={name ?? say(isMissing ? 'details.gone' : 'details.loading')}
    >
      <Anchor component={Link} href="/" className={classes.back}>
        <Icon name="back" /> {say('details.back')}
      </Anchor>
      {data === undefined && error === null && <DetailsSkeleton />}
      {isMissing && <DetailsFailure error={error} onAgain={() => void refetch()} />}
      {data && (
        <Stack gap="xl">
          <ProspectHeader prospect={data.prospect} scheduledEvents={data.scheduledEvents} />
          <div className={classes.columns}>
            <section aria-labelledby="meetings-title">
              <Title order={3} size="h4" id="meetings-title" mb="md">
                {say('meetings.title')}
              </Title>
              <MeetingTimeline prospect={data.prospect} scheduledEvents={data.scheduledEvents} />
              <OlderButton details={data} part="scheduledEvents" />
            </section>
            <section aria-labelledby="notes-title">
              <Title order={3} size="h4" id="notes-title" mb="md">
                {say('notes.title')}
              </Title>
              <Stack gap="lg">
                <AddNoteForm prospectId={id} />
                <NoteList notes={data.notes} />
                <OlderButton details={data} part="notes" />
              </Stack>
            </section>
          </div>
        </Stack>
      )}
    </article>
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
