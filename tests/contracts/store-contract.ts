import { describeDeliveryFile } from './delivery-file-contract.ts';
import { describeDeliveryList } from './delivery-list-contract.ts';
import { describeDeliveryTallies } from './delivery-tally-contract.ts';
import { describeDueDeliveries } from './due-deliveries-contract.ts';
import { describeEventLog } from './event-log-contract.ts';
import { describeIngestConcurrency } from './ingest-concurrency-contract.ts';
import { describeIngestDeliveries } from './ingest-deliveries-contract.ts';
import { describeIngestStore } from './ingest-store-contract.ts';
import { describeListCursors } from './list-cursors-contract.ts';
import { describePageBytes } from './page-bytes-contract.ts';
import { describeProspectList } from './prospect-list-contract.ts';
import { describeProspectSearch } from './prospect-search-contract.ts';
import { describeProspectStore } from './prospect-store-contract.ts';
import { describeRoutingFormNotes } from './routing-form-notes-contract.ts';
import { describeScheduledEventList } from './scheduled-event-list-contract.ts';
import { describeSettledDeliveries } from './settled-deliveries-contract.ts';
import type { MakeStoreWorld } from './store-world.ts';
import { describeTenancy } from './tenancy-contract.ts';
import type { TestRunner } from './test-runner.ts';
import { describeUnroutedStore } from './unrouted-store-contract.ts';

/** Tests all promises of the stores over one database. */
export function describeStores(runner: TestRunner, name: string, makeWorld: MakeStoreWorld): void {
  describeIngestStore(runner, name, makeWorld);
  describeIngestDeliveries(runner, name, makeWorld);
  describeIngestConcurrency(runner, name, makeWorld);
  describeEventLog(runner, name, makeWorld);
  describeProspectStore(runner, name, makeWorld);
  describeProspectList(runner, name, makeWorld);
  describeProspectSearch(runner, name, makeWorld);
  describeRoutingFormNotes(runner, name, makeWorld);
  describeScheduledEventList(runner, name, makeWorld);
  describeDeliveryList(runner, name, makeWorld);
  describeDeliveryFile(runner, name, makeWorld);
  describePageBytes(runner, name, makeWorld);
  describeListCursors(runner, name, makeWorld);
  describeDueDeliveries(runner, name, makeWorld);
  describeSettledDeliveries(runner, name, makeWorld);
  describeDeliveryTallies(runner, name, makeWorld);
  describeUnroutedStore(runner, name, makeWorld);
  describeTenancy(runner, name, makeWorld);
}
