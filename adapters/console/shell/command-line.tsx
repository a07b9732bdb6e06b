import { ActionIcon, Code, CopyButton, Group } from '@mantine/core';
import { useText } from '../locale/use-text.ts';
import { Icon } from './icon.tsx';

/** A line to type in a terminal, and a button that copies it. */
export function CommandLine({ line }: { line: string }) {
  const say = useText();
  return (
    <Group gap="xs" wrap="nowrap" align="stretch">
      <Code block flex={1} miw={0} style={{ whiteSpace: 'pre-wrap' }}>
        {line}
      </Code>
      <CopyButton value={line}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="default"
            h="auto"
            w={38}
            onClick={copy}
            aria-label={copied ? say('command.copied') : say('command.copy')}
          >
            <Icon name={copied ? 'check' : 'copy'} />
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
