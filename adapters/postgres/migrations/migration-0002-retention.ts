import { Migration } from '@mikro-orm/migrations';

/**
 * Quick on full tables. A column with the same default for all rows rewrites none. The existing index on starts finds
 * old rows: no meeting is removed before its start. One index is new.
 */
export class Migration0002Retention extends Migration {
  override up(): void {
    // The default stays for processes of the previous version, which do not name the column.
    this.addSql(
      `alter table scheduled_events add column received_at timestamptz not null default now()`,
    );
    this.addSql(`
      create index deliveries_with_old_bodies on deliveries (received_at)
      where body is not null and status in ('applied', 'ignored')`);
    this.addSql(`
      create table job_runs (
        job text not null,
        day date not null,
        holder uuid not null,
        held_until timestamptz not null,
        finished_at timestamptz null,
        primary key (job, day)
      )`);
  }
}
