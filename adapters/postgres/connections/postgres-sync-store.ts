import { StoreConflict } from '../../../src/domain/errors.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import { beginning, type Sync, type SyncPosition } from '../../../src/domain/sync.ts';
import type { SyncStore } from '../../../src/ports/sync-store.ts';
import type { Database } from '../database/database.ts';
import { isUuid } from '../rows/is-uuid.ts';
import { byColumn } from '../rows/table.ts';
import {
  type SyncRow,
  syncFrom,
  syncProgressTable,
  syncRow,
  syncsTable,
  wholeSyncsTable,
} from './sync-row.ts';

const json = `${syncsTable.json('s')}::text as json`;
const underWay = `state in ('running', 'waiting')`;

const startStatement = `
  ${wholeSyncsTable.insert(wholeSyncsTable.rows(1))} on conflict (organization_id) where ${underWay} do nothing
  returning ${syncsTable.json('syncs')}::text as json`;

const underWayQuery = `select ${json} from syncs s where s.organization_id = $1 and ${underWay}`;

const getQuery = `select ${json} from syncs s where s.organization_id = $1 and s.id = $2`;

const latestQuery = `
  select ${json} from syncs s where s.organization_id = $1
  order by s.started_at desc, s.id desc limit 1`;

/** $1: holder; $2: now; $3: stale before. Skips a sync that another process is claiming. */
const claimStatement = `
  update syncs s set state = 'running', resumes_at = null, holder = $1, held_at = $2::timestamptz
  where (s.organization_id, s.id) = (
    select c.organization_id, c.id from syncs c
    where c.state in ('running', 'waiting')
      and case c.state when 'waiting' then c.resumes_at <= $2::timestamptz
          else c.held_at is null or c.held_at < $3::timestamptz end
    order by coalesce(c.held_at, c.started_at), c.id limit 1
    for update skip locked)
  returning ${json}, s.position::text as position`;

const saveStatement = `
  update syncs s set held_at = $5::timestamptz, ${syncProgressTable.merge('s', '$3')}
  where s.organization_id = $1 and s.id = $2 and s.holder = $4 and ${underWay}
  returning s.id`;

/** A sync that ends between the two statements of a start costs a round. */
const rounds = 5;

/** Keeps back-fills in SQL. */
export class PostgresSyncStore implements SyncStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async start(sync: Sync): Promise<Sync> {
    const rows = JSON.stringify([syncRow(sync, beginning)]);
    for (let round = 0; round < rounds; round += 1) {
      const found =
        (await this.#one(startStatement, [rows])) ??
        (await this.#one(underWayQuery, [sync.organizationId]));
      if (found !== null) return found;
    }
    throw new StoreConflict('Others start back-fills of this organization at the same time.');
  }

  async get(organizationId: OrganizationId, id: string): Promise<Sync | null> {
    return isUuid(id) ? this.#one(getQuery, [organizationId, id]) : null;
  }

  async latest(organizationId: OrganizationId): Promise<Sync | null> {
    return this.#one(latestQuery, [organizationId]);
  }

  async claim(
    holder: string,
    now: Date,
    staleBefore: Date,
  ): Promise<{ sync: Sync; position: SyncPosition } | null> {
    const parameters = [holder, now.toISOString(), staleBefore.toISOString()];
    const [taken] = await this.#database.query<{ json: string; position: string }>(
      claimStatement,
      parameters,
    );
    return taken === undefined
      ? null
      : { sync: syncFromJson(taken.json), position: JSON.parse(taken.position) as SyncPosition };
  }

  async save(sync: Sync, position: SyncPosition, holder: string, now: Date): Promise<boolean> {
    const { id, organizationId } = sync;
    const saved = byColumn(syncRow(sync, position));
    const parameters = [organizationId, id, saved, holder, now.toISOString()];
    return (await this.#database.query(saveStatement, parameters)).length > 0;
  }

  async #one(sql: string, parameters: unknown[]): Promise<Sync | null> {
    const [row] = await this.#database.query<{ json: string }>(sql, parameters);
    return row === undefined ? null : syncFromJson(row.json);
  }
}

function syncFromJson(json: string): Sync {
  return syncFrom(JSON.parse(json) as SyncRow);
}
