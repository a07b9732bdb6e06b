import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Cutoffs } from '../../src/domain/retention-policy.ts';
import type {
  BodySweep,
  RetentionBatch,
  RetentionStore,
  RetentionSweep,
} from '../../src/ports/retention-store.ts';
import type { Database } from './database.ts';
import { PostgresRetentionBatch } from './postgres-retention-batch.ts';
import { clearBodies, lockStream, oldOrganizations, readOld } from './retention-statements.ts';
import { storeError } from './store-error.ts';

/** Where a sweep stands: what it removed lies behind. */
interface SweepPlace {
  startTime: string;
  id: string;
  idWithoutStart: string;
}

/** A row of {@link readOld}. */
interface OldRow {
  seq: string;
  purgedThrough: string;
  withStart: string | null;
  withoutStart: string | null;
  logEntries: string | null;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Takes away what is kept no longer in SQL. */
export class PostgresRetentionStore implements RetentionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async organizations(
    { scheduledEvents, logEntries }: Cutoffs,
    after: OrganizationId | null,
    limit: number,
  ): Promise<OrganizationId[]> {
    const rows = await this.#database.query<{ organizationId: OrganizationId }>(oldOrganizations, [
      scheduledEvents.toISOString(),
      logEntries.toISOString(),
      after ?? '',
      limit,
    ]);
    return rows.map(({ organizationId }) => organizationId);
  }

  sweep(organizationId: OrganizationId, before: Cutoffs): RetentionSweep {
    const place = { startTime: '-infinity', id: firstId, idWithoutStart: firstId };
    return { next: (limit) => this.#next(organizationId, before, limit, place) };
  }

  sweepBodies(receivedBefore: Date): BodySweep {
    let from = '-infinity';
    return {
      clear: async (limit) => {
        const parameters = [receivedBefore.toISOString(), from, limit];
        const [row] = await this.#database.query<{ cleared: number; reached: string | null }>(
          clearBodies,
          parameters,
        );
        from = row?.reached ?? from;
        return row?.cleared ?? 0;
      },
    };
  }

  async #next(
    organizationId: OrganizationId,
    before: Cutoffs,
    limit: number,
    place: SweepPlace,
  ): Promise<RetentionBatch> {
    const cutoffs = [before.scheduledEvents.toISOString(), before.logEntries.toISOString()];
    const places = [place.startTime, place.id, place.idWithoutStart];
    try {
      const { transaction, rows } = await this.#database.begin([
        { sql: lockStream, parameters: [organizationId] },
        { sql: readOld, parameters: [organizationId, ...cutoffs, limit, ...places] },
      ]);
      const [row] = (rows[1] ?? []) as OldRow[];
      const withStart = JSON.parse(row?.withStart ?? '[]') as { id: string; startTime: string }[];
      const withoutStart = JSON.parse(row?.withoutStart ?? '[]') as string[];
      const logEntries = Number(row?.logEntries ?? 0);
      const moved = () => {
        const last = withStart.at(-1);
        if (last !== undefined) Object.assign(place, last);
        place.idWithoutStart = withoutStart.at(-1) ?? place.idWithoutStart;
      };
      return new PostgresRetentionBatch(this.#database, transaction, {
        organizationId,
        seq: Number(row?.seq ?? 0),
        purgedThrough: Number(row?.purgedThrough ?? 0),
        scheduledEvents: [...withStart.map(({ id }) => id), ...withoutStart],
        logEntries,
        mayHaveMore: [withStart.length, withoutStart.length, logEntries].includes(limit),
        moved,
      });
    } catch (error) {
      throw storeError(error);
    }
  }
}
