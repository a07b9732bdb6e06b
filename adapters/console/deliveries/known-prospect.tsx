import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { prospectQuery } from '../details/prospect-query.ts';
import { useLive } from '../live/live-context.ts';
import { useText } from '../locale/use-text.ts';

/** The prospect that a change is about, by name: a change holds only the fields that are not as before. */
export function KnownProspect({ id }: { id: string }) {
  const say = useText();
  const { api, events } = useLive();
  const { data } = useQuery(prospectQuery(api, events, id));
  return (
    <Anchor
      component={Link}
      href={`/prospects/${encodeURIComponent(id)}`}
      size="sm"
      display="block"
      mb={4}
    >
      {data ? data.prospect.name || data.prospect.email : say('act.seeProspect')}
    </Anchor>
  );
}
