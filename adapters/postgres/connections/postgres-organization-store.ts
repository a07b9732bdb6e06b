import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type {
  DisabledOrganization,
  OrganizationStore,
} from '../../../src/ports/organization-store.ts';
import type { Database } from '../database/database.ts';

/** Keeps in SQL which organizations are disabled. */
export class PostgresOrganizationStore implements OrganizationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async disabled(): Promise<DisabledOrganization[]> {
    const rows = await this.#database.query<{ id: OrganizationId; disabledAt: Date | string }>(
      'select organization_id as id, disabled_at as "disabledAt" from disabled_organizations',
    );
    return rows.map(({ id, disabledAt }) => ({ id, disabledAt: new Date(disabledAt) }));
  }

  async disable(id: OrganizationId, now: Date): Promise<'disabled' | 'already_disabled'> {
    const added = await this.#database.query(
      `insert into disabled_organizations (organization_id, disabled_at) values ($1, $2::timestamptz)
       on conflict (organization_id) do nothing returning 1`,
      [id, now.toISOString()],
    );
    return added.length > 0 ? 'disabled' : 'already_disabled';
  }

  async enable(id: OrganizationId): Promise<'enabled' | 'not_disabled'> {
    const removed = await this.#database.query(
      'delete from disabled_organizations where organization_id = $1 returning 1',
      [id],
    );
    return removed.length > 0 ? 'enabled' : 'not_disabled';
  }
}
