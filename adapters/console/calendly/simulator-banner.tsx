import { Alert, Anchor, Text } from '@mantine/core';
import { webLink } from '../details/web-link.ts';
import { useText } from '../locale/use-text.ts';

/** Says that this is a simulator, and links to the page where a person can book as an invitee. */
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
