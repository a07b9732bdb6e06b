import { describeDeliveryFile } from './delivery-file-contract.ts';
import { describeDeliveryList } from './delivery-list-contract.ts';
import { describeDueDeliveries } from './due-deliveries-contract.ts';
import { describeEventLog } from './event-log-contract.ts';
import { describeIngestConcurrency } from './ingest-concurrency-contract.ts';
import { describeIngestDeliveries } from './ingest-deliveries-contract.ts';
import { describeIngestStore } from './ingest-store-contract.ts';
import { describeProspectList } from './prospect-list-contract.ts';
import { describeProspectSearch } from './prospect-search-contract.ts';
import { describeProspectStore } from './prospect-store-contract.ts';
import { describeRoutingFormNotes } from './routing-form-notes-contract.ts';
import { describeScheduledEventList } from './scheduled-event-list-contract.ts';
import { describeSettledDeliveries } from './settled-deliveries-contract.ts';
import type { MakeStoreWorld } from './store-world.ts';

/** All that the stores over one database promise. */
export function describeStores(name: string, makeWorld: MakeStoreWorld): void {
  describeIngestStore(name, makeWorld);
  describeIngestDeliveries(name, makeWorld);
  describeIngestConcurrency(name, makeWorld);
  describeEventLog(name, makeWorld);
  describeProspectStore(name, makeWorld);
  describeProspectList(name, makeWorld);
  describeProspectSearch(name, makeWorld);
  describeRoutingFormNotes(name, makeWorld);
  describeScheduledEventList(name, makeWorld);
  describeDeliveryList(name, makeWorld);
  describeDeliveryFile(name, makeWorld);
  describeDueDeliveries(name, makeWorld);
  describeSettledDeliveries(name, makeWorld);
}
