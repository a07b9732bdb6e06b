import { Group, Text } from '@mantine/core';
import favicon from '../assets/favicon.svg';

export function Brand() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src={favicon} alt="" width={26} height={26} />
      <Text component="span" className="brand" fw={650} fz="lg" lh={1.2}>
        Velvena Calendly
      </Text>
    </Group>
  );
}
