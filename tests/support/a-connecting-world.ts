import { MemoryCompletenessStore } from '../../adapters/memory/memory-completeness-store.ts';
import { MemoryConnectAttemptStore } from '../../adapters/memory/memory-connect-attempt-store.ts';
import { MemoryConnectionStore } from '../../adapters/memory/memory-connection-store.ts';
import { MemoryLiveChannel } from '../../adapters/memory/memory-live-channel.ts';
import { MemorySyncStore } from '../../adapters/memory/memory-sync-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { ConnectingWorld } from '../contracts/connecting-world.ts';

/** The stores of connecting and back-filling over an empty memory. */
export function aConnectingWorld(): ConnectingWorld {
  const stores = {
    connections: new MemoryConnectionStore(),
    attempts: new MemoryConnectAttemptStore(),
    syncs: new MemorySyncStore(),
    live: new MemoryLiveChannel(),
    completeness: new MemoryCompletenessStore(),
  };
  let organizations = 0;
  return {
    here: stores,
    there: stores,
    organization: () => organizationId(`org-${(organizations += 1)}`),
    close: async () => undefined,
  };
}
