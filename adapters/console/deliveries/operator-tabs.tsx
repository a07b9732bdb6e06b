import { Button, Group } from '@mantine/core';
import { Link } from 'wouter';
import { auditPage, deliveriesPage } from '../../wire/operator-pages.ts';
import { useText } from '../locale/use-text.ts';

/** From the deliveries to the audit, and back. */
export function OperatorTabs({ here }: { here: 'deliveries' | 'audit' }) {
  const say = useText();
  const pages = [
    ['deliveries', deliveriesPage],
    ['audit', auditPage],
  ] as const;
  return (
    <Group component="nav" gap={6} aria-label={say('deliveries.pages')}>
      {pages.map(([page, href]) => (
        <Button
          key={page}
          component={Link}
          href={href}
          size="compact-sm"
          variant={page === here ? 'light' : 'subtle'}
          aria-current={page === here ? 'page' : undefined}
        >
          {say(`${page}.title`)}
        </Button>
      ))}
    </Group>
  );
}
