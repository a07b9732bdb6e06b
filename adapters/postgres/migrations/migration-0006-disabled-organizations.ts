import { Migration } from '@mikro-orm/migrations';

export class Migration0006DisabledOrganizations extends Migration {
  override up(): void {
    this.addSql(`
      create table disabled_organizations (
        organization_id text primary key,
        disabled_at timestamptz not null
      )`);
  }
}
