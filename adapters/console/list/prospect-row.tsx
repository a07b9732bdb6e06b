import { Badge, Group, Text } from '@mantine/core';
import type { FocusEventHandler, KeyboardEventHandler } from 'react';
import { Link } from 'wouter';
import type { Prospect } from '../../wire/prospect.ts';
import { useDates } from '../locale/use-dates.ts';
import { useText } from '../locale/use-text.ts';
import classes from './prospect-row.module.css';

interface ProspectRowProps {
  prospect: Prospect;
  now: number;
  selected: boolean;
  /** Heard of a moment ago: the row glows. */
  fresh: boolean;
  tabIndex: number;
  onFocus: FocusEventHandler;
  onKeyDown: KeyboardEventHandler;
}

const soonMs = 24 * 60 * 60_000;
const newMs = 10 * 60_000;

export function prospectRowId(id: string): string {
  return `prospect-${id}`;
}

/** A prospect in the list: one link, whose name is all that the row says. */
export function ProspectRow({
  prospect,
  now,
  selected,
  fresh,
  tabIndex,
  onFocus,
  onKeyDown,
}: ProspectRowProps) {
  const say = useText();
  const dates = useDates();
  const { id, name, email, nextScheduledEventAt, lastActivityAt, createdAt } = prospect;
  const next =
    nextScheduledEventAt !== null && Date.parse(nextScheduledEventAt) >= now
      ? nextScheduledEventAt
      : null;
  const isSoon = next !== null && Date.parse(next) - now < soonMs;
  // Somebody loaded from the past has only just been created, too.
  const isNew = [createdAt, lastActivityAt].every((instant) => now - Date.parse(instant) < newMs);

  return (
    <Link
      href={`/prospects/${encodeURIComponent(id)}`}
      id={prospectRowId(id)}
      className={classes.row ?? ''}
      aria-current={selected ? 'page' : undefined}
      data-fresh={fresh || undefined}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text component="span" fw={600} truncate>
          {name || email}
        </Text>
        <Text component="span" size="xs" c="dimmed" className={classes.when}>
          <span className={classes.hidden}>{say('row.activity')} </span>
          <time dateTime={lastActivityAt} title={dates.full(lastActivityAt)}>
            {dates.relative(lastActivityAt, now)}
          </time>
        </Text>
      </Group>
      <Text component="span" size="sm" c="dimmed" truncate display="block">
        {email}
      </Text>
      <Group wrap="nowrap" gap={6} mt={3}>
        <Text
          component="span"
          size="sm"
          truncate
          c={next === null ? 'dimmed' : undefined}
          className={classes.next}
        >
          {next === null ? (
            say('row.noMeeting')
          ) : (
            <>
              <span className={classes.hidden}>{say('row.next')} </span>
              <time dateTime={next}>{dates.short(next, now)}</time>
            </>
          )}
        </Text>
        {isNew && (
          <Badge size="sm" variant="light" color="blue">
            {say('row.new')}
          </Badge>
        )}
        {isSoon && (
          <Badge size="sm" variant="light" color="green">
            {say('row.soon')}
          </Badge>
        )}
      </Group>
    </Link>
  );
}
