import { Migration } from '@mikro-orm/migrations';

/**
 * The actions of people. A trigger keeps rows of `audit` from being changed, and from being removed by anybody but the nightly
 * retention, which says so in its transaction. Reasons are a person's own words and may name somebody: they stand beside
 * it, where they can be erased.
 */
export class Migration0010Audit extends Migration {
  override up(): void {
    this.addSql(`
      create table audit (
        organization_id text not null,
        id uuid not null,
        at timestamptz not null,
        actor text not null,
        action text not null,
        subject text not null,
        primary key (organization_id, id)
      )`);
    this.addSql(`create index on audit (organization_id, at desc, id desc)`);
    this.addSql(`
      create table audit_reasons (
        organization_id text not null,
        audit_id uuid not null,
        reason text not null,
        primary key (organization_id, audit_id)
      )`);
    this.addSql(`
      create function audit_stays_as_it_is() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('velvena.audit_retention', true) = 'on' then
          return old;
        end if;
        raise exception 'rows of audit stay as they are' using errcode = 'restrict_violation';
      end $$`);
    this.addSql(`
      create trigger audit_stays_as_it_is before update or delete on audit
      for each row execute function audit_stays_as_it_is()`);
  }
}
