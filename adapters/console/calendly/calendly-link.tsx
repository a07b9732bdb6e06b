import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRoute } from 'wouter';
import { calendlyPage } from '../../wire/connect-outcome.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';
import { LightDot } from './light-dot.tsx';
import { lineLight } from './line-light.ts';
import { statusQuery } from './status-query.ts';

export const calendlyLinkId = 'calendly-link';

/** The way to the page about Calendly, with its light. */
export function CalendlyLink() {
  const say = useText();
  const { api } = useLive();
  const { data } = useQuery(statusQuery(api));
  const [isHere] = useRoute(calendlyPage);
  const light = data === undefined ? null : lineLight(data);
  const state = say(light === null ? 'light.unknown' : `light.${light}`);
  return (
    <Button
      component={Link}
      id={calendlyLinkId}
      href={calendlyPage}
      variant={isHere ? 'light' : 'default'}
      size="xs"
      leftSection={<LightDot light={light ?? 'off'} />}
      aria-label={say('calendly.link', { state })}
      aria-current={isHere ? 'page' : undefined}
    >
      {say('calendly.title')}
    </Button>
  );
}
