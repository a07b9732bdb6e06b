import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { connectRealtime } from '../../client/realtime-client.ts';
import type { RealtimeStatus } from '../../client/realtime-options.ts';
import type { ReceivedEvent } from '../../client/received-event.ts';
import { Api } from '../api/api.ts';
import { forgetStatus, putSync, readStaleStatus } from '../calendly/status-query.ts';
import { refreshDeliveries } from '../deliveries/deliveries-query.ts';
import { applyLiveEvents } from '../details/apply-live-events.ts';
import { allProspects, prospectsQuery } from '../list/prospects-query.ts';
import { type SignOutReason, signOutReason } from '../session/sign-out-reason.ts';
import type { Live } from './live-context.ts';
import { LiveEvents, type ProspectEvent } from './live-events.ts';
import { pace } from './pace.ts';

/** Events after which the state of Calendly may have changed. */
const aboutConnections: readonly string[] = ['connection.changed', 'delivery.received'];

/** Opens the socket at the position of the first snapshot, and keeps everything on the page up to date from it. */
export function useLiveConnection(token: string, onRefused: (reason: SignOutReason) => void): Live {
  const queries = useQueryClient();
  const api = useMemo(() => new Api(token), [token]);
  const events = useMemo(() => new LiveEvents(), []);
  const [status, setStatus] = useState<RealtimeStatus>('connecting');
  const snapshot = useInfiniteQuery(prospectsQuery(api, allProspects)).data?.pages[0];
  const refused = useEffectEvent(onRefused);
  const start = useEffectEvent(() => ({ after: snapshot?.seq ?? 0, epoch: snapshot?.epoch ?? '' }));
  const hasSnapshot = snapshot !== undefined;

  useEffect(() => {
    if (!hasSnapshot) return;
    const reload = pace(1_000, () => queries.invalidateQueries());
    const readStatus = pace(2_000, () => forgetStatus(queries));
    const readDeliveries = pace(1_000, () => refreshDeliveries(queries));
    const connection = connectRealtime({
      token,
      ...start(),
      onEvent: (event) => {
        if (event.type === 'sync.progress') putSync(queries, event.data);
        if (aboutConnections.includes(event.type)) readStatus();
        if (event.type === 'delivery.received') readDeliveries();
        if (!isAboutProspects(event)) return;
        // The subject is gone and so is its id: only a snapshot shows what to take off the page.
        if (event.data === null) reload();
        else events.take(event);
      },
      // Live messages are not replayed, so those of the meantime were missed.
      onReady: () => {
        void readStaleStatus(queries);
        readDeliveries();
      },
      onResyncRequired: () => {
        events.clear();
        reload();
      },
      onStatus: (next, reason) => {
        setStatus(next);
        if (next === 'signed_out') refused(signOutReason(reason));
      },
    });
    const stop = events.subscribe((batch) => applyLiveEvents(queries, batch));
    return () => {
      stop();
      reload.cancel();
      readStatus.cancel();
      readDeliveries.cancel();
      connection.close();
    };
  }, [token, hasSnapshot, queries, events]);

  return useMemo(() => ({ api, events, status }), [api, events, status]);
}

function isAboutProspects(event: ReceivedEvent): event is ProspectEvent {
  return /^(prospect|scheduled_event|note)\./.test(event.type);
}
