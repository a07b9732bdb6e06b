import type { CompletenessReport } from '../../../src/domain/completeness.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { CompletenessStore } from '../../../src/ports/completeness-store.ts';
import type { Database } from '../database/database.ts';

/** Keeps the last completeness reports in SQL. */
export class PostgresCompletenessStore implements CompletenessStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async save(organizationId: OrganizationId, report: CompletenessReport): Promise<void> {
    await this.#database.query(
      `insert into completeness_reports (organization_id, report) values ($1, $2::json)
       on conflict (organization_id) do update set report = excluded.report`,
      [organizationId, JSON.stringify(report)],
    );
  }

  async latest(organizationId: OrganizationId): Promise<CompletenessReport | null> {
    const [row] = await this.#database.query<{ report: string }>(
      'select report::text as report from completeness_reports where organization_id = $1',
      [organizationId],
    );
    return row === undefined ? null : reportFrom(JSON.parse(row.report) as InJson);
  }
}

/** A report as JSON keeps it: instants are ISO texts. */
type InJson = Omit<CompletenessReport, 'checkedAt' | 'window'> & {
  checkedAt: string;
  window: { from: string; to: string };
};

function reportFrom(json: InJson): CompletenessReport {
  const { checkedAt, window } = json;
  return {
    ...json,
    checkedAt: new Date(checkedAt),
    window: { from: new Date(window.from), to: new Date(window.to) },
  };
}
