import type { JobLedger } from '../../src/ports/job-ledger.ts';
import type { RetentionStore } from '../../src/ports/retention-store.ts';
import type { StoreWorld } from './store-world.ts';

/** The stores over one database, what takes old things away from it, and the ledger of who does. */
export interface RetentionWorld extends StoreWorld {
  retention: RetentionStore;
  ledger: JobLedger;
  /** The same ledger on another process; where there can be but one process, the same. */
  ledgerThere: JobLedger;
}

/** Makes a world for one test. */
export type MakeRetentionWorld = () => Promise<RetentionWorld>;
