import { Migration } from '@mikro-orm/migrations';

/** Both indexes are partial: a webhook to the shared address that has an organization writes to neither. */
export class Migration0004LookupsOfConnections extends Migration {
  override up(): void {
    this.addSql(
      `create index on deliveries (organization_id, endpoint, received_at desc) where endpoint <> ''`,
    );
    this.addSql(`create index on deliveries (received_at, id) where status = 'unrouted'`);
  }
}
