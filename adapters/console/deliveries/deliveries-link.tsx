import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { deliveriesPage } from '../../wire/operator-pages.ts';
import { useText } from '../locale/use-text.ts';
import { Icon } from '../shell/icon.tsx';
import classes from './deliveries-link.module.css';

export const deliveriesLinkId = 'deliveries-link';

/** The way to the pages for administrators. */
export function DeliveriesLink({ isHere }: { isHere: boolean }) {
  const say = useText();
  return (
    <Button
      component={Link}
      id={deliveriesLinkId}
      href={deliveriesPage}
      variant={isHere ? 'light' : 'default'}
      size="xs"
      aria-current={isHere ? 'page' : undefined}
    >
      <span className={classes.words}>{say('deliveries.title')}</span>
      <span className={classes.sign}>
        <Icon name="inbox" />
      </span>
    </Button>
  );
}
