import type { OrganizationId } from '../domain/organization-id.ts';
import type { Sync, SyncPosition } from '../domain/sync.ts';

/** Keeps back-fills and their progress. */
export interface SyncStore {
  /** Starts this back-fill, or returns the one under way. An organization has one at a time. */
  start(sync: Sync): Promise<Sync>;
  get(organizationId: OrganizationId, id: string): Promise<Sync | null>;
  /** The back-fill that was started last. */
  latest(organizationId: OrganizationId): Promise<Sync | null>;

  /**
   * Takes an unfinished back-fill without a working holder. Either it runs and its holder has not saved since
   * `staleBefore`, or it waits and its time has come. From then on it runs with this holder. The one that was left
   * alone longest comes first.
   */
  claim(
    holder: string,
    now: Date,
    staleBefore: Date,
  ): Promise<{ sync: Sync; position: SyncPosition } | null>;
  /** Saves the progress, and the holder's claim. False when another holder has claimed it meanwhile, or it is over. */
  save(sync: Sync, position: SyncPosition, holder: string, now: Date): Promise<boolean>;
}
