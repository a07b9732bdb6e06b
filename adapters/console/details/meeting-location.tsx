import { Button, Group, Text } from '@mantine/core';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import type { TextId } from '../locale/catalog.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import { webLink } from './web-link.ts';

/** The kinds that need a text in the reader's language. A brand needs none. */
const kinds: Record<string, TextId> = {
  physical: 'place.physical',
  ask_invitee: 'place.physical',
  custom: 'place.other',
  outbound_call: 'place.outboundCall',
  inbound_call: 'place.inboundCall',
};

const brands: Record<string, string> = {
  zoom: 'Zoom',
  zoom_conference: 'Zoom',
  google_conference: 'Google Meet',
  gotomeeting: 'GoTo Meeting',
  gotomeeting_conference: 'GoTo Meeting',
  microsoft_teams_conference: 'Microsoft Teams',
  webex_conference: 'Webex',
};

interface MeetingLocationProps {
  location: NonNullable<ScheduledEvent['location']>;
  /** True when joining still makes sense. */
  offersJoining: boolean;
}

export function MeetingLocation({ location, offersJoining }: MeetingLocationProps) {
  const say = useText();
  const kind = kinds[location.type];
  const label =
    brands[location.type] ?? (kind === undefined ? location.type.replaceAll('_', ' ') : say(kind));
  const join = webLink(location.joinUrl);
  const text = location.text === location.joinUrl ? null : location.text;
  return (
    <Group gap="sm">
      <Text size="sm">{text === null ? label : say('place.told', { label, text })}</Text>
      {join !== null && offersJoining && (
        <Button
          component="a"
          href={join}
          target="_blank"
          rel="noreferrer"
          size="compact-sm"
          variant="light"
          leftSection={<Icon name="video" />}
        >
          {say('place.join')}
        </Button>
      )}
    </Group>
  );
}
