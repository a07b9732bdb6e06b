import { Alert, Anchor, Text } from '@mantine/core';
import { webLink } from '../details/web-link.ts';
import { useText } from '../locale/use-text.ts';

/** That this is not the real Calendly, and where to play the invitee. */
export function SimulatorBanner({ url }: { url: string }) {
  const say = useText();
  const link = webLink(url);
  return (
    <Alert color="blue" role="note" title={say('simulator.title')}>
      <Text size="sm">{say('simulator.lead')}</Text>
      {link !== null && (
        <Anchor href={link} target="_blank" rel="noopener noreferrer" size="sm">
          {say('simulator.open')}
        </Anchor>
      )}
    </Alert>
  );
}
