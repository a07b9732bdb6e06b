import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { Cutoffs } from '../../../src/domain/retention-policy.ts';
import type {
  AuditSweep,
  BodySweep,
  RetentionBatch,
  RetentionStore,
  RetentionSweep,
} from '../../../src/ports/retention-store.ts';
import type { Database } from '../database/database.ts';
import { storeError } from '../database/store-error.ts';
import { PostgresRetentionBatch } from './postgres-retention-batch.ts';
import {
  clearBodies,
  lockStream,
  oldOrganizations,
  readOld,
  removeAudit,
} from './retention-statements.ts';
import { UndecidedSweep } from './undecided-sweep.ts';

/** The position of a sweep. All old rows before it are removed. */
interface SweepPosition {
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

/** Removes rows and bodies after their retention, in SQL. */
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
    const position = { startTime: '-infinity', id: firstId, idWithoutStart: firstId };
    return { next: (limit) => this.#next(organizationId, before, limit, position) };
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

  sweepUndecided(receivedBefore: Date, bytesOfOrganization: number): BodySweep {
    return new UndecidedSweep(this.#database, receivedBefore, bytesOfOrganization);
  }

  sweepAudit(actedBefore: Date): AuditSweep {
    return {
      remove: async (limit) => {
        const parameters = [actedBefore.toISOString(), limit];
        const [row] = await this.#database.query<{ removed: number }>(removeAudit, parameters);
        return row?.removed ?? 0;
      },
    };
  }

  async #next(
    organizationId: OrganizationId,
    before: Cutoffs,
    limit: number,
    position: SweepPosition,
  ): Promise<RetentionBatch> {
    const cutoffs = [before.scheduledEvents.toISOString(), before.logEntries.toISOString()];
    const from = [position.startTime, position.id, position.idWithoutStart];
    try {
      const { transaction, rows } = await this.#database.begin([
        { sql: lockStream, parameters: [organizationId] },
        { sql: readOld, parameters: [organizationId, ...cutoffs, limit, ...from] },
      ]);
      const [row] = (rows[1] ?? []) as OldRow[];
      const withStart = JSON.parse(row?.withStart ?? '[]') as { id: string; startTime: string }[];
      const withoutStart = JSON.parse(row?.withoutStart ?? '[]') as string[];
      const logEntries = Number(row?.logEntries ?? 0);
      const moved = () => {
        const last = withStart.at(-1);
        if (last !== undefined) Object.assign(position, last);
        position.idWithoutStart = withoutStart.at(-1) ?? position.idWithoutStart;
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
