import '@mantine/core/styles/Progress.css';
import { Alert, Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { problemText } from '../api/problem-text.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { isFocusLost } from '../shell/use-chosen-focus.ts';
import { CalendlyOverview } from './calendly-overview.tsx';
import classes from './calendly-page.module.css';
import { LineState } from './line-state.tsx';
import { OutcomeAlert } from './outcome-alert.tsx';
import { SimulatorBanner } from './simulator-banner.tsx';
import { statusQuery } from './status-query.ts';
import { useFreshStatus } from './use-fresh-status.ts';

/** The page about the connection to Calendly: its state, and what an administrator can do about it. */
export function CalendlyPage() {
  const say = useText();
  const { api } = useLive();
  const { data, error, refetch } = useQuery(statusQuery(api));
  const title = useRef<HTMLHeadingElement>(null);
  useFreshStatus(data?.mayManage === false);

  useEffect(() => {
    if (isFocusLost()) title.current?.focus({ preventScroll: true });
    document.title = `${say('calendly.title')} · Velvena Calendly`;
    return () => {
      document.title = 'Velvena Calendly';
    };
  }, [say]);

  return (
    <article className={classes.page} aria-labelledby="calendly-title">
      <Anchor component={Link} href="/" className={classes.back}>
        <Icon name="back" /> {say('details.back')}
      </Anchor>
      <Stack gap="lg">
        <Group justify="space-between" gap="xs">
          <Title
            order={2}
            lh={1.2}
            id="calendly-title"
            tabIndex={-1}
            ref={title}
            className="brand quiet-focus"
          >
            {say('calendly.title')}
          </Title>
          <div role="status">{data && <LineState status={data} />}</div>
        </Group>
        {data?.simulatorUrl && <SimulatorBanner url={data.simulatorUrl} />}
        <OutcomeAlert />
        {data === undefined && error === null && (
          <div role="status" aria-label={say('calendly.loading')}>
            <Skeleton height={24} width="50%" mb="md" />
            <Skeleton height={140} />
          </div>
        )}
        {data === undefined && error !== null && (
          <Alert color="red" role="alert" title={say('calendly.failed')}>
            <Text size="sm">{problemText(error, say)}</Text>
            <Button mt="sm" size="xs" variant="default" onClick={() => void refetch()}>
              {say('again')}
            </Button>
          </Alert>
        )}
        {data && <CalendlyOverview status={data} onChanged={() => title.current?.focus()} />}
      </Stack>
    </article>
  );
}
