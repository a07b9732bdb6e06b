import { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import type {
  DeliveryIdentity,
  FailedAttempt,
  Grown,
  GrownListener,
  LoggedEntry,
  NewDelivery,
  Note,
  OrganizationId,
  Prospect,
  ScheduledEvent,
} from 'velvena-calendly-core';

export type KeptDelivery = NewDelivery & { duplicates: number; failedAttempts: FailedAttempt[] };

interface Kinds {
  prospect: Prospect;
  event: ScheduledEvent;
  note: Note;
}

/** A file of rows, each kept whole: enough for a small office. */
export class SqliteDatabase {
  readonly #sqlite: DatabaseSync;
  readonly #grown: GrownListener[] = [];

  constructor(path: string) {
    this.#sqlite = new DatabaseSync(path);
    this.#sqlite.exec(`
      create table if not exists subject (organization, kind, id, value blob, primary key (organization, kind, id));
      create table if not exists entry (organization, seq integer, value blob, primary key (organization, seq));
      create table if not exists delivery (endpoint, digest, value blob, primary key (endpoint, digest));
      create table if not exists epoch (name text);
      insert into epoch select hex(randomblob(16)) where not exists (select 1 from epoch);
    `);
  }

  get epoch(): string {
    return this.#sqlite.prepare('select name from epoch').get()?.['name'] as string;
  }

  all<Kind extends keyof Kinds>(organization: OrganizationId, kind: Kind): Kinds[Kind][] {
    const sql = 'select value from subject where organization = ? and kind = ?';
    return this.#values<Kinds[Kind]>(sql, organization, kind);
  }

  put<Kind extends keyof Kinds>(organization: OrganizationId, kind: Kind, row: Kinds[Kind]): void {
    const sql = 'insert or replace into subject values (?, ?, ?, ?)';
    this.#sqlite.prepare(sql).run(organization, kind, row.id, serialize(row));
  }

  entries(organization: OrganizationId, after: number, limit: number): LoggedEntry[] {
    const sql = 'select value from entry where organization = ? and seq > ? order by seq limit ?';
    return this.#values(sql, organization, after, limit);
  }

  lastSeq(organization: OrganizationId): number {
    const sql = 'select coalesce(max(seq), 0) as seq from entry where organization = ?';
    return this.#sqlite.prepare(sql).get(organization)?.['seq'] as number;
  }

  append(organization: OrganizationId, entry: LoggedEntry): void {
    const sql = 'insert into entry values (?, ?, ?)';
    this.#sqlite.prepare(sql).run(organization, entry.seq, serialize(entry));
  }

  deliveries(): KeptDelivery[] {
    return this.#values('select value from delivery');
  }

  delivery({ endpoint, digest }: DeliveryIdentity): KeptDelivery | undefined {
    const sql = 'select value from delivery where endpoint = ? and digest = ?';
    return this.#values<KeptDelivery>(sql, endpoint, digest)[0];
  }

  putDelivery(kept: KeptDelivery): void {
    const { endpoint, digest } = kept.delivery;
    const sql = 'insert or replace into delivery values (?, ?, ?)';
    this.#sqlite.prepare(sql).run(endpoint, digest, serialize(kept));
  }

  /** All of what `write` writes, or nothing. */
  transaction(write: () => void): void {
    this.#sqlite.exec('begin immediate');
    try {
      write();
      this.#sqlite.exec('commit');
    } catch (error) {
      this.#sqlite.exec('rollback');
      throw error;
    }
  }

  onGrown(listener: GrownListener): void {
    this.#grown.push(listener);
  }

  grew(organization: OrganizationId, grown: Grown): void {
    for (const listener of this.#grown) listener(organization, grown);
  }

  close(): void {
    this.#sqlite.close();
  }

  #values<T>(sql: string, ...parameters: (string | number)[]): T[] {
    const rows = this.#sqlite.prepare(sql).all(...parameters);
    return rows.map(({ value }) => deserialize(value as Uint8Array) as T);
  }
}
