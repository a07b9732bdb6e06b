import { Migration } from '@mikro-orm/migrations';

export class Migration0005Completeness extends Migration {
  override up(): void {
    this.addSql(`
      create table completeness_reports (
        organization_id text primary key,
        report json not null
      )`);
  }
}
