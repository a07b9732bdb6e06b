import type { OrganizationId } from '../domain/organization-id.ts';
import type { Sync, SyncPosition } from '../domain/sync.ts';

/** Keeps back-fills and how far they got. */
export interface SyncStore {
  /** Starts this one, or answers the one under way: an organization has one at a time. */
  start(sync: Sync): Promise<Sync>;
  get(organizationId: OrganizationId, id: string): Promise<Sync | null>;
  /** The last one that was started. */
  latest(organizationId: OrganizationId): Promise<Sync | null>;

  /**
   * Takes one that is not over and that nobody works on: it runs and its holder did not save since `staleBefore`, or it
   * waits and its time has come. From then on it runs, and has this one holder. The one that was left alone longest
   * comes first.
   */
  claim(
    holder: string,
    now: Date,
    staleBefore: Date,
  ): Promise<{ sync: Sync; position: SyncPosition } | null>;
  /** Saves progress, and the holder's claim. False when somebody else has claimed it meanwhile, or it is over. */
  save(sync: Sync, position: SyncPosition, holder: string, now: Date): Promise<boolean>;
}
