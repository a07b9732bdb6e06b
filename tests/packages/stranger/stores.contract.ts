import { afterEach, beforeEach, describe, test } from 'node:test';
import { expect } from 'expect';
import { organizationId } from 'velvena-calendly-core';
import * as contracts from 'velvena-calendly-core/contracts';
import { SqliteDatabase } from './sqlite-database.ts';
import { SqliteDeliveryStore } from './sqlite-delivery-store.ts';
import { SqliteEventLog } from './sqlite-event-log.ts';
import { SqliteIngestStore } from './sqlite-ingest-store.ts';
import { SqliteProspectStore } from './sqlite-prospect-store.ts';
import { SqliteScheduledEventStore } from './sqlite-scheduled-event-store.ts';
import { SqliteUnroutedStore } from './sqlite-unrouted-store.ts';

const runner: contracts.TestRunner = { describe, test, beforeEach, afterEach, expect };
const now = new Date('2026-01-04T12:00:00Z');

async function makeWorld(): Promise<contracts.StoreWorld> {
  const database = new SqliteDatabase(':memory:');
  let organizations = 0;
  return {
    ingest: new SqliteIngestStore(database),
    log: new SqliteEventLog(database),
    prospects: new SqliteProspectStore(database, { now: () => now }),
    scheduledEvents: new SqliteScheduledEventStore(database),
    deliveries: new SqliteDeliveryStore(database),
    unrouted: new SqliteUnroutedStore(database),
    now,
    organization: () => organizationId(`org-${(organizations += 1)}`),
    close: async () => database.close(),
  };
}

contracts.describeStores(runner, 'SQLite', makeWorld);
