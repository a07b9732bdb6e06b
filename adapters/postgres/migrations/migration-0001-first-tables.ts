import { Migration } from '@mikro-orm/migrations';

export class Migration0001FirstTables extends Migration {
  override up(): void {
    this.addSql(`
      create table installation (
        only_row boolean primary key default true check (only_row),
        id uuid not null,
        cursor_key bytea not null,
        folder text null
      )`);
    // A hash identifies the database to clients and reveals nothing else about it.
    this.addSql(`
      create function log_epoch() returns text language sql stable as $$
        select md5(i.id::text || c.system_identifier::text || left(pg_walfile_name(pg_current_wal_lsn()), 8))
        from installation i, pg_control_system() c
      $$`);
    this.addSql(`
      create table streams (
        organization_id text primary key,
        seq bigint not null default 0,
        purged_through bigint not null default 0
      )`);
    this.addSql(`
      create table deliveries (
        id uuid primary key,
        endpoint text not null,
        digest bytea not null,
        connection_id text null,
        organization_id text null,
        event text null,
        status text not null,
        reason text null,
        attempts int not null,
        duplicates int not null,
        received_at timestamptz not null,
        applied_at timestamptz null,
        next_attempt_at timestamptz null,
        size_bytes int not null,
        headers json null,
        body bytea null,
        unique (endpoint, digest)
      )`);
    this.addSql(`
      create table failed_attempts (
        endpoint text not null,
        digest bytea not null,
        at timestamptz not null,
        reason text not null
      )`);
    this.addSql(`create index on failed_attempts (endpoint, digest, at)`);
    // Bodies are small JSON texts that are seldom read. Compressing them costs more than it saves.
    this.addSql(`alter table deliveries alter column body set storage external`);
    this.addSql(`create index on deliveries (organization_id, received_at desc, id desc)`);
    this.addSql(`create index on deliveries (next_attempt_at) where status = 'due'`);
    this.addSql(`
      create table prospects (
        organization_id text not null,
        id uuid not null,
        email text not null,
        name text null,
        first_name text null,
        last_name text null,
        phone text null,
        timezone text null,
        edits json not null,
        first_tracking json not null,
        last_tracking json not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        last_activity_at timestamptz not null,
        search text not null,
        versions text not null,
        primary key (organization_id, id),
        unique (organization_id, email)
      )`);
    this.addSql(`create index on prospects (organization_id, last_activity_at desc, id desc)`);
    this.addSql(`create extension if not exists pg_trgm`);
    this.addSql(`create index on prospects using gin (search gin_trgm_ops)`);
    this.addSql(`
      create table scheduled_events (
        organization_id text not null,
        id uuid not null,
        booking text not null,
        prospect_id uuid not null,
        name text null,
        start_time timestamptz null,
        end_time timestamptz null,
        hosts json not null,
        location json null,
        contact json not null,
        details json not null,
        no_show boolean not null,
        cancellation json null,
        rescheduled_away boolean not null,
        moved boolean not null,
        replaces text null,
        replaced_by text null,
        status text not null,
        pending_notes json null,
        versions text not null,
        primary key (organization_id, id),
        unique (organization_id, booking)
      )`);
    this.addSql(`create index on scheduled_events (organization_id, prospect_id, start_time)`);
    this.addSql(`create index on scheduled_events (organization_id, start_time, id)`);
    this.addSql(
      `create index on scheduled_events (organization_id, prospect_id) where status = 'canceled' or no_show`,
    );
    this.addSql(
      `create index on scheduled_events (organization_id, replaces) where replaces is not null`,
    );
    this.addSql(
      `create index on scheduled_events (organization_id, replaced_by) where replaced_by is not null`,
    );
    this.addSql(`
      create table notes (
        organization_id text not null,
        id uuid not null,
        prospect_id uuid null,
        kind text not null,
        body text not null,
        created_at timestamptz not null,
        author text null,
        key text null,
        booking text null,
        primary key (organization_id, id),
        unique (organization_id, key)
      )`);
    this.addSql(`create index on notes (organization_id, prospect_id, created_at desc)`);
    this.addSql(`create index on notes (organization_id, booking) where booking is not null`);
    this.addSql(`
      create table event_log (
        organization_id text not null,
        seq bigint not null,
        type text not null,
        subject_id uuid not null,
        changed text not null,
        occurred_at timestamptz not null,
        primary key (organization_id, seq)
      )`);
  }
}
