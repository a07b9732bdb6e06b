import { Migration } from '@mikro-orm/migrations';

export class Migration0003Connections extends Migration {
  override up(): void {
    this.addSql(`
      create table connections (
        id uuid primary key,
        organization_id text not null,
        user_id text not null,
        calendly_user json not null,
        scope text not null,
        kind text not null,
        granted_scopes json null,
        state text not null,
        connected_at timestamptz not null,
        token_expires_at timestamptz null,
        subscription json null,
        routing_forms json null,
        problems json not null,
        access_token text null,
        refresh_token text null,
        signing_key text null,
        previous_signing_key text null,
        unique (organization_id, user_id)
      )`);
    // Two organizations never have the same Calendly user at the same time.
    this.addSql(`create unique index on connections (user_id) where state <> 'disconnected'`);
    this.addSql(
      `create table leases (name text primary key, holder text not null, ends_at timestamptz not null)`,
    );
    this.addSql(`
      create table connect_attempts (
        state_hash text primary key,
        id uuid not null,
        organization_id text not null,
        subject text not null,
        cookie_hash text not null,
        code_verifier text not null,
        expires_at timestamptz not null
      )`);
    this.addSql(`create index on connect_attempts (expires_at)`);
    this.addSql(`
      create table syncs (
        organization_id text not null,
        id uuid not null,
        state text not null,
        started_at timestamptz not null,
        finished_at timestamptz null,
        starts_from timestamptz not null,
        starts_to timestamptz null,
        events_seen int not null,
        invitees_seen int not null,
        created int not null,
        updated int not null,
        percent double precision not null,
        resumes_at timestamptz null,
        error text null,
        position json not null,
        holder text null,
        held_at timestamptz null,
        primary key (organization_id, id)
      )`);
    this.addSql(`create index on syncs (organization_id, started_at desc)`);
    // An organization has at most one open back-fill. There are few, so the claim scans them all.
    this.addSql(
      `create unique index on syncs (organization_id) where state in ('running', 'waiting')`,
    );
  }
}
