import type { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresJobLedger } from '../../adapters/postgres/upkeep/postgres-job-ledger.ts';
import { PostgresRetentionStore } from '../../adapters/postgres/upkeep/postgres-retention-store.ts';
import { storeWorldOn } from './database-world.ts';
import type { RetentionWorld } from './retention-world.ts';

/** Retention over a database that other tests use too, opened by one or by two processes. */
export function retentionWorldOn(here: Database, there: Database = here): RetentionWorld {
  return {
    ...storeWorldOn(here),
    retention: new PostgresRetentionStore(here),
    ledger: new PostgresJobLedger(here),
    ledgerThere: new PostgresJobLedger(there),
  };
}
