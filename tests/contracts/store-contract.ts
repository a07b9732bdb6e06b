import { describeEventLog } from './event-log-contract.ts';
import { describeIngestConcurrency } from './ingest-concurrency-contract.ts';
import { describeIngestDeliveries } from './ingest-deliveries-contract.ts';
import { describeIngestStore } from './ingest-store-contract.ts';
import { describeProspectList } from './prospect-list-contract.ts';
import { describeProspectStore } from './prospect-store-contract.ts';
import type { MakeStoreWorld } from './store-world.ts';

/** All that the stores over one database promise. */
export function describeStores(name: string, makeWorld: MakeStoreWorld): void {
  describeIngestStore(name, makeWorld);
  describeIngestDeliveries(name, makeWorld);
  describeIngestConcurrency(name, makeWorld);
  describeEventLog(name, makeWorld);
  describeProspectStore(name, makeWorld);
  describeProspectList(name, makeWorld);
}
