import { Anchor, Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { isFocusLost } from '../shell/use-chosen-focus.ts';
import classes from './operator-page.module.css';

interface OperatorPageProps {
  title: string;
  /** Stands beside the title. */
  aside?: ReactNode;
  /** Where the way back leads. Without, a phone has one to the prospects. */
  back?: { href: string; words: string };
  children: ReactNode;
}

/** The frame of the pages for administrators. */
export function OperatorPage({ title, aside, back, children }: OperatorPageProps) {
  const say = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFocusLost()) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · Velvena Calendly`;
    return () => {
      document.title = 'Velvena Calendly';
    };
  }, [title]);

  return (
    <article className={classes.page} aria-labelledby="operator-title">
      <Anchor
        component={Link}
        href={back?.href ?? '/'}
        className={classes.back}
        data-always={back !== undefined || undefined}
      >
        <Icon name="back" /> {back?.words ?? say('details.back')}
      </Anchor>
      <Stack gap="lg">
        <Group justify="space-between" gap="xs">
          <Title
            order={2}
            lh={1.2}
            id="operator-title"
            tabIndex={-1}
            ref={heading}
            className="brand quiet-focus"
          >
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </article>
  );
}
