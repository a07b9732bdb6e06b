import { createContext, useContext } from 'react';
import type { RealtimeStatus } from '../../client/realtime-options.ts';
import type { Api } from '../api/api.ts';
import type { LiveEvents } from './live-events.ts';

export interface Live {
  api: Api;
  events: LiveEvents;
  status: RealtimeStatus;
}

const LiveContext = createContext<Live | null>(null);

export const LiveProvider = LiveContext.Provider;

/** The signed-in session: its API, its live events, the state of its socket. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error('useLive is for what is inside a session.');
  return live;
}
