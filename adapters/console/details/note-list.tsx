import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import type { Note } from '../../wire/note.ts';
import type { TextId } from '../locale/catalog.ts';
import { useDates } from '../locale/use-dates.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import classes from './note-list.module.css';

const kinds: Record<Note['kind'], { text: TextId; color: string; icon: IconName }> = {
  booked: { text: 'note.booked', color: 'green', icon: 'calendar' },
  rescheduled: { text: 'note.rescheduled', color: 'blue', icon: 'move' },
  canceled: { text: 'note.canceled', color: 'red', icon: 'close' },
  no_show: { text: 'note.noShow', color: 'orange', icon: 'absent' },
  routing_form: { text: 'note.routingForm', color: 'velvena', icon: 'form' },
  manual: { text: 'note.manual', color: 'gray', icon: 'note' },
};

/** Notes, the latest fact on top. */
export function NoteList({ notes }: { notes: Note[] }) {
  const say = useText();
  const dates = useDates();
  const now = useNow();
  if (notes.length === 0) return <Text c="dimmed">{say('notes.none')}</Text>;
  const latestFirst = notes.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  return (
    <Stack component="ul" gap="sm" className={classes.notes} aria-label={say('notes.title')}>
      {latestFirst.map(({ id, kind, body, createdAt, author }) => {
        const { text, color, icon } = kinds[kind];
        return (
          <Paper component="li" key={id} withBorder p="sm" className={classes.note}>
            <Text className={classes.body}>{body}</Text>
            <Group gap="xs" mt={6}>
              <Badge
                size="sm"
                variant="light"
                color={color}
                leftSection={<Icon name={icon} size={11} />}
              >
                {say(text)}
              </Badge>
              <Text size="sm" c="dimmed">
                {author ?? 'Calendly'} ·{' '}
                <time dateTime={createdAt} title={dates.relative(createdAt, now)}>
                  {dates.short(createdAt, now)}
                </time>
              </Text>
            </Group>
          </Paper>
        );
      })}
    </Stack>
  );
}
