import { Migration } from '@mikro-orm/migrations';

/** Finds the bodies that wait for a person, by owner, oldest first, with their sizes, without reading their rows. */
export class Migration0009UndecidedBodies extends Migration {
  override up(): void {
    this.addSql(`
      create index deliveries_undecided on deliveries (coalesce(organization_id, ''), received_at, id)
      include (size_bytes)
      where body is not null and status in ('dead', 'quarantined', 'unrouted', 'dismissed')`);
  }
}
