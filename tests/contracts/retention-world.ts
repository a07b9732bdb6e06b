import type { JobLedger } from '../../src/ports/job-ledger.ts';
import type { RetentionStore } from '../../src/ports/retention-store.ts';
import type { StoreWorld } from './store-world.ts';

/**
 * The stores over one database, the retention store that removes old rows from it, and the ledger of the daily jobs.
 */
export interface RetentionWorld extends StoreWorld {
  retention: RetentionStore;
  ledger: JobLedger;
  /** The ledger as another process has it. A store of one process gives the same ledger. */
  ledgerThere: JobLedger;
}

/** Makes a world for one test. */
export type MakeRetentionWorld = () => Promise<RetentionWorld>;
